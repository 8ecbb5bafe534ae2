"""How long it takes from one thing to the next. Pure: days in, figures out."""

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from datetime import date
from enum import StrEnum
from math import ceil
from statistics import median

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

YARDSTICK_DAYS = 150
"""What one traced letter took before there was a system: sent at the end of May, talked about at the end of October."""


@dataclass(frozen=True)
class Days:
    """The days that matter of one organisation in one round; None is not yet, or never written down."""

    province: str
    letter: date | None = None
    answer: date | None = None
    talk: date | None = None
    session: date | None = None
    training: date | None = None


class Leg(StrEnum):
    """A way from one thing to the next."""

    LETTER_TO_ANSWER = "letter_to_answer"
    LETTER_TO_TALK = "letter_to_talk"
    ANSWER_TO_TALK = "answer_to_talk"
    TALK_TO_SESSION = "talk_to_session"
    SESSION_TO_TRAINING = "session_to_training"


LEGS: dict[Leg, tuple[Promise, Callable[[Days], date | None], Callable[[Days], date | None]]] = {
    Leg.LETTER_TO_ANSWER: (_("brief → antwoord"), lambda days: days.letter, lambda days: days.answer),
    Leg.ANSWER_TO_TALK: (_("antwoord → voorgesprek"), lambda days: days.answer, lambda days: days.talk),
    Leg.LETTER_TO_TALK: (_("brief → voorgesprek"), lambda days: days.letter, lambda days: days.talk),
    Leg.TALK_TO_SESSION: (_("voorgesprek → bijeenkomst"), lambda days: days.talk, lambda days: days.session),
    Leg.SESSION_TO_TRAINING: (_("bijeenkomst → training"), lambda days: days.session, lambda days: days.training),
}


@dataclass(frozen=True)
class LeadTime:
    """How long one leg took. `count` went it whole; `waiting` are at its beginning and not yet at its end.

    `median` and `p90` are in days, and None when nobody went it whole: nothing is made up.
    """

    leg: Leg
    words: Promise
    count: int
    waiting: int
    median: float | None
    p90: int | None


def lead_times(everybody: Iterable[Days]) -> list[LeadTime]:
    """Will measure every leg. What ended on a day before it began was entered wrongly or did without; it is left out."""
    known = list(everybody)
    return [_measure(leg, known) for leg in LEGS]


def durations(leg: Leg, everybody: Iterable[Days], *, on: date) -> list[tuple[int, bool]]:
    """Will give, for each that began the leg, how many days it took and that it ended, or how long it waits by that day."""
    _words, begin, end = LEGS[leg]
    found = []
    for days in everybody:
        begun, ended = begin(days), end(days)
        if begun is None or begun > on:
            continue
        if ended is None or ended > on:
            found.append(((on - begun).days, False))
        elif ended >= begun:
            found.append(((ended - begun).days, True))
    return found


def _measure(leg: Leg, known: Sequence[Days]) -> LeadTime:
    words, begin, end = LEGS[leg]
    pairs = [(begin(days), end(days)) for days in known]
    took = sorted((ended - begun).days for begun, ended in pairs if begun and ended and ended >= begun)
    waiting = sum(1 for begun, ended in pairs if begun and ended is None)
    return LeadTime(leg, words, len(took), waiting, float(median(took)) if took else None, percentile(took, 0.9))


def percentile(ordered: Sequence[int], part: float) -> int | None:
    """Will return the smallest value that at least this part of them does not exceed (nearest rank)."""
    return ordered[max(0, ceil(part * len(ordered)) - 1)] if ordered else None
