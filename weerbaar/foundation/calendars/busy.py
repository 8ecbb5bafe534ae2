"""Reading from a calendar which times are taken, and nothing else: no title, place or person leaves this module."""

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import UTC, date, datetime, time, timedelta
from itertools import islice
from time import monotonic
from typing import Any

import recurring_ical_events
from icalendar import Calendar, Event, FreeBusy

from weerbaar.foundation.calendars.clock import AMSTERDAM
from weerbaar.foundation.calendars.reading import UnreadableCalendar, parsed

MOST_TIMES = 5_000
"""Taken times in the asked stretch beyond which a file is not a person's calendar."""
MOST_SECONDS = 10.0
"""How long one file may keep us counting its repetitions."""
MOST_BYTES = 10_000_000
"""How large a calendar may be with all its years; what is left without those of long ago is bounded by `reading`."""
EARLIEST_YEAR = 1600
"""Birthdays stand in calendars as days that return since the year of birth; programs that do not know it write 1604."""
_EVENT = re.compile(rb"^BEGIN:VEVENT\r?\n.*?^END:VEVENT\r?\n", re.DOTALL | re.MULTILINE)
_YEAR = re.compile(rb"^DT(?:START|END)[^\r\n]*:(\d{4})\d{4}", re.MULTILINE)
_MORE_THAN_ONCE = re.compile(rb"^(?:RRULE|RDATE|RECURRENCE-ID|DURATION)\b", re.MULTILINE | re.IGNORECASE)
_FREE_WORDS = frozenset({"FREE", "WORKINGELSEWHERE"})
_COUNTED_MOST = 10_000
_BESIDE = timedelta(days=2)
"""No zone is further off than this: what lies more than that outside the asked stretch is outside it in any zone."""
_OURS = r"[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}@"


@dataclass(frozen=True, order=True)
class Taken:
    """A stretch of time, in UTC, from the first moment until before the second."""

    starts_at: datetime
    ends_at: datetime


def read_taken(content: bytes, *, since: datetime, until: datetime, host: str = "") -> list[Taken]:
    """Will return when the owner of this calendar is taken between two moments, joined where they touch, in order.

    An all-day appointment takes its days by the clock of Amsterdam; a time without a zone is read by that clock too.
    What is cancelled, or shown as free, takes nothing. Neither does what we invited to ourselves, under a UID of our
    own `host`: we know of it, and a copy of it would keep it from being moved. Raises `UnreadableCalendar`.
    """
    if len(content) > MOST_BYTES:
        reason = "size"
        raise UnreadableCalendar(reason)
    calendar = parsed(_without_long_ago(content, since))
    try:
        found = list(islice(_taken(calendar, since, until, host), MOST_TIMES + 1))
    except UnreadableCalendar:
        raise
    except Exception as error:  # a library reading a stranger's file may raise anything
        reason = "form"
        raise UnreadableCalendar(reason) from error
    if len(found) > MOST_TIMES:
        reason = "size"
        raise UnreadableCalendar(reason)
    return joined(found)


def joined(times: Iterable[Taken]) -> list[Taken]:
    """Will return the same stretches, in order, with those that overlap or touch made into one."""
    whole: list[Taken] = []
    for one in sorted(times):
        if whole and one.starts_at <= whole[-1].ends_at:
            whole[-1] = Taken(whole[-1].starts_at, max(whole[-1].ends_at, one.ends_at))
        else:
            whole.append(one)
    return whole


def _without_long_ago(content: bytes, since: datetime) -> bytes:
    """The same file without what happened once, years ago: most of a calendar that somebody keeps for long is that.

    Only what surely is so goes; the rest is left to the parser, which is a hundred times slower.
    """

    def kept(found: re.Match[bytes]) -> bytes:
        event = found[0]
        years = [int(year) for year in _YEAR.findall(event)]
        is_over = years and max(years) < since.year - 1 and not _MORE_THAN_ONCE.search(event)
        return b"" if is_over else event

    return _EVENT.sub(kept, content)


def _taken(calendar: Calendar, since: datetime, until: datetime, host: str) -> Iterator[Taken]:
    deadline = monotonic() + MOST_SECONDS
    ours = re.compile(_OURS + re.escape(host))
    for uid, series in _series(calendar).items():
        if (host and ours.fullmatch(uid)) or _is_long_ago_or_far(series, since, until):
            continue
        if monotonic() > deadline:
            reason = "often"
            raise UnreadableCalendar(reason)
        for starts, ends in _occurrences(series, since, until):
            one = Taken(max(_moment(starts), since), min(_moment(ends), until))
            if one.starts_at < one.ends_at:
                yield one


def _series(calendar: Calendar) -> dict[str, Calendar]:
    """By its UID each appointment with its repetitions and the changed ones among them, as a calendar of its own."""
    apart: dict[str, Calendar] = {}
    for number, part in enumerate(calendar.subcomponents):
        if isinstance(part, Event):
            one = apart.setdefault(str(part.get("uid", number)), Calendar())
            one.add_component(part)
        elif isinstance(part, FreeBusy):
            apart.setdefault(f"free-busy-{number}", Calendar()).add_component(part)
    return apart


def _is_long_ago_or_far(series: Calendar, since: datetime, until: datetime) -> bool:
    """Whether it happens once, and surely outside the asked stretch: what is wrong with it does not matter then."""
    (first, *others) = series.subcomponents
    if others or not isinstance(first, Event) or any(first.get(name) for name in ("rrule", "rdate", "recurrence-id")):
        return False
    starts, ends = _day(first, "dtstart"), _day(first, "dtend") or _day(first, "dtstart")
    if starts is None or ends is None or first.get("duration"):
        return False
    return ends < (since - _BESIDE).date() or starts > (until + _BESIDE).date()


def _day(event: Event, name: str) -> date | None:
    value = getattr(event.get(name), "dt", None)
    return value.date() if isinstance(value, datetime) else value if isinstance(value, date) else None


def _occurrences(series: Calendar, since: datetime, until: datetime) -> Iterator[tuple[Any, Any]]:
    events = [part for part in series.subcomponents if isinstance(part, Event)]
    for part in series.subcomponents:
        if isinstance(part, FreeBusy):
            yield from _listed_as_taken(part)
    if not events:
        return
    for event in events:
        _refuse_what_cannot_be_counted(event)
    for found in recurring_ical_events.of(series, skip_bad_series=False).between(since, until):
        if not _is_free(found):
            yield found.start, found.end


def _refuse_what_cannot_be_counted(event: Event) -> None:
    for name in ("dtstart", "dtend", "recurrence-id"):
        prop = event.get(name)
        value = getattr(prop, "dt", None)
        if isinstance(value, datetime) and value.tzinfo is None and prop.params.get("TZID"):
            reason = "zone"  # a zone that nobody knows and the file does not describe: the hour could be any
            raise UnreadableCalendar(reason)
        if isinstance(value, date) and value.year < EARLIEST_YEAR:
            reason = "often"
            raise UnreadableCalendar(reason)
    rules = event.get("rrule")
    for rule in rules if isinstance(rules, list) else [rules] if rules else []:
        if any(int(number) > _COUNTED_MOST for number in rule.get("COUNT", [])):
            reason = "often"
            raise UnreadableCalendar(reason)
        _with_its_last_day(rule)


def _with_its_last_day(rule: Any) -> None:
    """Until a day means with that day, also for what has an hour: a program that writes so does not mean its midnight."""
    for place, last in enumerate(rule.get("UNTIL", [])):
        if not isinstance(last, datetime):
            rule["UNTIL"][place] = datetime.combine(last, time.max, AMSTERDAM).astimezone(UTC)


def _is_free(event: Any) -> bool:
    return (
        str(event.get("status", "")).upper() == "CANCELLED"
        or str(event.get("transp", "")).upper() == "TRANSPARENT"
        or str(event.get("x-microsoft-cdo-busystatus", "")).upper() in _FREE_WORDS
    )


def _listed_as_taken(part: FreeBusy) -> Iterator[tuple[Any, Any]]:
    """The times in a VFREEBUSY, which a calendar publishes that shows its times alone (RFC 5545 section 3.6.4)."""
    listed = part.get("freebusy", [])
    for line in listed if isinstance(listed, list) else [listed]:
        if str(line.params.get("FBTYPE", "BUSY")).upper() != "FREE":
            yield line.start, line.end


def _moment(value: Any) -> datetime:
    if isinstance(value, datetime):
        return (value if value.tzinfo else value.replace(tzinfo=AMSTERDAM)).astimezone(UTC)
    return datetime.combine(value, time.min, AMSTERDAM).astimezone(UTC)


def horizon(at: datetime, *, days: int) -> tuple[datetime, datetime]:
    """Will return the stretch to read: from the start of that day in Amsterdam, so many days long."""
    begin = datetime.combine(at.astimezone(AMSTERDAM).date(), time.min, AMSTERDAM)
    return begin.astimezone(UTC), (begin + timedelta(days=days)).astimezone(UTC)
