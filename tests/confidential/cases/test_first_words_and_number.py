"""What a list shows of a case: the first words of the message, and a number that tells nothing."""

from hypothesis import given
from hypothesis import strategies as st

from tests.factories.cases import make_case
from weerbaar.confidential.cases import actions, queries
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
    numbers = {new_number(2026, is_taken=lambda _number: False) for _ in range(300)}

    assert len(numbers) == 300
    assert {(number[:5], len(number)) for number in numbers} == {("2026-", 11)}


def test_a_number_that_is_taken_is_drawn_again():
    refusals, drawn_so_far = iter("xx"), []

    number = new_number(2026, is_taken=lambda drawn: drawn_so_far.append(drawn) or next(refusals, None) is not None)

    assert number == drawn_so_far[-1]
    assert len(set(drawn_so_far)) == 3


def test_the_number_of_a_case_is_known_to_be_taken(raadsleden):
    case = make_case().case

    assert queries.number_is_taken(case.number)
    assert not queries.number_is_taken("2026-234567" if case.number != "2026-234567" else "2026-345678")
