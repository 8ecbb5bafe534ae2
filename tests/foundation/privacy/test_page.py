"""docs/avg-register.md is what the code says."""

from io import StringIO
from pathlib import Path

from django.conf import settings
from django.core.management import call_command

from weerbaar.foundation.privacy.page import register_page
from weerbaar.foundation.privacy.register import Keep, Record, personal, public, sealed


def test_the_committed_register_is_up_to_date():
    out = StringIO()

    call_command("avg_register", stdout=out)

    page = Path(settings.BASE_DIR, "docs", "avg-register.md")
    assert page.read_text() == out.getvalue(), "run `make docs`"


def test_a_record_about_people_is_a_chapter():
    page = register_page(
        [
            Record(
                model="cases.Case",
                what="Zaken",
                why="Helpen.",
                ground="Toestemming",
                whom="wie een sleutel kreeg",
                keep=Keep.days(730, after="last_activity_at"),
                fields={
                    "id": public(),
                    "email": personal(scrub="a@b.invalid"),
                    "name": sealed(),
                    "secret": sealed(how="met de sleutel van de toepassing"),
                },
            )
        ]
    )

    assert page.split("## ", 1)[1] == (
        "Zaken\n\n`cases.Case`\n\n| | |\n|---|---|\n"
        "| Waarvoor | Helpen. |\n"
        "| Grondslag | Toestemming |\n"
        "| Wie het ziet | wie een sleutel kreeg |\n"
        "| Hoe lang | 2 jaar na `last_activity_at`, daarna gewist |\n"
        "| Persoonsgegevens | `email` |\n"
        "| Verzegeld | `name`, `secret` (met de sleutel van de toepassing) |\n"
        "| Overige velden | `id` |\n"
    )


def test_a_record_about_nobody_is_a_line():
    page = register_page(
        [
            Record(
                model="jobs.Worker",
                what="Processen",
                why="Merken dat het stilstaat.",
                ground="n.v.t.",
                keep=Keep.days(1, after="seen_at"),
                fields={"id": public()},
            ),
            Record(
                model="jobs.Tick",
                what="Momenten",
                why="Eén keer.",
                ground="n.v.t.",
                keep=Keep.while_needed("Zolang het rooster geldt."),
                fields={"id": public()},
            ),
        ]
    )

    assert page.split("## ", 1)[1] == (
        "Wat niet over personen gaat\n\n| wat | waarvoor | hoe lang |\n|---|---|---|\n"
        "| Processen | Merken dat het stilstaat. | 1 dag na `seen_at`, daarna gewist |\n"
        "| Momenten | Eén keer. | Zolang het rooster geldt. |\n"
    )
