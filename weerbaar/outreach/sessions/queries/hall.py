"""What is in the hall: programme, materials, numbers, names and promises."""

from dataclasses import dataclass
from datetime import datetime, timedelta

from weerbaar.outreach.sessions.catalogue import Suggestion, suggest
from weerbaar.outreach.sessions.models import (
    DayContact,
    Gathering,
    Group,
    Guest,
    HeadCount,
    Material,
    ProgrammeItem,
    RoomPromise,
)


@dataclass(frozen=True)
class Timed:
    """A part of the programme, and when it begins and ends; no moments while there is no date."""

    item: ProgrammeItem
    starts_at: datetime | None
    ends_at: datetime | None


def programme_of(gathering: Gathering) -> list[Timed]:
    """Will give the programme with its times."""
    timed, clock = [], gathering.starts_at
    for item in ProgrammeItem.objects.filter(gathering=gathering):
        end = clock + timedelta(minutes=item.minutes) if clock else None
        timed.append(Timed(item, clock, end))
        clock = end
    return timed


def minutes_of(gathering: Gathering) -> int:
    """Will give the time that there is: from beginning to end when that is known, or else what was asked for."""
    if gathering.starts_at is None or gathering.ends_at is None:
        return gathering.minutes
    return int((gathering.ends_at - gathering.starts_at).total_seconds()) // 60


def suggested_for(gathering: Gathering) -> list[Suggestion]:
    """Will give a programme that follows the wishes and fits in the time."""
    return suggest(kind=gathering.kind, wishes=gathering.wishes, minutes=minutes_of(gathering))


def materials_of(gathering: Gathering) -> list[Material]:
    """Will give what has to be there, what is not arranged yet first."""
    found = Material.objects.filter(gathering=gathering).select_related("done_by")
    return sorted(found, key=lambda one: (one.done_at is not None, one.side, one.name))


def numbers_of(gathering: Gathering) -> list[HeadCount]:
    """Will give every group with how many are expected and were there, in one order."""
    there = {one.group: one for one in HeadCount.objects.filter(gathering=gathering)}
    return [there.get(group, HeadCount(gathering=gathering, group=group)) for group in Group.values]


def guests_of(gathering: Gathering) -> list[Guest]:
    """Will give the participants by name, where names are wished."""
    return list(Guest.objects.filter(gathering=gathering))


def day_contact_of(gathering: Gathering) -> DayContact | None:
    """Will give whom to call on the day; None when nobody is known, or no longer."""
    return DayContact.objects.filter(gathering=gathering).first()


def promises_of(gathering: Gathering) -> list[RoomPromise]:
    """Will give what was promised there, by both sides."""
    related = RoomPromise.objects.filter(gathering=gathering).select_related(
        "promise__participation__organisation__authority"
    )
    return list(related.order_by("promise__due_on", "promise__made_at"))
