"""`manage.py evidence import FILE --case NUMBER`: a file becomes evidence, sealed to whoever reads the case."""

from argparse import ArgumentParser
from collections.abc import Iterator
from contextlib import closing
from pathlib import Path
from typing import Any, NoReturn

from django.core.management.base import BaseCommand, CommandError
from django.utils import timezone

from weerbaar.confidential.cases.queries import shelf as cases
from weerbaar.confidential.incidents import actions, rules
from weerbaar.foundation.vault.errors import NotGranted
from weerbaar.foundation.vault.inspection import Harmful, inspect_upload

_CHUNK = 1024 * 1024


class Command(BaseCommand):
    help = "Bring a file in as evidence of a case. Nobody's key is needed; the file itself stays where it is."

    def add_arguments(self, parser: ArgumentParser) -> None:
        verbs = parser.add_subparsers(dest="verb", required=True)
        bring = verbs.add_parser("import", help="Bring a file in.")
        bring.add_argument("file", type=Path)
        bring.add_argument("--case", required=True, help="The number of the case, such as 2026-K7QF3M.")

    def handle(self, *_args: Any, **options: Any) -> None:
        path: Path = options["file"]
        case = cases.case_kept_under(options["case"])
        if case is None:
            _refuse(f"there is no case {options['case']} that somebody reads")
        if not path.is_file():
            _refuse(f"there is no file {path}")
        if path.stat().st_size > rules.MOST_BYTES_BY_OPERATOR:
            _refuse(f"{path.name} is larger than 250 MB")
        with closing(actions.sealed_copy(_chunks(path), path.name)) as upload:
            try:
                imported = actions.import_evidence(
                    case=case, incoming=inspect_upload(upload), at=timezone.now(), progress=self._progress
                )
            except Harmful:
                _refuse(f"{path.name} is made to do harm")
            except NotGranted:
                _refuse(f"nobody can open case {case.number} any more")
        self.stdout.write(f"kept {path.name} in case {case.number}: {imported.size} bytes, sha256 {imported.digest}")
        if imported.problem:
            self.stdout.write(f"not read: {imported.problem}")
        elif imported.messages:
            self.stdout.write(f"read {imported.messages} messages")

    def _progress(self, messages: int) -> None:
        self.stdout.write(f"  {messages} messages …")


def _refuse(why: str) -> NoReturn:
    message = f"Nothing was kept: {why}."
    raise CommandError(message) from None


def _chunks(path: Path) -> Iterator[bytes]:
    with path.open("rb") as file:
        while chunk := file.read(_CHUNK):
            yield chunk
