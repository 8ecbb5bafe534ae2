"""The clock that people here live by, and how a calendar file describes it."""

from datetime import UTC, datetime
from functools import cache
from zoneinfo import ZoneInfo

from icalendar import Timezone

AMSTERDAM = ZoneInfo("Europe/Amsterdam")

# Written out once, because programs differ in what they make of a zone that they must look up. Since 1996 summer begins
# and ends in the whole Union on the last Sundays of March and October, at 01:00 UTC (Directive 2000/84/EC).
_DESCRIPTION = b"""BEGIN:VTIMEZONE
TZID:Europe/Amsterdam
BEGIN:DAYLIGHT
TZOFFSETFROM:+0100
TZOFFSETTO:+0200
TZNAME:CEST
DTSTART:19960331T020000
RRULE:FREQ=YEARLY;BYMONTH=3;BYDAY=-1SU
END:DAYLIGHT
BEGIN:STANDARD
TZOFFSETFROM:+0200
TZOFFSETTO:+0100
TZNAME:CET
DTSTART:19961027T030000
RRULE:FREQ=YEARLY;BYMONTH=10;BYDAY=-1SU
END:STANDARD
END:VTIMEZONE
"""


class SaidTwice(ValueError):
    """In the night that summer ends this hour comes twice; a file with local times can only mean its first time."""


@cache
def description() -> Timezone:
    """Will return the VTIMEZONE that travels with every file of ours (RFC 5545 section 3.6.5): read once, to be left as it is."""
    zone = Timezone.from_ical(_DESCRIPTION)
    assert isinstance(zone, Timezone)
    return zone


def local(moment: datetime) -> datetime:
    """Will return a moment as the clock in Amsterdam shows it; raises `SaidTwice` for the second of two equal hours.

    ValueError when the moment has no zone of its own.
    """
    if moment.tzinfo is None:
        message = "A moment without a zone is no moment."
        raise ValueError(message)
    shown = moment.astimezone(UTC).astimezone(AMSTERDAM)
    if shown.fold:
        raise SaidTwice
    return shown
