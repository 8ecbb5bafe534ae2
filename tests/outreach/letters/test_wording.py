"""The words of a template."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from weerbaar.foundation.papers.blocks import Bullets, Prose
from weerbaar.outreach.letters import wording
from weerbaar.outreach.letters.standard import STANDARDS


def test_an_unknown_field_is_named_with_what_was_meant_and_what_there_is():
    with pytest.raises(wording.WrongField) as wrong:
        wording.check("{aanhef},\n\nWij komen naar {organisati}.")

    assert wrong.value.message.startswith("Het veld {organisati} bestaat niet. Bedoelt u {organisatie}?")
    assert "{aanhef}" in wrong.value.message


@pytest.mark.parametrize("text", ["{", "een } los", "{{aanhef}}", "{aanhef\n}", "{}", "{ aanhef }"])
def test_a_brace_that_is_no_field_is_refused(text):
    with pytest.raises(wording.WrongField):
        wording.check(text)


def test_paragraphs_lists_small_print_and_the_place_of_the_link_are_read():
    parts = wording.parts_of(
        "Dag,\nregel twee\n\nDit:\n- een\n- twee\n\n1. eerst\n2. dan\n\n{link}\n\n~ klein\n~ klein twee"
    )

    assert parts[:4] == [
        Prose(text="Dag,\nregel twee"), Prose(text="Dit:"), Bullets(items=("een", "twee")),
        Bullets(items=("eerst", "dan"), numbered=True),
    ]  # fmt: skip
    assert parts[4].kind == "opening_here"
    assert parts[5:] == [Prose(text="klein\nklein twee", small=True)]


@given(st.text(max_size=80))
def test_what_fills_a_field_never_becomes_a_field_or_a_list(value):
    (part,) = wording.parts_of("Aan {naam}")

    assert part.with_words(lambda words: wording.filled(words, {"naam": value})) == Prose(text=f"Aan {value}")


@given(st.text(max_size=300))
def test_whatever_somebody_types_is_read_or_refused(text):
    try:
        wording.check(text)
    except wording.WrongField:
        return
    wording.parts_of(text)


@pytest.mark.parametrize("one", STANDARDS, ids=lambda one: one.name)
def test_the_letters_that_the_house_brings_along_use_known_fields(one):
    wording.check(f"{one.subject}\n{one.body}")

    assert "opening_here" in {part.kind for part in wording.parts_of(one.body)}
