"""Reading what programs send back: REPLY says who comes, COUNTER proposes another time (RFC 5546 sections 3.2.3 and 3.2.7)."""

from dataclasses import dataclass
from datetime import UTC, date, datetime
from typing import Any, cast

from icalendar import Event

from weerbaar.foundation.calendars.invitations import Standing
from weerbaar.foundation.calendars.reading import UnreadableCalendar, parsed

REPLY, COUNTER = "REPLY", "COUNTER"
MOST_BYTES = 256_000
MOST_WORDS = 1_000
STANDINGS = frozenset({"ACCEPTED", "TENTATIVE", "DECLINED"})
_MAILTO = "mailto:"


class NotAnAnswer(Exception):
    """These bytes are no answer to an invitation: not a calendar, another method, or nobody in it."""


@dataclass(frozen=True, kw_only=True)
class Answer:
    """What came back. `standings` is what each address says of itself; `sequence` is the invitation that it answers.

    A counter has the proposed moments, in UTC; they are None where the file gave no zone that we know. `stamp` is when the
    program wrote it down, None when it does not say.
    """

    method: str
    uid: str
    sequence: int
    standings: tuple[tuple[str, Standing], ...]
    comment: str = ""
    starts_at: datetime | None = None
    ends_at: datetime | None = None
    stamp: datetime | None = None


@dataclass(frozen=True, kw_only=True)
class Before:
    """What somebody answered until now, and to which invitation; `stamp` is that of their program, and it came in `at`."""

    standing: str
    sequence: int | None
    stamp: datetime | None
    at: datetime | None


def is_news(answer: Answer, standing: str, *, current: int, before: Before) -> bool:
    """Whether an answer says something about the invitation of this sequence that was not known yet (RFC 5546 section 2.1.5).

    One to an older invitation says nothing about this one, nor does one that their program wrote before what we have.
    """
    if answer.sequence < current:
        return False
    said, known = (standing, min(answer.sequence, current)), (before.standing, before.sequence)
    if answer.stamp in {None, before.stamp} or before.stamp is None or before.at is None or before.sequence != said[1]:
        return said != known
    # Nobody wrote it later than it came: a clock that runs ahead must not keep the next answer out.
    return answer.stamp > min(before.stamp, before.at)


def read_answer(content: bytes) -> Answer:
    """Will return the one answer in a calendar file; raises `NotAnAnswer`."""
    if len(content) > MOST_BYTES:
        raise NotAnAnswer
    try:
        calendar = parsed(content)
    except UnreadableCalendar as error:
        raise NotAnAnswer from error
    method = str(calendar.get("method", "")).upper()
    events = [part for part in calendar.subcomponents if isinstance(part, Event)]
    if method not in {REPLY, COUNTER} or len(events) != 1 or not events[0].get("uid"):
        raise NotAnAnswer
    return _answer(method, events[0])


def _answer(method: str, event: Event) -> Answer:
    standings = tuple(_standings(event))
    if method == REPLY and len(standings) != 1:
        raise NotAnAnswer
    proposed = method == COUNTER
    return Answer(
        method=method, uid=str(event["uid"]), sequence=_number(event.get("sequence", 0)), standings=standings,
        comment=_words(event),
        starts_at=_moment(event, "dtstart") if proposed else None,
        ends_at=_moment(event, "dtend") if proposed else None,
        stamp=_moment(event, "dtstamp"),
    )  # fmt: skip


def _standings(event: Event) -> list[tuple[str, Standing]]:
    found = []
    for address in _listed(event.get("attendee")):
        email = str(address).strip()
        email = email[len(_MAILTO) :] if email.lower().startswith(_MAILTO) else email
        said = str(getattr(address, "params", {}).get("PARTSTAT", "NEEDS-ACTION")).upper()
        if said in STANDINGS and email:
            found.append((email.lower(), cast("Standing", said)))
    return found


def _number(value: Any) -> int:
    try:
        return max(0, min(int(value), 1_000_000))
    except (TypeError, ValueError):
        return 0


def _words(event: Event) -> str:
    """What somebody wrote with it: COMMENT is for that, but Outlook has it in DESCRIPTION of a counter."""
    words = " ".join(str(text) for text in _listed(event.get("comment")))
    return "".join(sign if sign.isprintable() else " " for sign in words).strip()[:MOST_WORDS]


def _moment(event: Event, name: str) -> datetime | None:
    value = getattr(event.get(name), "dt", None)
    if not isinstance(value, date) or not isinstance(value, datetime) or value.tzinfo is None:
        return None
    try:
        return value.astimezone(UTC)
    except (OverflowError, ValueError):
        return None


def _listed(value: Any) -> list[Any]:
    if value is None:
        return []
    return value if isinstance(value, list) else [value]
