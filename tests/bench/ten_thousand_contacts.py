"""`python -m tests.bench.ten_thousand_contacts`: a list of ten thousand contacts, read, checked and imported.

It runs in the surroundings of the house. Prints the seconds of the import, of looking at it beforehand, of importing it a
second time, and of the yardstick: the same rows through Python's csv reader and one bulk insert, with nothing checked.
"""

import csv
import io
import time
from collections.abc import Callable
from datetime import UTC, datetime

import django

django.setup()

from django.db import transaction
from django.utils import timezone

from weerbaar.outreach.campaign.actions.importing import import_contacts
from weerbaar.outreach.campaign.actions.rounds import open_round
from weerbaar.outreach.campaign.contact_lists.columns import guess
from weerbaar.outreach.campaign.contact_lists.sheets import read_sheet
from weerbaar.outreach.campaign.models import Contact, Organisation
from weerbaar.outreach.campaign.queries.importing import preview
from weerbaar.outreach.campaign.queries.rounds import rounds
from weerbaar.public.authorities.actions import load_built_in
from weerbaar.public.authorities.queries import authorities_on

ROWS = 10_000
NOW = datetime.now(UTC)
HEAD = ["gemeente", "functie", "aanhef", "voorletters", "tussenvoegsel", "achternaam", "e-mail", "telefoon", "sinds"]


def the_list(codes: list[str]) -> str:
    """Will write ten thousand invented officials, as many at each organisation."""
    text = io.StringIO()
    writer = csv.writer(text, delimiter=";")
    writer.writerow(HEAD)
    for number in range(ROWS):
        code = codes[number % len(codes)]
        mail, phone = f"p{number}@{code.lower()}.invalid", f"0100 {number:06d}"
        writer.writerow(
            [code, "bestuursassistent", "mevr.", "D.H.", "van", f"Voorbeeld{number}", mail, phone, "01-05-2024"]
        )
    return text.getvalue()


def seconds(work: Callable[[], object]) -> float:
    begun = time.perf_counter()
    work()
    return time.perf_counter() - begun


def bare(text: str) -> None:
    """The yardstick: parse and insert, and take it back."""
    with transaction.atomic():
        rows = csv.DictReader(io.StringIO(text), delimiter=";")
        made = [
            Contact(organisation_id=row["gemeente"], office="assistant", surname=row["achternaam"], initials=row["voorletters"],
                    infix=row["tussenvoegsel"], email=row["e-mail"], phone=row["telefoon"], added_at=NOW, changed_at=NOW)
            for row in rows
        ]  # fmt: skip
        Contact.objects.bulk_create(made, 500)
        transaction.set_rollback(True)


def main() -> None:
    load_built_in(at=NOW)
    if not rounds().exists():
        open_round(code="bench", name="Ronde van de bench", starts_on=timezone.localdate(NOW).replace(day=1, month=1), ends_on=timezone.localdate(NOW).replace(year=NOW.year + 2), at=NOW)  # fmt: skip
    Contact.objects.all().delete()
    here = authorities_on(timezone.localdate(NOW)).filter(pk__in=Organisation.objects.values("pk"))
    text = the_list(sorted(here.values_list("pk", flat=True)))
    content = text.encode("cp1252")

    def look() -> None:
        sheet = read_sheet(content)
        preview(sheet, guess(sheet.head), on=timezone.localdate(NOW))

    def bring() -> None:
        sheet = read_sheet(content)
        import_contacts(sheet=sheet, mapping=guess(sheet.head), source="bench", at=NOW, by=None)

    yardstick, looked, first, again = seconds(lambda: bare(text)), seconds(look), seconds(bring), seconds(bring)
    assert Contact.objects.count() == ROWS, f"{Contact.objects.count()} contacts stand there, of {ROWS}"
    print(first, looked, again, yardstick)  # noqa: T201 - what a bench measures, it says


if __name__ == "__main__":
    main()
