"""What to do next, why, and since when nothing moved."""

from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from weerbaar.outreach.campaign.days import after_working_days, before_working_days, is_working_day
from weerbaar.outreach.campaign.models import StageKind, StageState
from weerbaar.outreach.campaign.urgency import Act, Facts, StageFacts, Urgency, standing

TODAY = date(2026, 7, 2)
LONG_AGO = date(2026, 5, 29)
OPEN = StageFacts(StageState.OPEN, date(2026, 4, 1))
TALK, SESSION, TRAINING = StageKind


def facts(talk=OPEN, session=OPEN, training=OPEN, **told):
    return Facts({TALK: talk, SESSION: session, TRAINING: training}, **told)


def a(state, since=TODAY, **told):
    return StageFacts(state, since, **told)


HELD = a(StageState.HELD, LONG_AGO, held_on=LONG_AGO)


def test_a_letter_without_an_answer_is_stuck_since_the_letter():
    found = standing(facts(letter_sent_on=LONG_AGO), on=TODAY)

    assert (found.urgency, found.since, found.days, found.act) == (Urgency.LATE, LONG_AGO, 34, Act.CALL)
    assert (str(found.what), str(found.act_words)) == ("brief verstuurd, geen antwoord", "Bel de griffie")


def test_a_letter_may_take_ten_working_days():
    last_day = after_working_days(LONG_AGO, 10)

    assert standing(facts(letter_sent_on=LONG_AGO), on=last_day).urgency == Urgency.WAITING
    assert standing(facts(letter_sent_on=LONG_AGO), on=last_day + timedelta(days=1)).urgency == Urgency.LATE


@pytest.mark.parametrize(
    ("told", "urgency", "act"),
    [
        (facts(), Urgency.TO_DO, Act.SEND_LETTER),
        (facts(turn_starts_on=date(2026, 9, 1)), Urgency.WAITING, Act.NOTHING),
        (facts(paused_until=date(2026, 8, 1), letter_sent_on=LONG_AGO), Urgency.PAUSED, Act.NOTHING),
        (facts(paused_until=TODAY, letter_sent_on=LONG_AGO), Urgency.LATE, Act.CALL),
        (facts(promise_due_on=date(2026, 7, 1)), Urgency.LATE, Act.KEEP_PROMISE),
        (facts(promise_due_on=TODAY), Urgency.TO_DO, Act.SEND_LETTER),
        (facts(call_back_on=TODAY, letter_sent_on=LONG_AGO), Urgency.SOON, Act.CALL_BACK),
        (facts(call_back_on=date(2026, 7, 1)), Urgency.LATE, Act.CALL_BACK),
        (facts(letter_sent_on=LONG_AGO, answered_on=date(2026, 7, 1)), Urgency.TO_DO, Act.PLAN),
        (facts(letter_sent_on=LONG_AGO, answered_on=date(2026, 6, 1)), Urgency.LATE, Act.PLAN),
        (facts(a(StageState.OFFERED, LONG_AGO)), Urgency.LATE, Act.CALL),
        (facts(a(StageState.OFFERED, date(2026, 7, 1)), letter_sent_on=LONG_AGO), Urgency.WAITING, Act.NOTHING),
        (facts(a(StageState.WANTED, LONG_AGO)), Urgency.LATE, Act.PLAN),
        (facts(a(StageState.WANTED)), Urgency.TO_DO, Act.PLAN),
        (facts(a(StageState.PLANNED, planned_for=date(2026, 7, 1))), Urgency.LATE, Act.RECORD),
        (facts(a(StageState.PLANNED, planned_for=TODAY)), Urgency.SOON, Act.PREPARE),
        (facts(a(StageState.PLANNED, planned_for=date(2026, 7, 10))), Urgency.WAITING, Act.NOTHING),
        (facts(a(StageState.LATER, later_until=date(2026, 9, 1))), Urgency.WAITING, Act.NOTHING),
        (facts(a(StageState.LATER, later_until=TODAY)), Urgency.LATE, Act.OFFER),
        (facts(a(StageState.LATER)), Urgency.WAITING, Act.NOTHING),
        (facts(a(StageState.DECLINED)), Urgency.DONE, Act.NOTHING),
        (facts(HELD), Urgency.LATE, Act.OFFER),
        (facts(a(StageState.HELD, held_on=date(2026, 7, 1))), Urgency.TO_DO, Act.OFFER),
        (facts(HELD, HELD, a(StageState.DECLINED)), Urgency.DONE, Act.NOTHING),
    ],
)  # fmt: skip
def test_the_first_line_of_the_rule_that_holds_decides(told, urgency, act):
    found = standing(told, on=TODAY)

    assert (found.urgency, found.act) == (urgency, act)
    assert bool(found.act_words) == (act != Act.NOTHING)


def test_the_longest_stuck_comes_first():
    stuck = [facts(letter_sent_on=LONG_AGO - timedelta(days=days)) for days in (0, 20, 5)]

    ordered = sorted((standing(one, on=TODAY) for one in stuck), key=lambda found: found.order)

    assert [found.days for found in ordered] == [54, 39, 34]


days = st.dates(date(2026, 1, 1), date(2027, 12, 31))
stages = st.builds(
    StageFacts, st.sampled_from(StageState.values), days, st.none() | days, st.none() | days, st.none() | days
)


told = st.builds(
    Facts, st.builds(lambda *three: dict(zip(StageKind, three, strict=True)), stages, stages, stages),
    letter_sent_on=st.none() | days, answered_on=st.none() | days, paused_until=st.none() | days,
    promise_due_on=st.none() | days, call_back_on=st.none() | days, turn_starts_on=st.none() | days,
)  # fmt: skip


@given(told, days)
def test_whatever_happened_there_is_a_standing_with_a_reason(facts, on):
    found = standing(facts, on=on)

    assert str(found.what)
    assert found.order[0] == found.urgency
    assert not found.is_stuck or (found.since <= on and found.days >= 0)


@given(days, st.integers(0, 30))
def test_working_days_there_and_back(day, count):
    there = after_working_days(day, count)

    assert count == 0 or is_working_day(there)
    assert before_working_days(there, count) <= there
    assert sum(is_working_day(day + timedelta(days=n)) for n in range(1, (there - day).days + 1)) == count
