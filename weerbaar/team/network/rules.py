"""When somebody can go out, and why not. Predicates on facts, no database."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import UTC, datetime, time, timedelta
from zoneinfo import ZoneInfo

from django.db.models import TextChoices
from django.utils.translation import gettext_lazy as _

from weerbaar.team.network.travel import Place, travel_minutes

AMSTERDAM = ZoneInfo("Europe/Amsterdam")
EVENING = time(17, 0)
UNREAD_DAYS = 3
"""A calendar that was not read for longer says nothing of now: who keeps it is not offered by itself any more."""


class Obstacle(TextChoices):
    """Why somebody cannot go, for the page that explains it."""

    NOT_WORKING = "not_working", _("werkt dan niet")
    BUSY = "busy", _("heeft dan iets anders")
    ENGAGED = "engaged", _("gaat dan al voor ons op pad")
    TOO_FAR = "too_far", _("komt niet op tijd van de vorige of bij de volgende plek")


@dataclass(frozen=True)
class Span:
    """From one moment until another, both in UTC."""

    starts_at: datetime
    ends_at: datetime

    def overlaps(self, other: "Span") -> bool:
        """Whether there is a moment in both."""
        return self.starts_at < other.ends_at and other.starts_at < self.ends_at


@dataclass(frozen=True)
class Visit:
    """Being somewhere from one moment until another."""

    span: Span
    place: Place | None


@dataclass(frozen=True)
class Hours:
    """A part of one day of the week, by the clock of Amsterdam. Monday is 0."""

    weekday: int
    from_time: time
    until_time: time


def clash(wanted: Visit, others: Iterable[Visit]) -> Obstacle | None:
    """Will say why nobody can do both: at two places at once, or too little time to go from one to the other."""
    found = None
    for other in others:
        if wanted.span.overlaps(other.span):
            return Obstacle.ENGAGED
        way = timedelta(minutes=travel_minutes(wanted.place, other.place))
        if other.span.starts_at - way < wanted.span.ends_at and wanted.span.starts_at < other.span.ends_at + way:
            found = Obstacle.TOO_FAR
    return found


def works_then(hours: Iterable[Hours], span: Span) -> bool:
    """Whether the whole time falls within somebody's hours; who gave no hours can be asked at any time."""
    hours = list(hours)
    start, end = span.starts_at.astimezone(AMSTERDAM), span.ends_at.astimezone(AMSTERDAM)
    if not hours:
        return True
    if start.date() != end.date():
        return False
    reached = start.time()
    for part in sorted((one for one in hours if one.weekday == start.weekday()), key=lambda one: one.from_time):
        if part.from_time <= reached:
            reached = max(reached, part.until_time)
    return reached >= end.time() and any(
        part.weekday == start.weekday() and part.from_time <= start.time() < part.until_time for part in hours
    )


def is_evening(span: Span) -> bool:
    """Whether it takes somebody's evening."""
    return span.starts_at.astimezone(AMSTERDAM).time() >= EVENING or (
        span.ends_at.astimezone(AMSTERDAM).time() > time(18, 30)
    )


def spans_of(hours: Iterable[Hours], day: datetime) -> list[Span]:
    """Will return the working hours of the day that `day` lies in, as moments."""
    local = day.astimezone(AMSTERDAM)
    found = [
        Span(
            datetime.combine(local.date(), part.from_time, AMSTERDAM).astimezone(UTC),
            datetime.combine(local.date(), part.until_time, AMSTERDAM).astimezone(UTC),
        )
        for part in hours
        if part.weekday == local.weekday()
    ]
    return sorted(found, key=lambda span: span.starts_at)


def without(spans: Iterable[Span], taken: Iterable[Span]) -> list[Span]:
    """Will return what is left of `spans` when all that is `taken` goes off."""
    left = list(spans)
    for gone in taken:
        pieces = []
        for span in left:
            if not span.overlaps(gone):
                pieces.append(span)
                continue
            if span.starts_at < gone.starts_at:
                pieces.append(Span(span.starts_at, gone.starts_at))
            if gone.ends_at < span.ends_at:
                pieces.append(Span(gone.ends_at, span.ends_at))
        left = pieces
    return left
