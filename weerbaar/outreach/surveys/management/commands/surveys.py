"""`manage.py surveys check [FOLDER]` and `manage.py surveys publish`."""

import json
from argparse import ArgumentParser
from pathlib import Path
from typing import Any

from django.core.management.base import BaseCommand, CommandError

from weerbaar.outreach.surveys.queries import content
from weerbaar.outreach.surveys.queries.questionnaires import CONTENT


class Command(BaseCommand):
    help = "Check the questionnaires of this release, or write down the digest of a new version."
    # A file can be checked on any machine, without database or pages.
    requires_system_checks = ()

    def add_arguments(self, parser: ArgumentParser) -> None:
        verbs = parser.add_subparsers(dest="verb", required=True, parser_class=ArgumentParser)
        checking = verbs.add_parser("check", help="name everything that is wrong, with file and question")
        checking.add_argument("folder", type=Path, nargs="?", default=CONTENT)
        publishing = verbs.add_parser("publish", help="write down the digest of each version that is new")
        publishing.add_argument("folder", type=Path, nargs="?", default=CONTENT)

    def handle(self, *_args: Any, **options: Any) -> None:
        folder: Path = options["folder"]
        if not folder.is_dir():
            message = f"{folder} is geen map."
            raise CommandError(message)
        if options["verb"] == "publish":
            self._publish(folder)
        problems = content.content_problems(folder)
        if problems:
            lines = "\n".join(str(problem) for problem in problems)
            message = f"{lines}\nNiet goed: {len(problems)} dingen om te herstellen."
            raise CommandError(message)
        self.stdout.write("De vragenlijsten zijn in orde.")

    def _publish(self, folder: Path) -> None:
        place = folder / content.PUBLISHED
        known = json.loads(place.read_text()) if place.exists() else {}
        for key, versions in content.digests(folder).items():
            # What was published before keeps its digest: a changed file is then a problem, and not a new truth.
            known[key] = versions | known.get(key, {})
        place.write_text(json.dumps(known, indent=2, sort_keys=True) + "\n")
