"""The page of one organisation, and all that is done on it."""

from datetime import date, timedelta

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from tests.factories.tour import HILVERSUM, LEUDAL, MORNING, WIJDEMEREN, make_contact, participation_of, stage_of
from weerbaar.outreach.campaign.actions import links, story
from weerbaar.outreach.campaign.models import (
    Contact,
    Document,
    HolderChange,
    Moment,
    Office,
    PersonalLink,
    Promise,
    StageState,
)

pytestmark = pytest.mark.django_db
PAGE = f"/tour/organisatie/{LEUDAL}/"
SOMEBODY = {
    "functie": "clerk", "aanspreekvorm": "ms", "voorletters": "d h", "voornaam": "", "tussenvoegsel": "",
    "achternaam": "de Voorbeelde", "omschrijving": "", "mail": "GRIFFIE@gemeente.invalid", "telefoon": "", "vanaf": "", "tot": "",
}  # fmt: skip


@pytest.fixture
def visitor(visitor, tour_round):
    return visitor


def test_the_next_act_comes_first_with_its_reason(visitor):
    participation = participation_of()
    participation.letter_sent_on = timezone.localdate() - timedelta(days=34)
    participation.save()

    page = visitor.get(PAGE).content.decode()

    assert "vast sinds 34 dagen" in page
    assert page.index("Brief verstuurd, geen antwoord") < page.index("Hoe ver het is")
    assert f"/tour/bellen/{LEUDAL}/" in page


def test_a_step_is_taken_with_its_moment_and_taken_back(visitor):
    visitor.post(f"{PAGE}stap/intake_talk/", {"stap": "planned", "dag": "2026-07-12", "gepland_op": "2026-10-26", "gepland_om": "13:30", "later_vanaf": ""})  # fmt: skip

    stage = stage_of(participation_of())
    assert (stage.state, stage.planned_for.isoformat()) == (StageState.PLANNED, "2026-10-26T12:30:00+00:00")

    visitor.post(f"{PAGE}stap/intake_talk/terug/", {"stap": str(stage.moves.get().pk)})

    stage.refresh_from_db()
    assert (stage.state, stage.planned_for) == (StageState.OPEN, None)


@pytest.mark.parametrize(
    "told",
    [
        {"stap": "planned", "dag": "2026-07-12"},
        {"stap": "planned", "dag": "2026-07-12", "gepland_op": "2027-03-28", "gepland_om": "02:30"},
        {"stap": "later", "dag": "2026-07-12"},
        {"stap": "held", "dag": "2026-07-12"},
        {"stap": "offered", "dag": "12 juli"},
        {"stap": "offered", "dag": "1066-10-14"},
        {"stap": "offered", "dag": "2026-07-12", "vreemd": "1"},
    ],
)
def test_a_step_that_cannot_be_is_refused_in_words(visitor, told):
    answer = visitor.post(f"{PAGE}stap/intake_talk/", told)

    assert answer.status_code == 400
    assert "Nog niet vastgelegd" in answer.content.decode()
    assert stage_of(participation_of()).moves.count() == 0


def test_a_contact_is_written_in_one_way(visitor):
    answer = visitor.post(f"{PAGE}contact/", SOMEBODY)

    known = Contact.objects.get()
    assert answer.status_code == 302
    assert (known.initials, known.infix, known.surname, known.email) == (
        "D.H.",
        "de",
        "Voorbeelde",
        "griffie@gemeente.invalid",
    )
    assert "mevrouw D.H. de Voorbeelde" in visitor.get(PAGE).content.decode()


def test_another_holder_of_an_office_waits_for_a_look_and_then_takes_over(visitor, toon):
    former = make_contact(office=Office.CLERK, surname="Eerder")
    participation = participation_of()
    link = links.link_for(
        participation=participation, purpose=PersonalLink.Purpose.APPOINTMENT, office=Office.CLERK, at=MORNING
    )
    visitor.post(f"{PAGE}contact/", SOMEBODY)
    change = HolderChange.objects.get()

    assert "Kijk dit na" in visitor.get(PAGE).content.decode()
    assert "1 link van deze functie" in visitor.get(f"{PAGE}functie/{change.pk}/").content.decode()
    visitor.post(f"{PAGE}functie/{change.pk}/", {"wat": "opvolger", "links": "on"})

    former.refresh_from_db(), change.refresh_from_db(), link.refresh_from_db()
    assert (former.until_on, change.checked_by, link.revoked_at is None) == (change.on, toon.account, False)
    assert "Kijk dit na" not in visitor.get(PAGE).content.decode()


def test_two_may_hold_an_office_when_somebody_says_so(visitor):
    former = make_contact(office=Office.CLERK, surname="Eerder")
    visitor.post(f"{PAGE}contact/", SOMEBODY)
    change = HolderChange.objects.get()

    visitor.post(f"{PAGE}functie/{change.pk}/", {"wat": "beiden"})

    former.refresh_from_db()
    assert former.until_on is None
    assert visitor.post(f"{PAGE}functie/{change.pk}/", {"wat": "opvolger"}).status_code == 302


def test_somebody_goes_on_elsewhere_and_the_story_stays(visitor):
    contact = make_contact()
    visitor.post(f"{PAGE}verhaal/", {"soort": "call", "tekst": "Er was een gesprek.", "wie": str(contact.pk)})

    visitor.post(f"{PAGE}contact/{contact.pk}/elders/", {"naar": HILVERSUM, "functie": "clerk", "dag": "2026-09-01"})

    there = Contact.objects.get(organisation=HILVERSUM)
    contact.refresh_from_db()
    assert (there.surname, there.email, contact.until_on) == ("Voorbeeld", "", date(2026, 9, 1))
    assert "Er was een gesprek." in visitor.get(PAGE).content.decode()
    assert "Er was een gesprek." not in visitor.get(f"/tour/organisatie/{HILVERSUM}/").content.decode()


def test_who_left_arranges_nothing_any_more(visitor):
    contact = make_contact(office=Office.SAFETY_OFFICER)
    visitor.post(f"{PAGE}regelt/", {"wie": str(contact.pk)})
    assert participation_of().arranger == contact

    visitor.post(f"{PAGE}contact/{contact.pk}/weg/", {"dag": "2026-08-01"})

    assert participation_of().arranger is None


def test_nobody_leaves_before_they_came(visitor):
    contact = make_contact(from_on=date(2026, 5, 1))

    answer = visitor.post(f"{PAGE}contact/{contact.pk}/weg/", {"dag": "2026-04-01"})

    assert answer.status_code == 400
    assert Contact.objects.get().until_on is None


def test_promises_of_both_sides_stand_late_first_and_are_kept(visitor):
    yesterday, tomorrow = (timezone.localdate() + timedelta(days=days) for days in (-1, 1))
    for text, side, day in (("Later sturen", "team", tomorrow), ("Protocol sturen", "organisation", yesterday)):
        visitor.post(f"{PAGE}toezegging/", {"tekst": text, "kant": side, "voor": day.isoformat()})
    page = visitor.get(PAGE).content.decode()

    assert page.index("Protocol sturen") < page.index("Later sturen")
    late = Promise.objects.get(text="Protocol sturen")
    visitor.post(f"{PAGE}toezegging/{late.pk}/")

    late.refresh_from_db()
    assert late.done_at is not None
    assert Promise.objects.get(text="Later sturen").owner is not None


def test_an_answer_on_paper_stops_the_waiting(visitor):
    visitor.post(f"{PAGE}verhaal/", {"soort": "answer", "tekst": "Zij willen graag.", "wie": ""})

    assert participation_of().answered_on == timezone.localdate()


def test_a_file_is_sealed_comes_back_as_it_was_and_is_never_shown(visitor, settings):
    page = b"<html><script>alert(1)</script></html>"
    answer = visitor.post(f"{PAGE}stukken/", {"bestanden": SimpleUploadedFile("programma.html", page)})
    document = Document.objects.get()

    got = visitor.get(f"{PAGE}stukken/{document.pk}/")

    assert answer.status_code == 302
    assert b"".join(got.streaming_content) == page
    assert got["Content-Type"] == "application/octet-stream"
    assert got["Content-Disposition"].startswith("attachment")
    on_disk = [path for path in settings.SEALED_FILES_DIR.rglob("*") if path.name == document.pk.hex]
    assert page not in on_disk[0].read_bytes()
    visitor.post(f"{PAGE}stukken/{document.pk}/weg/")
    assert not Document.objects.exists()


def test_a_file_of_another_organisation_is_not_there(visitor):
    visitor.post(f"{PAGE}stukken/", {"bestanden": SimpleUploadedFile("stuk.txt", b"tekst")})
    document = Document.objects.get()

    assert visitor.get(f"/tour/organisatie/{HILVERSUM}/stukken/{document.pk}/").status_code == 404


def test_a_link_is_revoked(visitor):
    link = links.link_for(
        participation=participation_of(), purpose=PersonalLink.Purpose.SURVEY, office=Office.CLERK, at=MORNING
    )

    visitor.post(f"{PAGE}link/{link.pk}/")

    link.refresh_from_db()
    assert link.revoked_at is not None
    assert "vervallen" in visitor.get(PAGE).content.decode()


def test_wishes_payer_and_owner_are_set(visitor, toon):
    visitor.post(f"{PAGE}stap/session/wensen/", {"wensen": "Over online haat.", "betaalt": "organisation"})
    visitor.post(f"{PAGE}van/", {"wie": str(toon.account.pk)})

    page = visitor.get(PAGE).content.decode()
    assert "Over online haat." in page
    assert participation_of().owner == toon.account


def test_what_we_have_about_somebody_is_told_and_forgotten(visitor, toon):
    contact = make_contact(surname="Verzonnen")
    double = make_contact(surname="verzonnen", merged_into=contact)
    visitor.post(f"{PAGE}verhaal/", {"soort": "call", "tekst": "Belt liever na negen.", "wie": str(contact.pk)})

    told = visitor.get(f"{PAGE}contact/{contact.pk}/bekend/").content.decode()
    file = b"".join(visitor.get(f"{PAGE}contact/{contact.pk}/bekend/bestand/").streaming_content).decode()
    visitor.post(f"{PAGE}contact/{contact.pk}/wissen/", {"verhaal": "on"})

    assert "achternaam: Verzonnen" in told
    assert "Belt liever na negen." in file
    assert not Contact.objects.filter(pk__in=[contact.pk, double.pk]).exists()
    assert not Moment.objects.filter(text="Belt liever na negen.").exists()


@pytest.mark.parametrize("path", ["contact/00000000-0000-4000-8000-000000000000/", "stap/borrel/", "functie/x/"])
def test_what_is_not_of_this_organisation_is_not_there(visitor, path):
    assert visitor.get(f"{PAGE}{path}").status_code == 404


def test_who_is_of_another_organisation_is_not_there(visitor):
    contact = make_contact(HILVERSUM)

    assert visitor.get(f"{PAGE}contact/{contact.pk}/").status_code == 404


def test_the_page_costs_the_same_for_much_as_for_little(visitor, django_assert_num_queries, toon):
    def furnish(code, count):
        participation = participation_of(code)
        for number in range(count):
            contact = make_contact(code, Office.OTHER, surname=f"Voorbeeld{number}")
            story.make_promise(
                participation=participation, text=f"Belofte {number}", at=MORNING, by=toon.account, owner=toon.account
            )
            story.tell(
                participation=participation,
                kind=Moment.Kind.NOTE,
                text="Iets",
                at=MORNING,
                by=toon.account,
                contact=contact,
            )

    furnish(LEUDAL, 1), furnish(WIJDEMEREN, 12)
    visitor.get(PAGE)
    with CaptureQueriesContext(connection) as one:
        visitor.get(PAGE)

    with django_assert_num_queries(len(one)):
        visitor.get(f"/tour/organisatie/{WIJDEMEREN}/")


def test_getting_any_page_changes_no_row(visitor):
    contact = make_contact()
    make_contact(surname="voorbeeld")
    visitor.post(f"{PAGE}contact/", SOMEBODY)
    change = HolderChange.objects.first()
    pages = ["", "regelt/", "van/", "stap/session/", "stap/session/wensen/", "verhaal/", "toezegging/", "stukken/", "contact/",
             f"contact/{contact.pk}/", f"contact/{contact.pk}/weg/", f"contact/{contact.pk}/elders/", f"functie/{change.pk}/",
             f"contact/{contact.pk}/bekend/", f"contact/{contact.pk}/wissen/"]  # fmt: skip
    others = ["/tour/", "/tour/samen/", "/tour/bellen/", f"/tour/bellen/{LEUDAL}/", "/tour/rondes/", "/tour/rondes/2026/",
              "/tour/rondes/2026/einde/", "/tour/inlezen/", "/tour/dubbelen/", "/tour/samen/?handeling=offered&dag=2026-07-01"]  # fmt: skip

    with CaptureQueriesContext(connection) as asked:
        answers = [visitor.get(address).status_code for address in [*(PAGE + page for page in pages), *others]]

    assert answers == [200] * len(answers)
    written = [query["sql"] for query in asked if query["sql"].startswith(("INSERT", "UPDATE", "DELETE"))]
    assert [sql for sql in written if "campaign_" in sql] == []
