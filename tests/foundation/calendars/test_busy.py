from datetime import UTC, datetime, timedelta
from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from weerbaar.foundation.calendars.busy import MOST_BYTES, Taken, horizon, joined, read_taken
from weerbaar.foundation.calendars.reading import UnreadableCalendar

SINCE, UNTIL = datetime(2026, 10, 1, tzinfo=UTC), datetime(2026, 12, 1, tzinfo=UTC)


def a_calendar(*events, more=""):
    parts = "".join(f"BEGIN:VEVENT\r\nUID:{number}\r\n{lines}END:VEVENT\r\n" for number, lines in enumerate(events))
    return f"BEGIN:VCALENDAR\r\nVERSION:2.0\r\nPRODID:x\r\n{more}{parts}END:VCALENDAR\r\n".encode()


def lines(start="20261005T090000", end="20261005T100000", zone=";TZID=Europe/Amsterdam", more=""):
    return f"DTSTART{zone}:{start}\r\nDTEND{zone}:{end}\r\n{more}"


def taken(*events, more=""):
    found = read_taken(a_calendar(*events, more=more), since=SINCE, until=UNTIL)
    return [f"{one.starts_at:%m-%d %H:%M}-{one.ends_at:%m-%d %H:%M}" for one in found]


def test_an_appointment_takes_its_time():
    assert taken(lines(more="SUMMARY:geheim\r\n")) == ["10-05 07:00-10-05 08:00"]


def test_what_repeats_takes_each_time_over_the_night_that_the_clock_moves_but_for_the_days_it_is_not():
    weekly = lines(more="RRULE:FREQ=WEEKLY;COUNT=5\r\nEXDATE;TZID=Europe/Amsterdam:20261012T090000\r\n")

    assert taken(weekly) == [
        "10-05 07:00-10-05 08:00",
        "10-19 07:00-10-19 08:00",
        "10-26 08:00-10-26 09:00",
        "11-02 08:00-11-02 09:00",
    ]


def test_one_of_a_row_that_was_moved_takes_its_new_time():
    calendar = a_calendar(lines(more="RRULE:FREQ=WEEKLY;COUNT=2\r\n")).replace(
        b"END:VCALENDAR",
        b"BEGIN:VEVENT\r\nUID:0\r\nRECURRENCE-ID;TZID=Europe/Amsterdam:20261012T090000\r\n"
        b"DTSTART;TZID=Europe/Amsterdam:20261012T140000\r\nDTEND;TZID=Europe/Amsterdam:20261012T150000\r\nEND:VEVENT\r\nEND:VCALENDAR",
    )

    found = read_taken(calendar, since=SINCE, until=UNTIL)

    assert [one.starts_at.hour for one in found] == [7, 12]


def test_a_whole_day_is_that_day_in_amsterdam_25_hours_when_summer_ends():
    (found,) = read_taken(a_calendar(lines("20261025", "20261026", ";VALUE=DATE")), since=SINCE, until=UNTIL)

    assert found == Taken(datetime(2026, 10, 24, 22, tzinfo=UTC), datetime(2026, 10, 25, 23, tzinfo=UTC))


@pytest.mark.parametrize(
    "free", ["TRANSP:TRANSPARENT\r\n", "STATUS:CANCELLED\r\n", "X-MICROSOFT-CDO-BUSYSTATUS:FREE\r\n"]
)
def test_what_is_free_or_cancelled_takes_nothing(free):
    assert taken(lines(more=free)) == []


def test_a_zone_by_the_name_that_windows_gives_it_is_known():
    assert taken(lines(zone=";TZID=W. Europe Standard Time")) == ["10-05 07:00-10-05 08:00"]


def test_a_time_without_a_zone_is_a_time_in_amsterdam():
    assert taken(lines(zone="")) == ["10-05 07:00-10-05 08:00"]


def test_a_zone_that_nobody_knows_is_refused():
    with pytest.raises(UnreadableCalendar, match="zone"):
        taken(lines(zone=";TZID=Maan/Tycho"))


def a_zone_of_its_own(offset):
    return (
        "BEGIN:VTIMEZONE\r\nTZID:Eigen tijd\r\nBEGIN:STANDARD\r\nDTSTART:19700101T000000\r\n"
        f"TZOFFSETFROM:{offset}\r\nTZOFFSETTO:{offset}\r\nEND:STANDARD\r\nEND:VTIMEZONE\r\n"
    )


def test_a_zone_that_two_files_describe_differently_is_read_from_each_file_itself():
    event = lines(zone=";TZID=Eigen tijd")

    assert taken(event, more=a_zone_of_its_own("+0500")) == ["10-05 04:00-10-05 05:00"]
    assert taken(event, more=a_zone_of_its_own("-0500")) == ["10-05 14:00-10-05 15:00"]


def test_a_calendar_that_shows_only_its_times_is_read_too():
    more = "BEGIN:VFREEBUSY\r\nUID:f\r\nFREEBUSY;FBTYPE=BUSY:20261021T090000Z/PT1H\r\nFREEBUSY;FBTYPE=FREE:20261022T090000Z/PT1H\r\nEND:VFREEBUSY\r\n"

    assert taken(more=more) == ["10-21 09:00-10-21 10:00"]


def test_what_overlaps_or_touches_is_one_and_what_reaches_beyond_is_cut():
    assert taken(lines(), lines("20261005T100000", "20261005T110000"), lines("20260901T000000", "20261001T040000")) == [
        "10-01 00:00-10-01 02:00",
        "10-05 07:00-10-05 09:00",
    ]


@pytest.mark.parametrize(
    ("reason", "content"),
    [
        ("form", b""), ("form", b"<html>"), ("form", b"\xff\x00"),
        ("size", b"x" * (MOST_BYTES + 1)), ("size", b"x" * 2_000_001), ("size", b"BEGIN:VEVENT\r\n" * 6000),
        ("often", a_calendar(lines(more="RRULE:FREQ=SECONDLY\r\n"))),
        ("often", a_calendar(lines(more="RRULE:FREQ=MINU\r\n TELY\r\n"))),
        ("often", a_calendar(lines("00010101T090000", "00010101T100000", more="RRULE:FREQ=DAILY\r\n"))),
        ("form", a_calendar("DTSTART;TZID=(UTC+01:00) Amsterdam:20261005T090000\r\n")),
        ("form", a_calendar("DTSTART:20261332T250000Z\r\nDTEND:20261005T100000Z\r\n")),
        ("often", a_calendar(lines(more="RRULE:FREQ=DAILY;COUNT=999999\r\n"))),
        ("size", a_calendar(lines(more="RRULE:FREQ=DAILY;BYHOUR=1,2,3,4,5,6,7,8,9;BYMINUTE=1,2,3,4,5,6,7,8,9;BYSECOND=1,3,5\r\n"))),
    ],
)  # fmt: skip
def test_a_hostile_file_is_refused_by_a_plain_word(reason, content):
    with pytest.raises(UnreadableCalendar) as refused:
        read_taken(content, since=SINCE, until=UNTIL)

    assert refused.value.reason == reason


def test_days_that_return_since_somebody_was_born_leave_the_rest_readable():
    birthday = lines("19601012", "19601013", ";VALUE=DATE", "RRULE:FREQ=YEARLY\r\nTRANSP:TRANSPARENT\r\n")
    without_a_year = lines("16041113", "16041114", ";VALUE=DATE", "RRULE:FREQ=YEARLY\r\n")

    assert taken(birthday, without_a_year, lines()) == ["10-05 07:00-10-05 08:00", "11-12 23:00-11-13 23:00"]


@pytest.mark.parametrize("year", ["1999", "2031"])
def test_what_is_wrong_with_something_of_long_ago_or_far_off_does_not_hide_what_is_near(year):
    far = lines(f"{year}1005T090000", f"{year}1005T100000", ";TZID=Maan/Tycho")

    assert taken(far, lines()) == ["10-05 07:00-10-05 08:00"]


def test_what_repeats_until_a_day_repeats_on_that_day_too():
    daily = lines(more="RRULE:FREQ=DAILY;UNTIL=20261007\r\n")
    whole = lines("20261012", "20261013", ";VALUE=DATE", "RRULE:FREQ=DAILY;UNTIL=20261013\r\n")

    assert taken(daily, whole) == [
        "10-05 07:00-10-05 08:00",
        "10-06 07:00-10-06 08:00",
        "10-07 07:00-10-07 08:00",
        "10-11 22:00-10-13 22:00",
    ]


def test_ten_years_of_a_full_calendar_do_not_keep_this_year_from_being_read():
    long = "DESCRIPTION:" + "x" * 900 + "\r\n"
    years = [
        lines(f"{2016 + number % 9}0105T090000", f"{2016 + number % 9}0105T100000", more=long) for number in range(6000)
    ]
    still = lines("20160101T090000", "20160101T100000", more="RRULE:FREQ=YEARLY;BYMONTH=10;BYMONTHDAY=9\r\n")

    assert taken(*years, still, lines()) == ["10-05 07:00-10-05 08:00", "10-09 07:00-10-09 08:00"]


def test_added_left_out_moved_and_cancelled_times_of_a_row_are_as_the_calendar_says():
    zone = ";TZID=W. Europe Standard Time"
    row = lines(
        zone=zone, more=f"RRULE:FREQ=DAILY;COUNT=4\r\nRDATE{zone}:20261020T090000\r\nEXDATE:20261006T070000Z\r\n"
    )
    changed = (
        lines("20261116T090000", "20261116T100000", zone, f"UID:0\r\nRECURRENCE-ID{zone}:20261007T090000\r\n"),
        lines("20261008T090000", "20261008T100000", zone, "UID:0\r\nRECURRENCE-ID:20261008T070000Z\r\nSTATUS:CANCELLED\r\n"),
    )  # fmt: skip
    parts = "".join(f"BEGIN:VEVENT\r\n{one}END:VEVENT\r\n" for one in changed)

    assert taken(row, more=parts) == [
        "10-05 07:00-10-05 08:00",
        "10-20 07:00-10-20 08:00",
        "11-16 08:00-11-16 09:00",
    ]


def test_a_copy_of_what_we_invited_to_takes_nothing_and_what_only_looks_like_it_does():
    ours = "UID:6f1c9a52-0d53-4f0e-9d7e-3b0a4b7a2f10@overleg.invalid\r\n"
    calendar = a_calendar(lines(), lines("20261006T090000", "20261006T100000")).replace(b"UID:0\r\n", ours.encode())
    theirs = calendar.replace(b"@overleg.invalid", b"@elders.invalid")

    def days(content):
        found = read_taken(content, since=SINCE, until=UNTIL, host="overleg.invalid")
        return [one.starts_at.day for one in found]

    assert (days(calendar), days(theirs)) == ([6], [5, 6])


@given(st.binary(max_size=300))
def test_no_bytes_whatsoever_break_the_reader(content):
    with pytest.raises(UnreadableCalendar):
        read_taken(content, since=SINCE, until=UNTIL)


MOMENTS = st.integers(0, 200).map(lambda hours: SINCE + timedelta(hours=hours))
STRETCHES = st.tuples(MOMENTS, st.integers(1, 20)).map(lambda one: Taken(one[0], one[0] + timedelta(hours=one[1])))


@given(st.lists(STRETCHES))
def test_joined_times_are_apart_in_order_and_take_just_what_they_took(times):
    whole = joined(times)

    assert all(one.ends_at < other.starts_at for one, other in pairwise(whole))
    hours = [SINCE + timedelta(hours=hour) for hour in range(230)]
    assert [any(t.starts_at <= hour < t.ends_at for t in times) for hour in hours] == [
        any(t.starts_at <= hour < t.ends_at for t in whole) for hour in hours
    ]


def test_the_stretch_to_read_begins_with_the_day_in_amsterdam():
    begin, end = horizon(datetime(2026, 10, 24, 22, 30, tzinfo=UTC), days=1)

    assert (begin, end) == (datetime(2026, 10, 24, 22, tzinfo=UTC), datetime(2026, 10, 25, 23, tzinfo=UTC))
