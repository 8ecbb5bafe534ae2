"""What an organisation asks by its page, and what a person of the team decides."""

from datetime import date, datetime

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext

from weerbaar.foundation.accounts.models import Account
from weerbaar.foundation.audit.actions import record
from weerbaar.outreach.appointments.actions.booking import Guest, SlotTaken, move
from weerbaar.outreach.appointments.actions.people import invite, tell_it_stays
from weerbaar.outreach.appointments.models import Appointment, Question, State
from weerbaar.outreach.appointments.queries import offers
from weerbaar.outreach.appointments.rules import Slot
from weerbaar.outreach.campaign.actions.answers import note_answer
from weerbaar.outreach.campaign.actions.links import note_opened
from weerbaar.outreach.campaign.actions.stages import Step, move_stage
from weerbaar.outreach.campaign.actions.story import tell
from weerbaar.outreach.campaign.models import HolderChange, Moment, PersonalLink, StageKind, StageState
from weerbaar.outreach.campaign.rules import moves_from


@transaction.atomic
def name_days(*, link: PersonalLink, text: str, at: datetime) -> Question:
    """Will ask the team for other times than those offered; who writes again replaces what was written before."""
    participation = link.participation
    asked, _ = Question.objects.update_or_create(
        key=f"days:{participation.pk}:{link.pk}",
        defaults={
            "participation": participation, "kind": Question.Kind.OTHER_DAYS, "text": text,
            "contact": link.handed_to, "asked_at": at, "settled_at": None, "settled_by": None,
        },
    )  # fmt: skip
    _step(link, Step(target=StageState.WANTED, on=timezone.localdate(at)), at)
    _answered(link, gettext("Geen van de tijden past; andere dagen genoemd."), "appointment.other_days", at)
    return asked


@transaction.atomic
def not_now(*, link: PersonalLink, until: date | None, reason: str, at: datetime) -> None:
    """Will write down that an organisation does not want it: until a day, or for this round."""
    target = StageState.LATER if until else StageState.DECLINED
    _step(link, Step(target=target, on=timezone.localdate(at), later_until=until), at)
    text = gettext("Nu niet.") if until else gettext("Wil geen voorgesprek.")
    _answered(link, f"{text} {reason}".strip(), f"appointment.{target}", at)


@transaction.atomic
def settle(*, question: Question, at: datetime, by: Account) -> None:
    """Will note that somebody dealt with it; who does so again changes nothing.

    Whoever proposed another time hears that it stays as it is, in their calendar too.
    """
    refused = Question.objects.select_related("appointment", "participant").get(pk=question.pk)
    if not _close(refused, at, by) or refused.kind != Question.Kind.COUNTER:
        return
    if (
        refused.participant is not None
        and refused.appointment is not None
        and refused.appointment.state == State.BOOKED
    ):
        tell_it_stays(refused.participant, refused.appointment, at=at)


def _close(question: Question, at: datetime, by: Account) -> bool:
    if not Question.objects.filter(pk=question.pk, settled_at=None).update(settled_at=at, settled_by=by):
        return False
    _record("appointment.settled", question, by, at)
    return True


@transaction.atomic
def accept(*, question: Question, at: datetime, by: Account) -> None:
    """Will do what is asked: move to the time that was proposed, or invite who answered uninvited or took over an office.

    A time that passed, or at which whoever goes cannot, is not given, however it was proposed. Raises `SlotTaken` or `NotOpen`; the question stays then.
    """
    locked = Question.objects.select_for_update().get(pk=question.pk)
    appointment = locked.appointment
    if locked.settled_at is not None or appointment is None:
        return
    if locked.kind == Question.Kind.COUNTER and locked.starts_at and locked.ends_at:
        slot = Slot(locked.starts_at, locked.ends_at, appointment.facilitator_id)
        if not offers.fits(slot, appointment, at=at):
            raise SlotTaken
        move(appointment=appointment, slot=slot, at=at, by=by)
    elif locked.kind == Question.Kind.NEWCOMER and locked.participant:
        guest = Guest(email=locked.participant.email, name=locked.participant.name)
        invite(appointment=appointment, guests=[guest], at=at, by=by)
    elif locked.kind == Question.Kind.SUCCESSOR and locked.contact and locked.contact.email:
        guest = Guest(email=locked.contact.email, name=str(locked.contact), contact=locked.contact)
        invite(appointment=appointment, guests=[guest], at=at, by=by)
    _close(locked, at, by)


def ask_about_successor(change: HolderChange, _by: Account, at: datetime) -> None:
    """Will ask whether to invite who took over an office, for each appointment that its former holder was to come to.

    Registered with campaign.succession: called when a person confirmed the change. Nobody is invited by itself, and who
    left is not told off: they may come along to introduce the new one.
    """
    if change.successor is None:
        return
    open_ones = Appointment.objects.filter(
        state=State.BOOKED, starts_at__gt=at, participation__organisation=change.organisation_id
    )
    for appointment in open_ones.filter(participants__contact=change.former).distinct():
        Question.objects.get_or_create(
            key=f"successor:{appointment.pk}:{change.successor_id}",
            defaults={
                "participation": appointment.participation, "appointment": appointment, "contact": change.successor,
                "kind": Question.Kind.SUCCESSOR, "text": change.get_office_display(), "asked_at": at,
            },
        )  # fmt: skip


def _step(link: PersonalLink, step: Step, at: datetime) -> None:
    stage = link.participation.stages.get(kind=StageKind.INTAKE_TALK)
    if step.target in {move.target for move in moves_from(stage.state)}:
        move_stage(stage=stage, step=step, at=at, by=None)


def _answered(link: PersonalLink, text: str, act: str, at: datetime) -> None:
    note_answer(participation=link.participation, on=timezone.localdate(at))
    note_opened(link=link, on=timezone.localdate(at))
    tell(participation=link.participation, kind=Moment.Kind.ANSWER, text=text, at=at, contact=link.handed_to)
    record(bearer="organisation", role="organisation", action=act, subject=f"link:{link.pk}", at=at)


def _record(action: str, question: Question, by: Account, at: datetime) -> None:
    record(bearer=by.bearer, role=by.main_role, action=action, subject=f"question:{question.pk}", at=at)
