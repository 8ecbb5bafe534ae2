"""Which times somebody can be offered, and until when one changes them oneself. Pure: facts in, times out, no database."""

from collections.abc import Callable, Collection, Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from datetime import UTC, date, datetime, time, timedelta
from uuid import UUID
from zoneinfo import ZoneInfo

from weerbaar.outreach.campaign.days import after_working_days, before_working_days, is_working_day
from weerbaar.outreach.campaign.models import StageKind
from weerbaar.team.network.rules import Hours, Span, Visit, works_then
from weerbaar.team.network.travel import Place, travel_minutes

AMSTERDAM = ZoneInfo("Europe/Amsterdam")
QUARTER, STEP = timedelta(minutes=15), timedelta(minutes=30)
MINUTES = {StageKind.INTAKE_TALK: 60, StageKind.SESSION: 150, StageKind.TRAINING: 180}
"""How long each kind of visit takes."""
LONGEST = timedelta(hours=8)
"""No visit takes longer, whatever somebody proposes."""
FIRST_START, LAST_START = time(9, 0), time(16, 30)
"""When a visit may begin: the office hours of town halls."""
NOTICE_WORKING_DAYS = 3
"""Between today and the first day that is offered."""
HORIZON_DAYS = 70
OWN_CHANGES_UNTIL = 2
"""Working days before a visit until which an organisation moves or cancels by itself; then it calls."""
OFFERED = 5
NOON = time(12, 0)


@dataclass(frozen=True, order=True)
class Slot:
    """A time of somebody that can be picked. `price` is what it adds to the travel of that day, in minutes."""

    starts_at: datetime
    ends_at: datetime
    facilitator_id: UUID
    price: int = field(default=0, compare=False)

    @property
    def span(self) -> Span:
        """From when until when."""
        return Span(self.starts_at, self.ends_at)

    @property
    def key(self) -> str:
        """How a form names it."""
        return f"{self.facilitator_id.hex}-{int(self.starts_at.timestamp())}"


@dataclass(frozen=True)
class Person:
    """What is known of somebody who goes out: where home is, the weekly hours, what is taken, and which visits there are."""

    id: UUID
    home: Place | None
    hours: Sequence[Hours]
    busy: Sequence[Span]
    visits: Sequence[Visit]


def read_key(text: str) -> tuple[UUID, datetime] | None:
    """Will return whose time a form named, and its begin; None for what is no such name."""
    whose, _dash, when = text.partition("-")
    try:
        return UUID(hex=whose), datetime.fromtimestamp(int(when), tz=UTC)
    except (ValueError, OverflowError, OSError):
        return None


def quarters(span: Span) -> list[datetime]:
    """Will return the quarters of an hour that a stretch of time touches, each by its begin."""
    begin = datetime.fromtimestamp(span.starts_at.timestamp() // 900 * 900, tz=UTC)
    found = []
    while begin < span.ends_at:
        found.append(begin)
        begin += QUARTER
    return found


def first_day(today: date) -> date:
    """Will return the first day that may be offered."""
    return after_working_days(today, NOTICE_WORKING_DAYS)


def last_day_to_change(starts_at: datetime) -> date:
    """Will return the last day on which an organisation moves or cancels by itself."""
    return before_working_days(starts_at.astimezone(AMSTERDAM).date(), OWN_CHANGES_UNTIL)


def may_change_oneself(starts_at: datetime, on: date) -> bool:
    """Whether an organisation can still move or cancel by itself on that day."""
    return on <= last_day_to_change(starts_at)


def days_to_offer(today: date, *, closed: Collection[tuple[date, date]] = ()) -> list[date]:
    """Will return the days on which visits may be, without weekends, public holidays and the stretches that are `closed`."""
    begin = first_day(today)
    days = (begin + timedelta(days=number) for number in range(HORIZON_DAYS))
    return [day for day in days if is_working_day(day) and not any(first <= day <= last for first, last in closed)]


def fit(person: Person, span: Span, place: Place | None) -> int | None:
    """Will return how many minutes of travel a visit would add to that day of somebody; None when it does not fit.

    From home or the visit before, and to the visit after or home again: the whole way lies within the working hours, is
    not in anything that is taken, and never shortens another visit.
    """
    before, after = _neighbours(person, span)
    there = travel_minutes(before.place if before else person.home, place)
    back = travel_minutes(place, after.place if after else person.home)
    whole = Span(span.starts_at - timedelta(minutes=there), span.ends_at + timedelta(minutes=back))
    if any(whole.overlaps(taken) for taken in person.busy) or any(whole.overlaps(one.span) for one in person.visits):
        return None
    if not works_then(person.hours, whole):
        return None
    straight = travel_minutes(before.place if before else person.home, after.place if after else person.home)
    return there + back - (straight if before or after else 0)


def slots_of(person: Person, *, place: Place | None, minutes: int, days: Iterable[date]) -> Iterator[Slot]:
    """Will give each time that fits on these days, half hour by half hour; nothing for who gave no hours."""
    weekdays = {part.weekday for part in person.hours}
    for day in days:
        if day.weekday() in weekdays:
            for begin in starts_on(day):
                span = Span(begin, begin + timedelta(minutes=minutes))
                price = fit(person, span, place)
                if price is not None:
                    yield Slot(span.starts_at, span.ends_at, person.id, price)


def starts_on(day: date) -> list[datetime]:
    """Will return the moments of a day at which a visit may begin, in UTC."""
    begin = datetime.combine(day, FIRST_START, AMSTERDAM).astimezone(UTC)
    last = datetime.combine(day, LAST_START, AMSTERDAM).astimezone(UTC)
    return [begin + STEP * number for number in range((last - begin) // STEP + 1)]


def chosen(slots: Iterable[Slot], *, count: int = OFFERED) -> list[Slot]:
    """Will pick few that differ: other days, other weekdays and parts of the day first, then the least extra travel."""
    left = list(slots)
    picked: list[Slot] = []
    while left and len(picked) < count:
        worth = _worth_beside(picked)
        best = min(left, key=worth)
        picked.append(best)
        left = [slot for slot in left if _day(slot) != _day(best)]
    return sorted(picked)


def _worth_beside(picked: Sequence[Slot]) -> Callable[[Slot], tuple[int, int, int, datetime, UUID]]:
    weekdays = [_day(slot).weekday() for slot in picked]
    parts = [_is_morning(slot) for slot in picked]

    def worth(slot: Slot) -> tuple[int, int, int, datetime, UUID]:
        same = weekdays.count(_day(slot).weekday())
        return same, parts.count(_is_morning(slot)), slot.price, slot.starts_at, slot.facilitator_id

    return worth


def _neighbours(person: Person, span: Span) -> tuple[Visit | None, Visit | None]:
    """The last visit before and the first after, on the same day in Amsterdam."""
    day = span.starts_at.astimezone(AMSTERDAM).date()
    same = [one for one in person.visits if one.span.starts_at.astimezone(AMSTERDAM).date() == day]
    before = [one for one in same if one.span.ends_at <= span.starts_at]
    after = [one for one in same if one.span.starts_at >= span.ends_at]
    return (
        max(before, key=lambda one: one.span.ends_at, default=None),
        min(after, key=lambda one: one.span.starts_at, default=None),
    )


def _day(slot: Slot) -> date:
    return slot.starts_at.astimezone(AMSTERDAM).date()


def _is_morning(slot: Slot) -> bool:
    return slot.starts_at.astimezone(AMSTERDAM).time() < NOON
