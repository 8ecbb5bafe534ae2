"""Looking for words in one's own open cases: found whatever the capitals, recorded as one look, kept nowhere."""

from datetime import timedelta

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from hypothesis import given
from hypothesis import strategies as st

from tests.factories.cases import make_case
from tests.factories.team import NIGHT, make_adviser
from weerbaar.confidential.cases import actions, queries
from weerbaar.confidential.cases.models import Entry
from weerbaar.confidential.cases.queries.search import _folded, _in_place
from weerbaar.foundation.audit.models import Event

pytestmark = pytest.mark.usefixtures("raadsleden")


@pytest.fixture
def vera(db):
    return make_adviser(app=True)


def signed_in(colleague):
    visitor = Client()
    colleague.sign_in(visitor)
    return visitor


def taken_by(person, message, minutes=0, **facts):
    arrived = make_case(message, **facts)
    at = NIGHT + timedelta(minutes=minutes)
    actions.claim(case=arrived.case, by=person.account, keyring=person.keyring, at=at)
    return arrived.case


def found(person, words):
    return [(hit.number, hit.where) for hit in queries.found_in_own(person.account, person.keyring, words)]


def test_words_are_found_whatever_their_capitals_and_accents(vera):
    case = taken_by(vera, "Voor het Café stond een auto, en binnen zat Renée.")

    assert found(vera, "cafe") == found(vera, "RENÉE") == found(vera, " renee ") == [(case.number, "in het gesprek")]
    assert found(vera, "fiets") == []


def test_a_hit_shows_the_words_as_they_were_written(vera):
    taken_by(vera, f"{'Ver weg. ' * 20}Toen zag ik Renée op de stoep. {'En verder niets. ' * 10}")

    (hit,) = queries.found_in_own(vera.account, vera.keyring, "renee")

    assert hit.words == "Renée"
    assert hit.before == "…" + ("Ver weg. " * 20 + "Toen zag ik ")[-60:].lstrip()
    assert hit.after == " op de stoep. En verder niets. En verder niets. En verder ni…"


def test_notes_and_names_are_searched_too(vera):
    case = taken_by(vera, "Een brief.", name="Sam Steenbok", reach="na zessen thuis")
    actions.note(case=case, by=vera.account, keyring=vera.keyring, text="Gebeld met de griffier.", at=NIGHT)

    assert found(vera, "steenbok") == [(case.number, "in de naam")]
    assert found(vera, "zessen") == [(case.number, "in hoe iemand te bereiken is")]
    assert found(vera, "griffier") == [(case.number, "in een notitie")]


def test_cases_of_others_and_of_nobody_are_not_searched(vera, wil):
    taken_by(wil, "Een brief met een dreigement.")
    make_case("Een brief van wie wacht.")

    assert found(vera, "brief") == []


def test_the_liveliest_case_comes_first(vera):
    older, newer = taken_by(vera, "Een brief.", minutes=1), taken_by(vera, "Nog een brief.", minutes=9)

    assert [number for number, _ in found(vera, "brief")] == [newer.number, older.number]


def test_a_search_is_one_look_whatever_it_finds(vera):
    for minutes in range(3):
        taken_by(vera, "Een brief.", minutes=minutes)
    before = Event.objects.count()

    found(vera, "fiets")

    assert list(Event.objects.order_by("sequence").values_list("action", flat=True)[before:]) == ["looked.search"]


def test_a_box_that_does_not_open_takes_the_search_from_nobody(vera):
    broken, whole = taken_by(vera, "Een brief."), taken_by(vera, "Nog een brief.", minutes=5)
    other = Entry.objects.get(case=whole)
    Entry.objects.filter(case=broken).update(body=other.body)

    assert found(vera, "brief") == [(whole.number, "in het gesprek")]


def test_a_search_asks_the_database_as_much_for_one_case_as_for_many(vera):
    def asked():
        keyring = vera.keyring
        with CaptureQueriesContext(connection) as asked:
            queries.found_in_own(vera.account, keyring, "brief")
        return len(asked)

    taken_by(vera, "Een brief.")
    one = asked()
    for minutes in range(3):
        taken_by(vera, "Een brief.", minutes=minutes)

    assert asked() == one


@given(text=st.text(max_size=40))
def test_each_sign_keeps_its_place(text):
    assert len(_in_place(text)) == len(text)
    assert _folded(_folded(text)) == _folded(text)


def test_the_page_finds_by_post_and_says_so_when_it_does_not(vera):
    case = taken_by(vera, "Een brief <b>met</b> dreigement.")
    browser = signed_in(vera)

    hit = browser.post(reverse("search_cases"), {"words": "dreigement"})
    miss = browser.post(reverse("search_cases"), {"words": "fiets"})

    assert f'href="/zaken/{case.number}/"' in hit.text
    assert "&lt;b&gt;met&lt;/b&gt; <mark>dreigement</mark>." in hit.text
    assert "Niet gevonden" in miss.text
    assert hit.headers["Cache-Control"] == "no-store"


@pytest.mark.parametrize(("words", "told"), [("", "Typ waar u naar zoekt."), ("x", "Typ minstens twee letters."),
                                             ("x" * 81, "Zoek op hoogstens 80 tekens."), ("a\nb", "Zet dit op een regel")])  # fmt: skip
def test_what_cannot_be_looked_for_is_told(vera, words, told):
    answer = signed_in(vera).post(reverse("search_cases"), {"words": words})

    assert answer.status_code == 400
    assert told in answer.text


def test_what_is_looked_for_is_never_taken_from_an_address(vera):
    taken_by(vera, "Een brief.")

    assert "Een brief" not in signed_in(vera).get(reverse("search_cases"), {"words": "brief"}).text
