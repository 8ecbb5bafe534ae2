"""Where is my report? Two weeks, and again; after twice the contact officer hears of it."""

from datetime import UTC, datetime, timedelta

from weerbaar.confidential.incidents import chasing

MADE = datetime(2026, 11, 2, 10, 0, tzinfo=UTC)


def test_a_report_is_asked_after_every_two_weeks():
    first = chasing.first_asked_at(MADE)

    assert [first - MADE, chasing.asked_again_at(first) - first] == [timedelta(days=14), timedelta(days=14)]


def test_after_asking_twice_somebody_else_has_to_hear_of_it():
    assert [chasing.is_to_escalate(times) for times in range(4)] == [False, False, True, True]


def test_it_says_that_the_weeks_are_our_own_choice():
    assert "eigen keuze" in chasing.OUR_CHOICE
