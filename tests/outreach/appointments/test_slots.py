"""Which times fit: examples of what is meant, and properties of every time that is ever offered."""

from dataclasses import dataclass
from datetime import UTC, date, datetime, time, timedelta
from decimal import Decimal
from itertools import pairwise
from uuid import UUID

import pytest
from hypothesis import given
from hypothesis import strategies as st

from weerbaar.outreach.appointments import rules
from weerbaar.outreach.appointments.rules import AMSTERDAM, Person, Slot
from weerbaar.team.network.rules import Hours, Span, Visit
from weerbaar.team.network.travel import travel_minutes

SOMEBODY = UUID(int=1)


@dataclass(frozen=True)
class Spot:
    latitude: Decimal
    longitude: Decimal


SOUTH = Spot(Decimal("51.20"), Decimal("5.90"))
NEAR = Spot(Decimal("51.25"), Decimal("5.95"))
NORTH = Spot(Decimal("53.20"), Decimal("6.50"))
MONDAY = date(2026, 10, 19)
WEEK = [Hours(weekday, time(7, 30), time(18, 0)) for weekday in range(5)]


def local(day, hour, minute=0):
    return datetime.combine(day, time(hour, minute), AMSTERDAM).astimezone(UTC)


def a_span(day, begin, end):
    return Span(local(day, begin), local(day, end))


def somebody(home=SOUTH, hours=WEEK, busy=(), visits=()):
    return Person(SOMEBODY, home, hours, busy, visits)


def starts(person, place=NEAR, days=(MONDAY,), minutes=60):
    return [
        f"{slot.starts_at.astimezone(AMSTERDAM):%H:%M}"
        for slot in rules.slots_of(person, place=place, minutes=minutes, days=days)
    ]


def test_a_free_day_is_offered_by_the_half_hour_in_office_hours():
    shown = starts(somebody())

    assert (shown[0], shown[-1], len(shown)) == ("09:00", "16:30", 16)


def test_the_way_there_and_back_lies_within_the_hours_of_who_goes():
    far = travel_minutes(SOUTH, NORTH)
    assert far > 180

    shown = starts(somebody(), place=NORTH)

    first, last = shown[0], shown[-1]
    assert local(MONDAY, int(first[:2]), int(first[3:])) - timedelta(minutes=far) >= local(MONDAY, 7, 30)
    assert local(MONDAY, int(last[:2]), int(last[3:])) + timedelta(minutes=60 + far) <= local(MONDAY, 18)


def test_what_is_taken_is_not_offered_nor_is_the_way_to_it():
    shown = starts(somebody(busy=[a_span(MONDAY, 12, 13)]))

    way = travel_minutes(SOUTH, NEAR)
    assert "12:00" not in shown
    assert all(
        local(MONDAY, int(one[:2]), int(one[3:])) + timedelta(minutes=60 + way) <= local(MONDAY, 12)
        or local(MONDAY, int(one[:2]), int(one[3:])) - timedelta(minutes=way) >= local(MONDAY, 13)
        for one in shown
    )


def test_a_visit_beside_another_costs_only_what_it_adds():
    beside = somebody(visits=[Visit(a_span(MONDAY, 10, 11), NEAR)])
    begin = local(MONDAY, 13)
    alone = rules.fit(somebody(), Span(begin, begin + timedelta(hours=1)), NEAR)

    assert rules.fit(beside, Span(begin, begin + timedelta(hours=1)), NEAR) < alone


def test_who_gave_no_hours_is_never_offered_by_itself():
    assert starts(somebody(hours=[])) == []


@pytest.mark.parametrize("day", [date(2026, 10, 25), date(2027, 3, 28)])
def test_around_the_nights_that_the_clock_moves_nine_is_nine(day):
    for near in (day - timedelta(days=2), day + timedelta(days=1)):
        assert rules.starts_on(near)[0].astimezone(AMSTERDAM).time() == time(9)
        assert len(rules.starts_on(near)) == 16


def test_days_to_offer_leave_out_weekends_holidays_recess_and_the_first_three_working_days():
    days = rules.days_to_offer(date(2026, 12, 17), closed=[(date(2026, 12, 19), date(2027, 1, 3))])

    # Thursday 17 December: Friday, Monday and Tuesday go by; what follows is recess until Monday 4 January.
    assert days[0] == date(2027, 1, 4)
    assert all(day.weekday() < 5 for day in days)
    assert date(2027, 3, 29) not in rules.days_to_offer(date(2027, 2, 1))  # Easter Monday is no working day


def test_an_organisation_changes_by_itself_until_two_working_days_before():
    monday_talk = local(date(2026, 10, 19), 13)

    assert rules.last_day_to_change(monday_talk) == date(2026, 10, 15)
    assert rules.may_change_oneself(monday_talk, date(2026, 10, 15))
    assert not rules.may_change_oneself(monday_talk, date(2026, 10, 16))


def test_five_times_differ_in_day_weekday_and_part_of_the_day():
    days = [MONDAY + timedelta(days=number) for number in range(28)]
    slots = list(rules.slots_of(somebody(), place=NEAR, minutes=60, days=days))

    five = rules.chosen(slots)

    assert len(five) == 5
    assert len({slot.starts_at.astimezone(AMSTERDAM).weekday() for slot in five}) == 5
    mornings = sum(slot.starts_at.astimezone(AMSTERDAM).hour < 12 for slot in five)
    assert mornings in {2, 3}


def test_of_what_differs_equally_the_least_travel_is_chosen():
    near = Slot(local(MONDAY, 9), local(MONDAY, 10), SOMEBODY, price=10)
    far = Slot(local(MONDAY, 9, 30), local(MONDAY, 10, 30), SOMEBODY, price=90)

    assert rules.chosen([far, near], count=1) == [near]


@pytest.mark.parametrize(
    "text", ["", "x", "-", "00-1", f"{SOMEBODY.hex}-", f"{SOMEBODY.hex}-x", f"{SOMEBODY.hex}-{10**30}"]
)
def test_a_name_of_a_time_that_is_none_is_none(text):
    assert rules.read_key(text) is None


def test_a_name_of_a_time_is_read_back():
    slot = Slot(local(MONDAY, 9), local(MONDAY, 10), SOMEBODY)

    assert rules.read_key(slot.key) == (SOMEBODY, slot.starts_at)


SPOTS = st.sampled_from([SOUTH, NEAR, NORTH, None])
DAYS = [date(2026, 10, 23) + timedelta(days=number) for number in range(5)]  # over the night that summer ends
SPANS = st.builds(
    lambda day, begin, length: Span(local(day, begin), local(day, begin) + timedelta(minutes=length)),
    st.sampled_from(DAYS), st.integers(7, 18), st.integers(15, 240),
)  # fmt: skip
# Nobody is at two places at once: that is refused before it is a visit.
VISITS = st.lists(st.builds(Visit, SPANS, SPOTS), max_size=4).map(
    lambda visits: [
        one for at, one in enumerate(visits) if not any(one.span.overlaps(other.span) for other in visits[:at])
    ]
)
HOURS = st.lists(
    st.builds(lambda weekday, begin, end: Hours(weekday, time(begin), time(end)), st.integers(0, 6), st.integers(6, 11), st.integers(12, 22)),
    max_size=6,
)  # fmt: skip
PEOPLE = st.builds(Person, st.just(SOMEBODY), SPOTS, HOURS, st.lists(SPANS, max_size=4), VISITS)


@given(PEOPLE, SPOTS, st.sampled_from([60, 150, 180]))
def test_whatever_somebody_has_a_time_that_is_offered_fits(person, place, minutes):
    for slot in rules.slots_of(person, place=place, minutes=minutes, days=DAYS):
        assert slot.ends_at - slot.starts_at == timedelta(minutes=minutes)
        assert time(9) <= slot.starts_at.astimezone(AMSTERDAM).time() <= time(16, 30)
        assert not any(slot.span.overlaps(taken) for taken in person.busy)
        for visit in person.visits:
            way = timedelta(minutes=travel_minutes(visit.place, place))
            same_day = visit.span.starts_at.astimezone(AMSTERDAM).date() == slot.starts_at.astimezone(AMSTERDAM).date()
            between = [one for one in person.visits if one is not visit and _lies_between(one, visit, slot)]
            assert not slot.span.overlaps(visit.span)
            if same_day and not between:
                assert visit.span.ends_at + way <= slot.starts_at or slot.ends_at + way <= visit.span.starts_at
        whole_day = [part for part in person.hours if part.weekday == slot.starts_at.astimezone(AMSTERDAM).weekday()]
        assert any(
            part.from_time <= slot.starts_at.astimezone(AMSTERDAM).time() < part.until_time for part in whole_day
        )


def _lies_between(one, visit, slot):
    first, last = sorted([visit.span, slot.span], key=lambda span: span.starts_at)
    return first.ends_at <= one.span.starts_at and one.span.ends_at <= last.starts_at


@given(PEOPLE, SPOTS)
def test_what_is_chosen_is_among_what_is_free_each_on_a_day_of_its_own(person, place):
    free = list(rules.slots_of(person, place=place, minutes=60, days=DAYS))

    five = rules.chosen(free)

    assert set(five) <= set(free)
    assert len(five) == min(5, len({slot.starts_at.astimezone(AMSTERDAM).date() for slot in free}))
    assert all(one.starts_at < other.starts_at for one, other in pairwise(five))


@given(st.datetimes(datetime(2026, 1, 1), datetime(2027, 1, 1), timezones=st.just(UTC)), st.integers(1, 300))  # noqa: DTZ001 - bounds
def test_two_times_that_overlap_share_a_quarter(begin, minutes):
    one = Span(begin, begin + timedelta(minutes=minutes))
    other = Span(begin + timedelta(minutes=minutes - 1), begin + timedelta(minutes=minutes + 30))

    assert set(rules.quarters(one)) & set(rules.quarters(other))
    assert all(quarter.minute % 15 == 0 and quarter.second == 0 for quarter in rules.quarters(one))
