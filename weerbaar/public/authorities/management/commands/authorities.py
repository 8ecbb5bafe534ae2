"""`manage.py authorities load` and `manage.py authorities import FILE [--dry-run]`."""

from argparse import ArgumentParser
from pathlib import Path
from typing import Any

from django.core.management.base import BaseCommand, CommandError
from django.utils import timezone

from weerbaar.public.authorities import actions
from weerbaar.public.authorities.register_files.problems import BadFile
from weerbaar.public.authorities.register_files.reading import MOST_BYTES


class Command(BaseCommand):
    help = "Load the built-in register of public bodies, or import a newer file of it."

    def add_arguments(self, parser: ArgumentParser) -> None:
        verbs = parser.add_subparsers(dest="verb", required=True, parser_class=ArgumentParser)
        verbs.add_parser("load", help="load the built-in register; does nothing when it was loaded before")
        importing = verbs.add_parser("import", help="take over a CSV file, all of it or nothing")
        importing.add_argument("file", type=Path)
        importing.add_argument("--dry-run", action="store_true", help="only say what would change")

    def handle(self, *_args: Any, **options: Any) -> None:
        if options["verb"] == "load":
            outcome = actions.load_built_in(at=timezone.now())
            if outcome is not None:
                self._say_counts(outcome)
            return
        self._import(options["file"], dry_run=options["dry_run"])

    def _import(self, file: Path, *, dry_run: bool) -> None:
        try:
            with file.open("rb") as opened:
                content = opened.read(MOST_BYTES + 1)
        except OSError as error:
            message = f"{file} is niet te lezen: {error.strerror}."
            raise CommandError(message) from error
        try:
            if dry_run:
                outcome = actions.try_file(content=content)
            else:
                outcome = actions.import_file(content=content, at=timezone.now())
        except BadFile as error:
            message = f"{file.name} is niet overgenomen, er is niets veranderd.\n{error}"
            raise CommandError(message) from error
        if dry_run:
            for change in outcome.changes:
                self.stdout.write(str(change))
        for body in outcome.missing:
            self.stdout.write(f"niet in het bestand, blijft staan: {body.code} {body.name}")
        self._say_counts(outcome, prefix="Zou veranderen, " if dry_run else "")

    def _say_counts(self, outcome: actions.Outcome, *, prefix: str = "") -> None:
        counts = f"{outcome.count_new()} nieuw, {outcome.count_changed()} gewijzigd"
        self.stdout.write(f"{prefix}{outcome.label}: {counts}.")
