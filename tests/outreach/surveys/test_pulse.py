from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from weerbaar.outreach.surveys.rules.offers import offers_for
from weerbaar.outreach.surveys.rules.pulse import Said, State, months_after, pulse_of

DAY = date(2026, 5, 29)


def said(on=DAY, office="clerk", **answers):
    return Said(office, on, answers)


def test_without_an_answer_nothing_is_known():
    assert pulse_of([], on=DAY).protocol == State.UNKNOWN


@pytest.mark.parametrize(
    ("months", "days", "state"), [(0, 0, State.USED), (24, -1, State.USED), (24, 0, State.FELL_ASLEEP)]
)
def test_what_is_used_falls_asleep_24_months_after_the_last_exercise(months, days, state):
    exercised = date(2025, 1, 31)
    pulse = pulse_of(
        [said(protocol="used", exercised_on=exercised.isoformat())],
        on=months_after(exercised, months) + timedelta(days=days),
    )

    assert pulse.protocol == state
    assert pulse.asleep_since == date(2027, 1, 31)
    assert pulse.asks_again == (state == State.FELL_ASLEEP)


def test_without_an_exercise_it_counts_from_the_answer():
    assert pulse_of([said(protocol="used")], on=DAY).asleep_since == date(2028, 5, 29)


def test_people_who_disagree_are_shown_and_not_averaged():
    pulse = pulse_of(
        [said(protocol="used", code_of_conduct="none"), said(protocol="none", code_of_conduct="none")], on=DAY
    )

    assert (pulse.protocol, pulse.code_of_conduct) == (State.DIFFERENT, State.NONE)


@pytest.mark.parametrize(
    ("day", "months", "later"),
    [
        (date(2024, 2, 29), 12, date(2025, 2, 28)),
        (date(2024, 1, 31), 1, date(2024, 2, 29)),
        (date(2025, 12, 31), 24, date(2027, 12, 31)),
    ],
)
def test_months_end_on_the_last_day_of_a_shorter_month(day, months, later):
    assert months_after(day, months) == later


STATES = st.sampled_from(["none", "used", "asleep"])


@given(st.lists(st.builds(said, on=st.dates(date(2020, 1, 1), DAY), protocol=STATES), max_size=4), st.randoms())
def test_the_order_of_who_answered_does_not_matter(everybody, random):
    shuffled = list(everybody)
    random.shuffle(shuffled)

    assert pulse_of(shuffled, on=DAY) == pulse_of(everybody, on=DAY)


@pytest.mark.parametrize(
    ("answers", "keys"),
    [
        ({}, []),
        ({"protocol": "none"}, ["draft_protocol"]),
        ({"protocol": "none", "wishes": ["draft_protocol", "talk"]}, ["draft_protocol", "talk"]),
        ({"protocol": "asleep", "code_of_conduct": "none"}, ["exercise", "draft_code"]),
        ({"protocol": "used", "exercised": "no", "code_of_conduct": "asleep"}, ["exercise", "talk_code"]),
        ({"protocol": "used", "exercised": "yes", "code_of_conduct": "used"}, []),
        ({"wishes": ["session"]}, ["session"]),
    ],
)
def test_each_answer_leads_to_an_offer(answers, keys):
    assert [offer.key for offer in offers_for(answers)] == keys
    assert all(offer.for_them and offer.for_us for offer in offers_for(answers))
