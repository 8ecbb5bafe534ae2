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


ODD = [
    "06/12345678", "06\u20131234 5678", "06\u201112345678", "(06) 12345678", "0 6 12 34 56 78", "06\u00a01234\u00a05678",
    "06\u200b12\u00ad345678", "06\u221212345678", "06.12.34.56.78", "06_12345678", "06·12·34·56·78", "\uff10\uff16\uff11\uff12\uff13\uff14\uff15\uff16\uff17\uff18",
    "+31 (0)6 12345678", "+31 06 12345678", "(+31) 6-12345678", "+(31)6 12345678", "0031 (0) 6 12345678", "31612345678",
    "O6-12345678", "tel0612345678",
]  # fmt: skip


@pytest.mark.parametrize("number", ODD)
def test_a_mobile_number_is_found_however_oddly_it_is_written(number):
    assert [one.kind for one in findings(f"Bel {number} gerust.", PEOPLE)] == [Kind.MOBILE]
    assert "5678" not in disclosed(f"Bel {number} gerust.", PEOPLE)


@pytest.mark.parametrize(
    "text", ["Op 06-12-2026 10.00 uur.", "Op 6-12-2026 om 10.00.", "Kenmerk 2026-GM0402.", "Om 06.00-07.00."]
)
def test_a_day_or_a_mark_is_no_mobile_number(text):
    assert findings(text, PEOPLE) == []


@pytest.mark.parametrize("mail", ["toon (at) gmail.com", "toon[at]gmail[punt]com", "toon @ GMAIL.com", "t@quicknet.nl"])
def test_a_private_address_is_found_however_oddly_it_is_written(mail):
    assert [one.kind for one in findings(f"Mail {mail}.", PEOPLE)] == [Kind.MAIL]


@pytest.mark.parametrize(
    ("name", "text"),
    [
        ("Jan Bos", "Geachte heer Bos,"),
        ("Jan Bos", "De heer J. Bos belt u."),
        ("Jan Bos", "Vraag naar mevrouw BOS."),
        ("Piet van Os", "Bel mevr. Van Os."),
        ("Ina Désirée", "Vraag naar Desiree."),
        ("Ina Désirée", "Vraag naar De\u0301sire\u0301e."),
        ("Ina van der Verzonnen", "Vraag naar VERZONNEN."),
        ("Ina van der Verzonnen", "Vraag naar ina\u00a0van  der verzonnen."),
        ("Ina Jansen-Verzonnen", "Vraag naar mevrouw Jansen."),
        ("Bos", "Vraag naar meneer Bos."),
    ],
)
def test_a_name_is_found_however_it_is_written(name, text):
    assert [one.kind for one in findings(text, People(officials=(name,)))] == [Kind.OFFICIAL]


@pytest.mark.parametrize("text", ["Het bos is groen.", "Bos en hei.", "Kom naar Den Bosch."])
def test_a_word_that_is_also_a_short_name_stays_a_word(text):
    assert findings(text, People(officials=("Jan Bos",))) == []


def test_what_overlaps_is_blacked_out_as_a_whole():
    assert disclosed("Mail 06-12345678@gmail.com.", PEOPLE) == f"Mail {BLACK} (5.1.2.e)."


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
