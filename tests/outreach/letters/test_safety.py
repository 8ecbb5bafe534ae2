"""Every letter may become public."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from weerbaar.outreach.letters.safety import BLACK, Kind, People, disclosed, findings
from weerbaar.outreach.letters.standard import STANDARDS

PEOPLE = People(colleagues=("Toon Tournee",), officials=("Ina van der Verzonnen",))


@pytest.mark.parametrize(
    ("text", "kind", "words"),
    [
        ("Bel 06 12 34 56 78.", Kind.MOBILE, "06 12 34 56 78"),
        ("Bel 06-12345678.", Kind.MOBILE, "06-12345678"),
        ("Bel +31 6 12345678.", Kind.MOBILE, "+31 6 12345678"),
        ("Bel +31(0)612345678.", Kind.MOBILE, "+31(0)612345678"),
        ("Bel 0031612345678.", Kind.MOBILE, "0031612345678"),
        ("Mail toon.prive@gmail.com.", Kind.MAIL, "toon.prive@gmail.com"),
        ("Vraag naar Toon Tournee.", Kind.COLLEAGUE, "Toon Tournee"),
        ("Vraag naar toon tournee.", Kind.COLLEAGUE, "toon tournee"),
        ("Vraag naar meneer Tournee.", Kind.COLLEAGUE, "Tournee"),
        ("Met Ina van der Verzonnen.", Kind.OFFICIAL, "Ina van der Verzonnen"),
        ("Er hangt een camera’s.", Kind.SECURITY, "camera’s"),
        ("Uw huisadres is bekend.", Kind.SECURITY, "huisadres"),
    ],
)
def test_what_harms_somebody_is_found_with_its_place(text, kind, words):
    (found,) = findings(text, PEOPLE)

    assert (found.kind, found.words, text[found.start : found.end]) == (kind, words, words)


@pytest.mark.parametrize(
    "text", ["Bel 070-3738314.", "Mail griffie@gemeente.invalid.", "Een tournee door het land.", "Nummer 0612."]
)
def test_what_is_public_is_left_alone(text):
    assert findings(text, PEOPLE) == []


def test_a_sentence_that_is_too_long_is_found_but_stays_when_it_is_disclosed():
    long = "Een " + "heel " * 20 + "lange zin."

    assert [one.kind for one in findings(f"Kort. {long} Kort.", PEOPLE)] == [Kind.LONG]
    assert disclosed(long, PEOPLE) == long


def test_what_is_disclosed_says_where_something_was_and_why_it_is_gone():
    assert disclosed("Bel 06-12345678 of Toon Tournee.", PEOPLE) == (f"Bel {BLACK} (5.1.2.e) of {BLACK} (5.1.2.e).")


@given(st.text(alphabet="06 +31()-Toon Tournee@gmail.com\n", max_size=80))
def test_nothing_that_was_found_is_left_after_disclosing(text):
    assert [one for one in findings(disclosed(text, PEOPLE), PEOPLE) if one.must_be_seen] == []


@pytest.mark.parametrize("one", STANDARDS, ids=lambda one: one.name)
def test_the_letters_that_the_house_brings_along_are_safe_and_plain(one):
    assert findings(f"{one.subject}\n\n{one.body}", PEOPLE) == []
