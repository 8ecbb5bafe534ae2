"""When an invitation, a reminder or a new question goes out, and why one does not. Facts only, no database.

The hard rule: who answered gets no reminder, and nobody gets the same mail twice.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from enum import StrEnum

from weerbaar.outreach.surveys.models import SurveyMail

Kind = SurveyMail.Kind
REMIND_AFTER_DAYS = (14, 28, 42)
"""On which day after the invitation each reminder goes out."""
DAYS_BETWEEN = 10
"""Between two mails to one organisation there are at least so many days, also when the worker stood still for a week."""
LAST_DAYS = 2
"""So many days before the end no reminder goes out any more: nobody can arrange an answer by then."""


class Reason(StrEnum):
    """Why an organisation gets no mail now."""

    ANSWERED = "answered"
    PAUSED = "paused"
    NO_ADDRESS = "no_address"
    NOT_YET = "not_yet"
    ALL_SENT = "all_sent"
    NOT_INVITED = "not_invited"
    INVITED = "invited"
    ENDS = "ends"
    ELSEWHERE = "elsewhere"


@dataclass(frozen=True, kw_only=True)
class Facts:
    """What decides about one organisation: what went to it and when, whether it answered, and whether we ask it anything.

    `asleep_since` is the day from which what it said no longer holds; None while it holds, or when it never answered.
    """

    invited_on: date | None
    mailed: Sequence[tuple[date, str, int]]
    answered_on: date | None
    is_paused: bool
    has_address: bool
    asleep_since: date | None = None


@dataclass(frozen=True)
class Due:
    """The mail that is due: its kind, and its number among those of that kind."""

    kind: SurveyMail.Kind
    number: int


def invitation(facts: Facts) -> Due | Reason:
    """Will say whether an invitation goes out now, or why not."""
    if facts.answered_on is not None:
        return Reason.ANSWERED
    if facts.invited_on is not None:
        return Reason.INVITED
    return _unless_silent(facts, Due(Kind.INVITATION, 1))


def reminder(facts: Facts, *, reminders: int, closes_on: date, on: date) -> Due | Reason:
    """Will say whether a reminder goes out on that day, or why not; `reminders` is how many may go in all."""
    if facts.answered_on is not None:
        return Reason.ANSWERED
    if facts.invited_on is None:
        return Reason.NOT_INVITED
    sent = sum(kind == Kind.REMINDER for _day, kind, _number in facts.mailed)
    if sent >= min(reminders, len(REMIND_AFTER_DAYS)):
        return Reason.ALL_SENT
    if on > closes_on - timedelta(days=LAST_DAYS):
        return Reason.ENDS
    if on < facts.invited_on + timedelta(days=REMIND_AFTER_DAYS[sent]) or _too_soon(facts, on):
        return Reason.NOT_YET
    return _unless_silent(facts, Due(Kind.REMINDER, sent + 1))


def again(facts: Facts, *, closes_on: date, on: date) -> Due | Reason:
    """Will say whether an organisation whose answer no longer holds is asked once more, or why not."""
    if facts.answered_on is None or facts.asleep_since is None or facts.asleep_since > on:
        return Reason.NOT_YET
    before = [day for day, kind, _number in facts.mailed if kind == Kind.AGAIN]
    if any(day >= max(facts.asleep_since, facts.answered_on) for day in before):
        return Reason.ALL_SENT
    if on > closes_on - timedelta(days=LAST_DAYS):
        return Reason.ENDS
    if _too_soon(facts, on):
        return Reason.NOT_YET
    return _unless_silent(facts, Due(Kind.AGAIN, len(before) + 1))


def _too_soon(facts: Facts, on: date) -> bool:
    last = max((day for day, _kind, _number in facts.mailed), default=None)
    return last is not None and on < last + timedelta(days=DAYS_BETWEEN)


def _unless_silent(facts: Facts, due: Due) -> Due | Reason:
    # A pause first, whatever else holds: nobody may learn from the list why somebody is left alone.
    if facts.is_paused:
        return Reason.PAUSED
    return due if facts.has_address else Reason.NO_ADDRESS
