"""What a list shows of a case: the first words of the message, and a number that tells nothing."""

from hypothesis import given
from hypothesis import strategies as st

from weerbaar.confidential.cases import actions
from weerbaar.confidential.cases.numbers import new_number


def test_the_first_words_of_a_message_stand_for_it():
    assert actions.summary_of("  Kort\n\nen bondig. ") == "Kort en bondig."
    assert actions.summary_of("woord " * 40) == "woord " * 13 + "woord…"
    assert actions.summary_of("x" * 200) == "x" * 89 + "…"


@given(st.text(max_size=400))
def test_a_summary_is_one_line_of_at_most_ninety(message):
    summary = actions.summary_of(message)

    assert len(summary) <= 90
    assert len(summary.splitlines()) <= 1


def test_a_number_tells_the_year_and_nothing_else():
    numbers = {new_number(2026) for _ in range(300)}

    assert len(numbers) == 300
    assert {(number[:5], len(number)) for number in numbers} == {("2026-", 11)}
