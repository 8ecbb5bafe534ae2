"""`manage.py contacts import FILE [--dry-run]`: a list of contacts comes in, as a whole or not at all."""

from argparse import ArgumentParser
from pathlib import Path
from typing import Any

from django.core.management.base import BaseCommand, CommandError
from django.utils import timezone

from weerbaar.outreach.campaign.actions.importing import import_contacts
from weerbaar.outreach.campaign.contact_lists import columns
from weerbaar.outreach.campaign.contact_lists.sheets import MOST_BYTES, CannotRead, Sheet, read_sheet
from weerbaar.outreach.campaign.forms.importing import REFUSED
from weerbaar.outreach.campaign.queries.importing import Preview, Row, Verdict, preview

_WORDS = {
    Verdict.NEW: "nieuw",
    Verdict.CHANGED: "veranderd",
    Verdict.SAME: "hetzelfde",
    Verdict.DOUBLE: "dubbel",
    Verdict.REFUSED: "geweigerd",
}


class Command(BaseCommand):
    help = "Import contacts of the Tour from a CSV or XLSX; every row says what becomes of it."

    def add_arguments(self, parser: ArgumentParser) -> None:
        verbs = parser.add_subparsers(dest="verb", required=True)
        bring = verbs.add_parser("import", help="Bring a list in.")
        bring.add_argument("file", type=Path)
        bring.add_argument(
            "--dry-run", action="store_true", help="Say what every row would change, and change nothing."
        )

    def handle(self, *_args: Any, **options: Any) -> None:
        path: Path = options["file"]
        sheet = self._read(path)
        mapping = columns.guess(sheet.head)
        missing = columns.missing(mapping)
        if missing:
            names = ", ".join(one.value for one in missing)
            message = f"Er is niets ingelezen: geen kolom voor {names}. De kopjes zijn: {', '.join(sheet.head)}."
            raise CommandError(message)
        now = timezone.now()
        if options["dry_run"]:
            self._tell(preview(sheet, mapping, on=timezone.localtime(now).date()))
            self.stdout.write("Er is niets veranderd.")
        else:
            self._tell(import_contacts(sheet=sheet, mapping=mapping, source=path.name, at=now, by=None))

    def _read(self, path: Path) -> Sheet:
        if not path.is_file():
            message = f"Er is niets ingelezen: {path} is er niet."
            raise CommandError(message)
        try:
            with path.open("rb") as file:
                return read_sheet(file.read(MOST_BYTES + 1))
        except CannotRead as refused:
            raise CommandError(str(REFUSED[refused.reason])) from None

    def _tell(self, found: Preview) -> None:
        for row in found.rows:
            if row.verdict != Verdict.SAME:
                self.stdout.write(_line(row))
        counts = ", ".join(f"{found.counts[verdict.value]} {word}" for verdict, word in _WORDS.items())
        self.stdout.write(counts)


def _line(row: Row) -> str:
    more = f" ({row.changed_words})" if row.changed else f": {row.why}" if row.why else ""
    return f"rij {row.number}: {_WORDS[row.verdict]}{more}: {row.shown}"
