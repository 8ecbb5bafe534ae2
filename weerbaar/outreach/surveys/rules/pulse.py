"""The protocol pulse: whether an organisation's protocol and code are alive, asleep or not there, as time goes by.

What was alive falls asleep when it was not exercised for 24 months: then we ask again. Several people in one
organisation may see it differently; that difference is a finding and is not averaged away.
"""

from calendar import monthrange
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from enum import StrEnum
from typing import Any

from weerbaar.outreach.surveys import phrases

MONTHS_AWAKE = 24
_STATUS = {"used": "done", "fell_asleep": "soon", "asleep": "soon", "none": "late", "different": "busy"}


class State(StrEnum):
    """How it is with a protocol or a code of conduct."""

    @property
    def label(self) -> str:
        return phrases.STATES[self.value]

    @property
    def kind(self) -> str:
        """Which kind of status it is shown as."""
        return _STATUS.get(self.value, "new")

    NONE = "none"
    USED = "used"
    ASLEEP = "asleep"
    FELL_ASLEEP = "fell_asleep"
    DIFFERENT = "different"
    UNKNOWN = "unknown"


@dataclass(frozen=True)
class Said:
    """What one person answered, and on which day."""

    office: str
    on: date
    answers: Mapping[str, Any]


@dataclass(frozen=True)
class Pulse:
    """The state of an organisation on a day. `asleep_since` is the day from which a protocol counts as asleep."""

    protocol: State = State.UNKNOWN
    code_of_conduct: State = State.UNKNOWN
    exercised_on: date | None = None
    asleep_since: date | None = None

    @property
    def asks_again(self) -> bool:
        return self.protocol == State.FELL_ASLEEP


def pulse_of(said: Sequence[Said], *, on: date) -> Pulse:
    """Will say how it is on that day, from what everybody in one organisation last answered."""
    states = {one.answers["protocol"] for one in said if one.answers.get("protocol")}
    codes = {one.answers["code_of_conduct"] for one in said if one.answers.get("code_of_conduct")}
    exercised = max((day for one in said if (day := _day(one.answers.get("exercised_on")))), default=None)
    protocol, asleep_since = _only(states), None
    if protocol == State.USED:
        # Without an exercise it was alive on the day somebody said so.
        asleep_since = months_after(exercised or max(one.on for one in said), MONTHS_AWAKE)
        protocol = State.FELL_ASLEEP if on >= asleep_since else State.USED
    return Pulse(protocol, _only(codes), exercised, asleep_since)


def months_after(day: date, months: int) -> date:
    """Will return the same day so many months later; the last day of a shorter month."""
    year, month = divmod(day.year * 12 + day.month - 1 + months, 12)
    return date(year, month + 1, min(day.day, monthrange(year, month + 1)[1]))


def _only(states: set[str]) -> State:
    if not states:
        return State.UNKNOWN
    return State(states.pop()) if len(states) == 1 else State.DIFFERENT


def _day(text: Any) -> date | None:
    return date.fromisoformat(text) if isinstance(text, str) and text else None
