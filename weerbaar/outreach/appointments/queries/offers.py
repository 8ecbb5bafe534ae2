"""Which times an organisation can pick: what the team proposed, and what we work out."""

from datetime import date, datetime, timedelta
from uuid import UUID

from django.conf import settings
from django.db.models import QuerySet

from weerbaar.outreach.appointments import rules
from weerbaar.outreach.appointments.models import Appointment, Proposal
from weerbaar.outreach.appointments.rules import Person, Slot
from weerbaar.outreach.campaign.models import Participation, StageKind
from weerbaar.team.network.models import Skill
from weerbaar.team.network.queries.free_time import Timetable, goes_then, timetables

SKILL = {StageKind.INTAKE_TALK: Skill.TALK, StageKind.SESSION: Skill.MODERATE, StageKind.TRAINING: Skill.TRAIN}


def subject_of(appointment_id: UUID) -> str:
    """Will return what the network calls going to this appointment."""
    return f"appointment:{appointment_id}"


def people(
    stage: StageKind,
    days: list[date],
    *,
    only: UUID | None = None,
    beyond: Appointment | None = None,
    on: date | None = None,
) -> list[Person]:
    """Will give who can be asked on these days, with what they have then. The appointment `beyond` is not in its own way.

    With `on` only those whose calendar we could read by then.
    """
    if not days:
        return []
    since, until = rules.starts_on(min(days))[0], rules.starts_on(max(days))[-1] + timedelta(hours=12)
    mine = subject_of(beyond.pk) if beyond else ""
    found = timetables(skill=SKILL[stage], since=since, until=until, only=only, beyond=mine, readable_on=on)
    return [_person(one) for one in found]


def free_slots(
    participation: Participation, stage: StageKind, *, on: date, beyond: Appointment | None = None
) -> list[Slot]:
    """Will give every time that fits, of everybody, from the first day that may be offered until the horizon."""
    place = participation.organisation.authority
    days = rules.days_to_offer(on, closed=settings.TOUR_RECESS)
    found = people(stage, days, beyond=beyond, on=on)
    minutes = rules.MINUTES[stage]
    return [slot for one in found for slot in rules.slots_of(one, place=place, minutes=minutes, days=days)]


def offers(
    participation: Participation, stage: StageKind, *, on: date, beyond: Appointment | None = None
) -> list[Slot]:
    """Will give the five times to show: what the team proposed and is still free first, then what differs most and costs least."""
    free = free_slots(participation, stage, on=on, beyond=beyond)
    by_key = {slot.key: slot for slot in free}
    proposed = [by_key[key] for one in proposals(participation, stage) if (key := key_of(one)) in by_key]
    proposed = proposed[: rules.OFFERED]
    days = {slot.starts_at.date() for slot in proposed}
    others = [slot for slot in free if slot.starts_at.date() not in days]
    return sorted([*proposed, *rules.chosen(others, count=rules.OFFERED - len(proposed))])


def proposals(participation: Participation, stage: StageKind) -> QuerySet[Proposal]:
    """Will give the times that the team proposed to an organisation, soonest first."""
    return (
        Proposal.objects.filter(participation=participation, stage=stage)
        .select_related("facilitator")
        .order_by("starts_at")
    )


def slot_named(
    key: str, participation: Participation, stage: StageKind, *, on: date, beyond: Appointment | None = None
) -> Slot | None:
    """Will give the time that a form named, when it can still be picked; None when it cannot, or never could."""
    named = rules.read_key(key)
    if named is None:
        return None
    whose, begin = named
    day = begin.astimezone(rules.AMSTERDAM).date()
    if begin not in rules.starts_on(day) or day not in rules.days_to_offer(on, closed=settings.TOUR_RECESS):
        return None
    return _fitting(whose, begin, participation, stage, beyond, on=on)


def slot_at(
    whose: UUID, begin: datetime, participation: Participation, stage: StageKind, *, beyond: Appointment | None = None
) -> Slot | None:
    """Will give any time of somebody at which nothing is in the way, whatever the day: for who agrees on it by phone.

    Also of whose calendar we cannot read: whoever agrees on it asked them.
    """
    return _fitting(whose, begin, participation, stage, beyond)


def fits(slot: Slot, appointment: Appointment, *, at: datetime) -> bool:
    """Whether an appointment can be at a time that somebody else thought of: to come, within a day, nothing in the way."""
    day = slot.starts_at.astimezone(rules.AMSTERDAM).date()
    if slot.starts_at <= at or slot.ends_at - slot.starts_at > rules.LONGEST:
        return False
    place, stage = appointment.participation.organisation.authority, StageKind(appointment.stage)
    there = people(stage, [day], only=slot.facilitator_id, beyond=appointment)
    return any(rules.fit(one, slot.span, place) is not None for one in there)


def _fitting(
    whose: UUID,
    begin: datetime,
    participation: Participation,
    stage: StageKind,
    beyond: Appointment | None,
    *,
    on: date | None = None,
) -> Slot | None:
    day = begin.astimezone(rules.AMSTERDAM).date()
    slot = Slot(begin, begin + timedelta(minutes=rules.MINUTES[stage]), whose)
    if goes_then(whose, slot.span, beyond=subject_of(beyond.pk) if beyond else ""):
        return None
    place = participation.organisation.authority
    fits = [rules.fit(one, slot.span, place) for one in people(stage, [day], only=whose, beyond=beyond, on=on)]
    return slot if fits and fits[0] is not None else None


def key_of(proposal: Proposal) -> str:
    """Will return how a form names a proposed time."""
    return Slot(proposal.starts_at, proposal.ends_at, proposal.facilitator_id).key


def _person(one: Timetable) -> Person:
    return Person(one.facilitator.pk, one.facilitator.home, one.hours, one.busy, one.visits)
