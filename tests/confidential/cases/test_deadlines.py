"""The clock keeper: what the law and the norms say, at month ends, in leap years and when the clock moves."""

from datetime import UTC, date, datetime, timedelta
from itertools import pairwise

import pytest
from hypothesis import assume, given
from hypothesis import strategies as st

from weerbaar.confidential.cases.deadlines import (
    AMSTERDAM,
    CannotCount,
    Kind,
    deadlines_for,
    is_working_day,
    moment_in_amsterdam,
)

YEARS = {"min_value": datetime(1990, 1, 1), "max_value": datetime(2150, 12, 31)}  # noqa: DTZ001 - Hypothesis wants it
moments = st.datetimes(**YEARS, timezones=st.just(UTC))
delays = st.integers(min_value=0, max_value=2000).map(lambda days: timedelta(days=days))


def due(kind, occurred, known=None):
    happened = moment_in_amsterdam(occurred)
    day = date.fromisoformat(known) if known else happened.astimezone(AMSTERDAM).date()
    (found,) = [one.due for one in deadlines_for(occurred=happened, known=day) if one.kind == kind]
    return found.isoformat()


def all_due(occurred, known):
    return [one.due for one in deadlines_for(occurred=occurred, known=known)]


def test_a_friday_evening_gives_four_deadlines_each_with_its_ground():
    found = deadlines_for(occurred=moment_in_amsterdam("2026-11-27T22:15"), known=date(2026, 11, 30))

    assert [(one.kind.value, one.due.isoformat()) for one in found] == [
        ("offender_response", "2026-11-29T22:15:00+01:00"),
        ("criminal_report", "2026-12-01T23:59:59+01:00"),
        ("prosecution_request", "2027-02-28T23:59:59+01:00"),
        ("damages_fund", "2036-11-27T23:59:59+01:00"),
    ]
    assert ["Artikel 66 lid 1 Wetboek van Strafrecht" in one.ground for one in found] == [False, False, True, False]
    assert all(one.ground.endswith((".", ").")) for one in found)


@pytest.mark.parametrize(
    ("known", "ends"),
    [
        ("2027-11-29", "2028-02-29T23:59:59+01:00"),
        ("2027-11-30", "2028-02-29T23:59:59+01:00"),
        ("2027-12-01", "2028-03-01T23:59:59+01:00"),
        ("2027-01-31", "2027-04-30T23:59:59+02:00"),
        ("2027-05-31", "2027-08-31T23:59:59+02:00"),
        ("2027-07-31", "2027-10-31T23:59:59+01:00"),
        ("2027-10-31", "2028-01-31T23:59:59+01:00"),
    ],
)
def test_three_months_follow_the_calendar(known, ends):
    assert due(Kind.PROSECUTION_REQUEST, "2027-01-01T12:00", known) == ends


def test_three_months_run_from_the_day_that_it_was_known_and_not_from_the_day_that_it_happened():
    assert due(Kind.PROSECUTION_REQUEST, "2026-01-05T12:00", "2026-09-15") == "2026-12-15T23:59:59+01:00"


def test_ten_years_after_a_leap_day_end_with_february():
    assert due(Kind.DAMAGES_FUND, "2028-02-29T12:00") == "2038-02-28T23:59:59+01:00"


@pytest.mark.parametrize(
    ("occurred", "ends"),
    [
        ("2027-03-27T14:00", "2027-03-29T15:00:00+02:00"),  # the hour from 02:00 to 03:00 on 28 March is not there
        ("2027-10-30T14:00", "2027-11-01T13:00:00+01:00"),  # and on 31 October it is there twice
        ("2027-10-30T00:30", "2027-10-31T23:30:00+01:00"),
        ("2027-10-29T02:30", "2027-10-31T02:30:00+02:00"),
        ("2027-10-29T03:30", "2027-10-31T02:30:00+01:00"),
    ],
)
def test_forty_eight_hours_are_real_hours_when_the_clock_moves(occurred, ends):
    assert due(Kind.OFFENDER_RESPONSE, occurred) == ends


@pytest.mark.parametrize(
    ("occurred", "ends", "why"),
    [
        ("2026-11-23T09:00", "2026-11-25", "Monday: Tuesday, Wednesday"),
        ("2026-11-28T09:00", "2026-12-01", "Saturday: Monday, Tuesday"),
        ("2026-12-24T09:00", "2026-12-29", "both days of Christmas and a weekend"),
        ("2026-12-31T09:00", "2027-01-05", "New Year"),
        ("2026-04-02T09:00", "2026-04-08", "Good Friday, Easter and Easter Monday"),
        ("2026-04-24T09:00", "2026-04-29", "King's Day on a Monday"),
        ("2025-04-24T09:00", "2025-04-28", "King's Day moved from Sunday to Saturday"),
        ("2026-05-13T09:00", "2026-05-18", "Ascension Day, then Friday and Monday"),
        ("2026-05-22T09:00", "2026-05-27", "Whit Monday"),
        ("2027-05-03T09:00", "2027-05-07", "Liberation Day in a year without a day off, and Ascension Day after it"),
        ("2026-11-24T23:30+00:00", "2026-11-27", "already Wednesday in Amsterdam"),
    ],
)
def test_two_working_days_pass_over_weekends_and_holidays(occurred, ends, why):
    assert due(Kind.CRIMINAL_REPORT, occurred)[:10] == ends, why


def test_the_hour_that_comes_twice_is_taken_the_first_time():
    assert moment_in_amsterdam("2026-10-25T02:30").isoformat() == "2026-10-25T02:30:00+02:00"


def test_an_offset_that_is_written_counts():
    assert moment_in_amsterdam("2026-10-25T02:30+01:00").astimezone(UTC) == datetime(2026, 10, 25, 1, 30, tzinfo=UTC)


@pytest.mark.parametrize(
    ("written", "why"),
    [
        ("2026-03-29T02:30", "bestaat niet"),
        ("gisteren", "kan ik niet lezen"),
        ("2026-02-30T10:00", "kan ik niet lezen"),
        ("", "kan ik niet lezen"),
        ("0001-01-01T00:00", "jaren van 1980"),
        ("9999-12-31T23:59", "jaren van 1980"),
    ],
)
def test_a_moment_that_cannot_be_is_refused_in_words(written, why):
    with pytest.raises(CannotCount, match=why):
        moment_in_amsterdam(written)


def test_known_before_it_happened_is_refused():
    with pytest.raises(CannotCount, match="ligt voor de dag"):
        deadlines_for(occurred=moment_in_amsterdam("2026-11-27T22:15"), known=date(2026, 11, 26))


def test_the_day_in_amsterdam_decides_what_came_first():
    late_in_london = datetime(2026, 11, 26, 23, 30, tzinfo=UTC)

    with pytest.raises(CannotCount, match="ligt voor de dag"):
        deadlines_for(occurred=late_in_london, known=date(2026, 11, 26))


@pytest.mark.parametrize("year", [1, 1979, 2200, 9999])
def test_a_year_beyond_the_calendar_is_refused(year):
    with pytest.raises(CannotCount, match="jaren van"):
        deadlines_for(occurred=datetime(year, 1, 1, tzinfo=UTC), known=date(year, 1, 1))


@given(occurred=moments, delay=delays)
def test_every_deadline_lies_after_the_incident_and_carries_the_offset_of_amsterdam(occurred, delay):
    for moment in all_due(occurred, occurred.astimezone(AMSTERDAM).date() + delay):
        assert moment > occurred
        assert moment.utcoffset() == moment.astimezone(UTC).astimezone(AMSTERDAM).utcoffset()


@given(occurred=moments)
def test_a_term_of_working_days_ends_on_the_second_of_them(occurred):
    day = occurred.astimezone(AMSTERDAM).date()
    ends = all_due(occurred, day)[1].date()
    between = [day + timedelta(days=n) for n in range(1, (ends - day).days + 1)]

    assert is_working_day(ends)
    assert sum(map(is_working_day, between)) == 2


@given(local=st.datetimes(**YEARS))
def test_a_moment_is_read_as_the_clock_on_the_wall_or_refused(local):
    try:
        read = moment_in_amsterdam(local.isoformat())
    except CannotCount:
        assert (local.month, local.hour) == (3, 2)
    else:
        assert read.astimezone(UTC).astimezone(AMSTERDAM).replace(tzinfo=None) == local


@given(occurred=moments)
def test_forty_eight_hours_are_never_more_or_less(occurred):
    response = all_due(occurred, occurred.astimezone(AMSTERDAM).date())[0]

    assert response.astimezone(UTC) - occurred == timedelta(hours=48)


@given(occurred=moments, delay=delays)
def test_three_months_end_on_the_same_number_or_on_the_last_day(occurred, delay):
    known = occurred.astimezone(AMSTERDAM).date() + delay
    ends = all_due(occurred, known)[2].date()

    assert (ends.year * 12 + ends.month) - (known.year * 12 + known.month) == 3
    assert ends.day == known.day or (ends.day < known.day and (ends + timedelta(days=1)).day == 1)
    assert 89 <= (ends - known).days <= 92


@given(first=moments, second=moments)
def test_what_happened_later_is_never_due_earlier(first, second):
    assume(first != second)
    earlier, later = sorted([first, second])

    for before, after in zip(
        all_due(earlier, earlier.astimezone(AMSTERDAM).date()),
        all_due(later, later.astimezone(AMSTERDAM).date()),
        strict=True,
    ):
        assert before <= after


@given(occurred=moments, delays=st.lists(delays, min_size=2, max_size=5).map(sorted))
def test_what_was_known_later_never_shortens_a_term(occurred, delays):
    day = occurred.astimezone(AMSTERDAM).date()

    for sooner, later in pairwise(all_due(occurred, day + delay) for delay in delays):
        assert [a <= b for a, b in zip(sooner, later, strict=True)] == [True] * 4
