"""What is sent from the very same page twice is written down once, and leads to where it led the first time."""

import re

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.utils import timezone

from tests.factories.tour import HILVERSUM, LEUDAL, MORNING, WIJDEMEREN, make_contact, participation_of, stage_of
from tests.outreach.campaign.test_organisation_pages import PAGE, SOMEBODY
from tests.support.twice import ANOTHER_PAGE, assert_taken_once, sent_twice
from weerbaar.outreach.campaign.actions.doubles import merge_contacts
from weerbaar.outreach.campaign.actions.segments import keep_segment
from weerbaar.outreach.campaign.actions.stages import Step, move_stage
from weerbaar.outreach.campaign.models import ContactFile, Document, Moment, Office, Promise, StageState

pytestmark = pytest.mark.django_db
LIST = "Organisatie;Functie;Achternaam;E-mail\nLeudal;griffier;Verzonnen;griffie@gemeente.invalid\n"
PROMISE = {"tekst": "Het protocol sturen", "kant": "team", "voor": "2027-01-10"}
NOTE = {"soort": "note", "tekst": "Belt liever na negen.", "wie": ""}


@pytest.fixture
def visitor(visitor, tour_round):
    return visitor


@pytest.mark.parametrize(
    ("path", "told"),
    [
        (f"{PAGE}contact/", SOMEBODY),
        (f"{PAGE}verhaal/", NOTE),
        (f"{PAGE}toezegging/", PROMISE),
        (f"{PAGE}stap/intake_talk/", {"stap": "offered", "dag": "2026-07-12"}),
        ("/tour/samen/doen/", {"handeling": "pause", "tot": "2027-03-01", "o": [WIJDEMEREN, LEUDAL], "ronde": "2026"}),
        ("/tour/rondes/", {"code": "2030", "naam": "Ronde 2030", "begin": "2030-01-01", "eind": "2031-01-01"}),
    ],
    ids=["contact", "note", "promise", "step", "many", "round"],
)
def test_what_is_written_down_stands_once(visitor, path, told):
    assert_taken_once(visitor, path, told)


def test_a_step_that_may_be_taken_again_is_taken_once(visitor, toon):
    planned = {
        "stap": "planned",
        "dag": "2026-07-12",
        "gepland_op": "2027-01-26",
        "gepland_om": "13:30",
        "later_vanaf": "",
    }

    assert_taken_once(visitor, f"{PAGE}stap/intake_talk/", planned)

    assert stage_of(participation_of()).moves.count() == 1


def test_a_step_is_taken_back_once(visitor, toon):
    stage, on = stage_of(participation_of()), timezone.localdate()
    for target in (StageState.OFFERED, StageState.WANTED):
        last = move_stage(stage=stage, step=Step(target=target, on=on), at=timezone.now(), by=toon.account)

    assert_taken_once(visitor, f"{PAGE}stap/intake_talk/terug/", {"stap": str(last.pk)})

    stage.refresh_from_db()
    assert stage.state == StageState.OFFERED


def test_a_file_is_kept_once_and_let_go_once(visitor):
    assert_taken_once(visitor, f"{PAGE}stukken/", {"bestanden": SimpleUploadedFile("programma.txt", b"Welkom")})

    assert_taken_once(visitor, f"{PAGE}stukken/{Document.objects.get().pk}/weg/", {})


def test_a_list_is_kept_and_comes_in_once(visitor):
    assert_taken_once(visitor, "/tour/inlezen/", {"lijst": SimpleUploadedFile("lijst.csv", LIST.encode())})

    assert_taken_once(visitor, f"/tour/inlezen/{ContactFile.objects.get().pk}/doen/", {})


def test_a_list_is_thrown_away_once(visitor):
    visitor.post("/tour/inlezen/", {"lijst": SimpleUploadedFile("lijst.csv", LIST.encode())})

    assert_taken_once(visitor, f"/tour/inlezen/{ContactFile.objects.get().pk}/weg/", {})


@pytest.mark.parametrize(
    ("tail", "told"),
    [
        ("elders/", {"naar": HILVERSUM, "functie": "clerk", "dag": "2026-09-01"}),
        ("weg/", {"dag": "2026-09-01"}),
        ("wissen/", {"verhaal": "on"}),
    ],
)
def test_somebody_goes_once(visitor, tail, told):
    contact = make_contact(office=Office.CLERK)

    assert_taken_once(visitor, f"{PAGE}contact/{contact.pk}/{tail}", told)


def test_a_merge_is_taken_back_once(visitor, toon):
    kept, double = make_contact(), make_contact(surname="voorbeeld")
    merge = merge_contacts(kept=kept, double=double, at=timezone.now(), by=toon.account)

    assert_taken_once(visitor, f"/tour/dubbelen/{merge.pk}/terug/", {})


def test_a_search_is_forgotten_once(visitor, toon):
    kept = keep_segment(name="Limburg", asked={"provincie": "PV31"}, shared=False, at=MORNING, by=toon.account)

    assert_taken_once(visitor, f"/tour/zoekopdracht/{kept.pk}/weg/", {})


@pytest.mark.parametrize(
    ("path", "told", "model"),
    [(f"{PAGE}verhaal/", NOTE, Moment), (f"{PAGE}toezegging/", PROMISE, Promise)],
    ids=["note", "promise"],
)
def test_the_same_words_from_another_page_are_kept_both(visitor, path, told, model):
    before = model.objects.count()
    visitor.post(path, told | {"csrfmiddlewaretoken": "a" * 64})

    sent_twice(visitor, path, told, page=ANOTHER_PAGE)

    assert model.objects.count() == before + 2


def test_who_goes_back_and_writes_something_else_is_heard(visitor):
    sent_twice(visitor, f"{PAGE}verhaal/", NOTE)
    sent_twice(visitor, f"{PAGE}verhaal/", NOTE | {"tekst": "En niet op vrijdag."})

    assert set(Moment.objects.values_list("text", flat=True)) == {"Belt liever na negen.", "En niet op vrijdag."}


def test_a_page_of_the_house_opened_anew_is_another_page(visitor):
    visitor.handler.enforce_csrf_checks = True

    for page in (visitor.get(PAGE), visitor.get(PAGE)):
        token = re.search(r'name="csrfmiddlewaretoken" value="(\w+)"', page.content.decode())[1]
        sent_twice(visitor, f"{PAGE}verhaal/", NOTE, page=token)

    assert Moment.objects.filter(text=NOTE["tekst"]).count() == 2
