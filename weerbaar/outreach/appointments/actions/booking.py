"""Picking a time, moving it, changing the place, and cancelling.

Who picks first has it. The facilitator's row is locked while it is decided, and behind that the database takes each
quarter of an hour of somebody once: of a thousand at once one gets it, and the others hear so at once.
"""

import uuid
from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import datetime

from django.conf import settings
from django.db import IntegrityError, transaction
from django.utils import timezone
from django.utils.translation import gettext, override

from weerbaar.foundation.accounts.models import Account
from weerbaar.foundation.audit.actions import record
from weerbaar.outreach.appointments import rules
from weerbaar.outreach.appointments.actions import notices
from weerbaar.outreach.appointments.actions.going import tell_of_booking_later, tell_who_goes
from weerbaar.outreach.appointments.models import (
    Appointment,
    Claim,
    Form,
    NoticeKind,
    Participant,
    Proposal,
    Question,
    Side,
    Standing,
    State,
)
from weerbaar.outreach.appointments.queries.mails import day_and_clock
from weerbaar.outreach.appointments.queries.offers import SKILL, subject_of
from weerbaar.outreach.appointments.rules import Slot
from weerbaar.outreach.campaign.actions.answers import note_answer
from weerbaar.outreach.campaign.actions.links import note_opened
from weerbaar.outreach.campaign.actions.stages import Step, give_back, take_along
from weerbaar.outreach.campaign.actions.story import tell
from weerbaar.outreach.campaign.models import Contact, Moment, Participation, PersonalLink, StageKind, StageState
from weerbaar.public.authorities.models import Authority
from weerbaar.team.network.actions.engagements import AlreadyEngaged, engage, release
from weerbaar.team.network.models import Facilitator
from weerbaar.team.network.queries.facilitators import facilitator_by


class SlotTaken(Exception):
    """Somebody else has this time, or it is too close to another visit by now."""


class AlreadyBooked(Exception):
    """The organisation has an appointment for this stage: it is moved, not made twice."""


class AlreadyHeld(Exception):
    """It was held in this round: there is nothing left to plan."""


class NotOpen(Exception):
    """The appointment was cancelled or held meanwhile: nothing about it changes any more."""


class TooLate(Exception):
    """It is too soon for an organisation to change by itself: they call."""


@dataclass(frozen=True, kw_only=True)
class Where:
    """How and where people meet."""

    form: Form = Form.VISIT
    place: str = ""
    video_link: str = ""


@dataclass(frozen=True, kw_only=True)
class Guest:
    """Somebody to invite."""

    email: str
    name: str = ""
    contact: Contact | None = None


def book(
    *,
    participation: Participation,
    stage: StageKind,
    slot: Slot,
    where: Where,
    guests: Sequence[Guest],
    at: datetime,
    by: Account | None = None,
    link: PersonalLink | None = None,
) -> Appointment:
    """Will give a time to an organisation, invite everybody and whoever goes, and plan the stage; the first guest is who arranges it.

    Raises `SlotTaken`, `AlreadyBooked` and `AlreadyHeld`; nothing is written then.
    """
    facilitator = _facilitator(slot, at)
    try:
        with transaction.atomic():
            made = _made(participation, stage, facilitator, slot, where, at=at, by=by, link=link)
            for place, guest in enumerate(_once(guests)):
                Participant.objects.create(
                    appointment=made, email=guest.email, name=guest.name, contact=guest.contact, added_at=at,
                    arranges_from=None if place else at,
                )  # fmt: skip
            tell_of_booking_later(made)
            _plan(made, at=at, by=by)
            _settle_wish(participation, at=at, by=by)
            _written(made, "appointment.booked", gettext("Afgesproken: %(what)s op %(when)s."), at=at, by=by)
    except (AlreadyEngaged, IntegrityError) as refused:
        if _has_one(participation, stage):
            raise AlreadyBooked from refused
        raise SlotTaken from refused
    return made


def _made(
    participation: Participation, stage: StageKind, facilitator: Facilitator, slot: Slot, where: Where, *,
    at: datetime, by: Account | None, link: PersonalLink | None,
) -> Appointment:  # fmt: skip
    key = uuid.uuid4()
    body = participation.organisation.authority
    _engage(facilitator, key=key, stage=stage, slot=slot, where=where, body=body, at=at)
    if participation.stages.filter(kind=stage, state=StageState.HELD).exists():
        raise AlreadyHeld
    if _has_one(participation, stage):
        raise IntegrityError  # under the lock: of two people of one organisation the second hears that it is done
    made = Appointment.objects.create(
        id=key, participation=participation, stage=stage, facilitator=facilitator,
        starts_at=slot.starts_at, ends_at=slot.ends_at, form=where.form, place=where.place, video_link=where.video_link,
        uid=f"{key}@{_own_domain()}", changed_at=at, link=link, booked_at=at, booked_by=by,
    )  # fmt: skip
    _claim(made, slot)
    return made


def move(
    *, appointment: Appointment, slot: Slot, at: datetime, by: Account | None = None, where: Where | None = None
) -> Appointment:
    """Will move an appointment to another time, or to another person at any time: the same one in every calendar.

    Raises `SlotTaken`, `NotOpen`, and `TooLate` when an organisation does it by itself too close to the day.
    """
    try:
        with transaction.atomic():
            moved = _open(appointment, at=at, by=by)
            place = where or _where(moved)
            if _is_there(moved, slot, place):
                return moved
            facilitator = _facilitator(slot, at)
            former = moved.facilitator
            if facilitator.pk != former.pk:
                release(subject=subject_of(moved.pk))
            body = moved.participation.organisation.authority
            _engage(facilitator, key=moved.pk, stage=moved.stage, slot=slot, where=place, body=body, at=at)
            Claim.objects.filter(appointment=moved).delete()
            moved.facilitator, moved.starts_at, moved.ends_at = facilitator, slot.starts_at, slot.ends_at
            moved.form, moved.place, moved.video_link = place.form, place.place, place.video_link
            _claim(moved, slot)
            _changed(moved, at=at, by=by)
            tell_who_goes(NoticeKind.MOVED, moved, at=at, former=former)
            _plan(moved, at=at, by=by)
            _written(moved, "appointment.moved", gettext("Verzet: %(what)s naar %(when)s."), at=at, by=by)
    except (AlreadyEngaged, IntegrityError) as refused:
        raise SlotTaken from refused
    return moved


@transaction.atomic
def change_place(*, appointment: Appointment, where: Where, at: datetime, by: Account | None = None) -> Appointment:
    """Will change how or where people meet; raises `NotOpen`, `TooLate`, or `SlotTaken` when travelling leaves no time.

    The link of a video talk is of the team: an organisation that stays with video keeps it.
    """
    changed = _open(appointment, at=at, by=by)
    slot = Slot(changed.starts_at, changed.ends_at, changed.facilitator_id)
    if by is None and where.form == changed.form == Form.VIDEO:
        where = replace(where, video_link=changed.video_link)
    if _is_there(changed, slot, where):
        return changed
    try:
        body = changed.participation.organisation.authority
        _engage(changed.facilitator, key=changed.pk, stage=changed.stage, slot=slot, where=where, body=body, at=at)
    except AlreadyEngaged as refused:
        raise SlotTaken from refused
    changed.form, changed.place, changed.video_link = where.form, where.place, where.video_link
    _changed(changed, at=at, by=by, keeps_answers=True)
    tell_who_goes(NoticeKind.MOVED, changed, at=at)
    _written(changed, "appointment.place_changed", gettext("Andere plek voor %(what)s op %(when)s."), at=at, by=by)
    return changed


@transaction.atomic
def cancel(*, appointment: Appointment, reason: str, at: datetime, by: Account | None = None) -> Appointment:
    """Will cancel for everybody and give the time free again; the organisation still wants it until it says otherwise.

    Of two appointments after a merger the other one goes on, and is what is planned.

    Raises `NotOpen`, and `TooLate` when an organisation does it by itself too close to the day.
    """
    gone = _open(appointment, at=at, by=by)
    gone.state, gone.cancelled_at, gone.cancel_reason = State.CANCELLED, at, reason
    gone.cancelled_side = Side.TEAM if by else Side.ORGANISATION
    gone.sequence, gone.changed_at = gone.sequence + 1, at
    gone.save()
    Claim.objects.filter(appointment=gone).delete()
    release(subject=subject_of(gone.pk))
    notices.tell_everybody(NoticeKind.CANCELLED, gone, at=at)
    tell_who_goes(NoticeKind.CANCELLED, gone, at=at)
    _go_on_after(gone, at=at, by=by)
    Question.objects.filter(appointment=gone, settled_at=None).update(settled_at=at, settled_by=by)
    _written(gone, "appointment.cancelled", gettext("Afgezegd: %(what)s op %(when)s."), at=at, by=by)
    return gone


@transaction.atomic
def mark_held(*, appointment: Appointment, held_at: datetime, source: str, at: datetime, by: Account) -> Appointment:
    """Will note when it really was, and who says so; what was confirmed stays beside it.

    Raises `NotOpen`, and campaign's `NoMoment` for a day that is still to come.
    """
    held = _open(appointment, at=at, by=by)
    held.state, held.held_starts_at, held.held_source, held.held_noted_at = State.HELD, held_at, source, at
    held.save()
    Question.objects.filter(appointment=held, settled_at=None).update(settled_at=at, settled_by=by)
    step = Step(target=StageState.HELD, on=timezone.localdate(held_at), planned_for=held.starts_at)
    _step(held, step, at=at, by=by)
    _written(held, "appointment.held", gettext("Gehouden: %(what)s, afgesproken voor %(when)s."), at=at, by=by)
    return held


@transaction.atomic
def take_held_back(*, appointment: Appointment, at: datetime, by: Account) -> Appointment:
    """Will put right that it was said to be held: it stands as it was agreed, and the stage with it.

    Raises `NotOpen` when it was not, and `AlreadyBooked` when another one was agreed since.
    """
    locked = Appointment.objects.select_for_update(of=("self",)).select_related("participation", "link")
    back = locked.get(pk=appointment.pk)
    if back.state != State.HELD:
        raise NotOpen
    if _has_one(back.participation, StageKind(back.stage)):
        raise AlreadyBooked
    back.state, back.held_starts_at, back.held_source, back.held_noted_at = State.BOOKED, None, "", None
    back.save()
    stage = back.participation.stages.get(kind=back.stage)
    give_back(stage=stage, origin=subject_of(back.pk), at=at, by=by)
    _written(back, "appointment.not_held", gettext("Toch niet gehouden: %(what)s van %(when)s."), at=at, by=by)
    return back


@transaction.atomic
def propose(
    *, participation: Participation, stage: StageKind, slots: Sequence[Slot], at: datetime, by: Account
) -> None:
    """Will put these times first on the page of an organisation, in the place of what was proposed before."""
    Proposal.objects.filter(participation=participation, stage=stage).delete()
    Proposal.objects.bulk_create(
        Proposal(
            participation=participation, stage=stage, facilitator_id=slot.facilitator_id,
            starts_at=slot.starts_at, ends_at=slot.ends_at, proposed_at=at, proposed_by=by,
        )
        for slot in slots
    )  # fmt: skip
    record(
        bearer=by.bearer, role=by.main_role, action="appointment.proposed", subject=f"participation:{participation.pk}",
        detail={"times": len(slots)}, at=at,
    )  # fmt: skip


def _open(appointment: Appointment, *, at: datetime, by: Account | None) -> Appointment:
    found = Appointment.objects.select_for_update(of=("self",)).select_related(
        "participation__organisation__authority", "facilitator__home", "link"
    )
    locked = found.get(pk=appointment.pk)
    if locked.state != State.BOOKED:
        raise NotOpen
    if by is None and not rules.may_change_oneself(locked.starts_at, timezone.localdate(at)):
        raise TooLate
    return locked


def _is_there(appointment: Appointment, slot: Slot, where: Where) -> bool:
    """Whether it is so already: who sends a form twice makes no second change, and nobody is mailed for it."""
    now = Slot(appointment.starts_at, appointment.ends_at, appointment.facilitator_id)
    return now == slot and _where(appointment) == where


def _where(appointment: Appointment) -> Where:
    return Where(form=Form(appointment.form), place=appointment.place, video_link=appointment.video_link)


def _facilitator(slot: Slot, at: datetime) -> Facilitator:
    found = facilitator_by(slot.facilitator_id)
    if found is None or slot.starts_at <= at:
        raise SlotTaken
    return found


def _engage(
    facilitator: Facilitator, *, key: uuid.UUID, stage: str, slot: Slot, where: Where, body: Authority, at: datetime
) -> None:
    """A talk by video is held from home: what comes before and behind it is travelled to from there."""
    place = facilitator.home if where.form == Form.VIDEO else body
    engage(
        facilitator=facilitator, skill=SKILL[StageKind(stage)], subject=subject_of(key),
        starts_at=slot.starts_at, ends_at=slot.ends_at, place=place, at=at,
    )  # fmt: skip


def _claim(appointment: Appointment, slot: Slot) -> None:
    Claim.objects.bulk_create(
        Claim(appointment=appointment, facilitator_id=slot.facilitator_id, quarter=quarter)
        for quarter in rules.quarters(slot.span)
    )


def _changed(appointment: Appointment, *, at: datetime, by: Account | None, keeps_answers: bool = False) -> None:
    """One higher in every calendar, and everybody is asked again: who could come then may not now."""
    appointment.sequence, appointment.changed_at = appointment.sequence + 1, at
    appointment.save()
    if not keeps_answers:
        again = {"standing": Standing.WAITING, "answered_at": None, "answered_sequence": None, "answered_stamp": None}
        Participant.objects.filter(appointment=appointment, pending=False).update(**again)
    over = [Question.Kind.COUNTER, Question.Kind.WHO_GOES]
    Question.objects.filter(appointment=appointment, kind__in=over, settled_at=None).update(
        settled_at=at, settled_by=by
    )
    notices.tell_everybody(NoticeKind.MOVED, appointment, at=at)


def _plan(appointment: Appointment, *, at: datetime, by: Account | None) -> None:
    step = Step(target=StageState.PLANNED, on=timezone.localdate(at), planned_for=appointment.starts_at)
    _step(appointment, step, at=at, by=by)
    note_answer(participation=appointment.participation, on=timezone.localdate(at))


def _step(appointment: Appointment, step: Step, *, at: datetime, by: Account | None) -> None:
    """The stage goes along, also where a colleague moved it by hand meanwhile."""
    stage = appointment.participation.stages.get(kind=appointment.stage)
    take_along(stage=stage, step=step, origin=subject_of(appointment.pk), at=at, by=by)


def _go_on_after(gone: Appointment, *, at: datetime, by: Account | None) -> None:
    others = Appointment.objects.filter(participation=gone.participation, stage=gone.stage, state=State.BOOKED)
    rest = list(others.order_by("is_beside", "starts_at", "id")[:1])
    if not rest:
        _step(gone, Step(target=StageState.WANTED, on=timezone.localdate(at)), at=at, by=by)
        return
    others.filter(pk=rest[0].pk).update(is_beside=False)
    Question.objects.filter(appointment=rest[0], kind=Question.Kind.MERGED, settled_at=None).update(
        settled_at=at, settled_by=by
    )
    _plan(rest[0], at=at, by=by)


def _settle_wish(participation: Participation, *, at: datetime, by: Account | None) -> None:
    wish = Question.objects.filter(participation=participation, kind=Question.Kind.OTHER_DAYS, settled_at=None)
    wish.update(settled_at=at, settled_by=by)


def _has_one(participation: Participation, stage: StageKind) -> bool:
    return Appointment.objects.filter(participation=participation, stage=stage, state=State.BOOKED).exists()


def _once(guests: Sequence[Guest]) -> list[Guest]:
    """Each address once, as it came first: who picks a time and names themselves again among the others stays the first."""
    once: dict[str, Guest] = {}
    for guest in guests:
        once.setdefault(guest.email.lower(), guest)
    return list(once.values())


def _own_domain() -> str:
    return str(settings.DEFAULT_FROM_EMAIL).rpartition("@")[2].rstrip(">")


def _written(appointment: Appointment, act: str, text: str, *, at: datetime, by: Account | None) -> None:
    """The story says what and when, and names nobody: it can be asked for by anyone."""
    with override("nl"):
        words = text % {"what": appointment.get_stage_display(), "when": day_and_clock(appointment.starts_at)}
    tell(participation=appointment.participation, kind=Moment.Kind.APPOINTMENT, text=words, at=at, by=by)
    if by is None and appointment.link is not None:
        note_opened(link=appointment.link, on=timezone.localdate(at))
    bearer, role = (by.bearer, by.main_role) if by else ("organisation", "organisation")
    record(bearer=bearer, role=role, action=act, subject=f"appointment:{appointment.pk}", at=at)
