"""Who comes: inviting more people, letting somebody go, and taking in who answered without being asked."""

from collections.abc import Sequence
from datetime import datetime

from django.conf import settings
from django.db import transaction
from django.utils.translation import gettext, override

from weerbaar.foundation.accounts.models import Account
from weerbaar.foundation.audit.actions import record
from weerbaar.foundation.calendars import invitations
from weerbaar.foundation.gateways.parts import Invitation
from weerbaar.outreach.appointments.actions import notices
from weerbaar.outreach.appointments.actions.booking import Guest, NotOpen
from weerbaar.outreach.appointments.actions.going import tell_who_comes
from weerbaar.outreach.appointments.models import Appointment, NoticeKind, Participant, Question, Standing, State
from weerbaar.outreach.appointments.queries.mails import day_and_clock, invitation_of

MOST_PEOPLE = 30


class TooMany(Exception):
    """A talk with more than thirty people is no talk."""


class LastOne(Exception):
    """Somebody has to come."""


@transaction.atomic
def invite(*, appointment: Appointment, guests: Sequence[Guest], at: datetime, by: Account | None = None) -> int:
    """Will invite more people and return how many are new; who waited for a yes of ours is invited now. Whoever goes hears it.

    Raises `NotOpen`, and `TooMany` beyond thirty.
    """
    locked = _open(appointment)
    known = {one.email.lower(): one for one in locked.participants.all()}
    new = {guest.email.lower(): guest for guest in guests}
    if len(known.keys() | new.keys()) > MOST_PEOPLE:
        raise TooMany
    added = []
    for email, guest in new.items():
        there = known.get(email)
        if there is None:
            facts = {"name": guest.name, "contact": guest.contact, "added_at": at}
            added.append(Participant.objects.create(appointment=locked, email=guest.email, **facts))
        elif there.pending:
            Participant.objects.filter(pk=there.pk).update(pending=False)
            added.append(there)
    for one in added:
        notices.tell(NoticeKind.INVITED, Appointment.objects.get(pk=locked.pk), one, at=at)
    if added and (by is None or locked.facilitator.account_id != by.pk):
        tell_who_comes(locked, added[-1])
    Question.objects.filter(participant__in=added, settled_at=None).update(settled_at=at, settled_by=by)
    _record("appointment.invited", locked, by, at, len(added))
    return len(added)


@transaction.atomic
def let_go(*, participant: Participant, at: datetime, by: Account | None = None) -> None:
    """Will tell somebody that they need not come; who was never invited is only forgotten. Raises `NotOpen`, `LastOne`."""
    appointment = _open(participant.appointment)
    if not participant.pending:
        if not appointment.participants.filter(pending=False).exclude(pk=participant.pk).exists():
            raise LastOne
        _withdraw(appointment, participant, at)
    participant.delete()
    _record("appointment.let_go", appointment, by, at, 1)


def _withdraw(appointment: Appointment, participant: Participant, at: datetime) -> None:
    with override("nl"):
        guest = invitations.Guest(email=participant.email, name=participant.name)
        paper = invitations.withdrawal_for(invitation_of(appointment, at=at), guest)
        subject = gettext("U hoeft niet te komen")
        body = gettext(
            "Goedendag,\n\nU hoeft niet bij onze afspraak te zijn. Die gaat wel door.\n\nhet ondersteuningsteam\n"
        )
    invitation = Invitation(content=paper.content.decode(), method=paper.method, name=invitations.FILE_NAME)
    notices.send_paper(participant, appointment, subject=subject, body=body, paper=invitation)


@transaction.atomic
def say(*, participant: Participant, comes: bool, at: datetime) -> None:
    """Will note on the word of somebody who is invited whether they come. Said once more it changes nothing; raises `NotOpen`."""
    appointment = _open(participant.appointment)
    found = Participant.objects.select_for_update().filter(pk=participant.pk, pending=False).first()
    standing = Standing.ACCEPTED if comes else Standing.DECLINED
    if found is None or (found.standing, found.answered_sequence) == (standing, appointment.sequence):
        return
    found.standing, found.answered_sequence, found.answered_at, found.answered_stamp = (
        standing, appointment.sequence, at, at,
    )  # fmt: skip
    found.save(update_fields=["standing", "answered_sequence", "answered_at", "answered_stamp"])
    _record("appointment.answered", appointment, None, at, 1)


def tell_it_stays(participant: Participant, appointment: Appointment, *, at: datetime) -> None:
    """Will mail whoever proposed another time that it stays as it is, inside the caller's transaction."""
    with override("nl"):
        guest = invitations.Guest(email=participant.email, name=participant.name)
        paper = invitations.refusal_for(invitation_of(appointment, at=at), guest)
        subject = gettext("De tijd blijft zoals hij was")
        body = gettext(
            "Goedendag,\n\nU stelde een andere tijd voor. Dat lukt helaas niet. De afspraak blijft op %(when)s.\n\n"
            "Kunt u dan niet? Bel %(number)s, dan zoeken we samen een tijd.\n\nMet vriendelijke groet,\n"
            "het ondersteuningsteam\n"
        ) % {"when": day_and_clock(appointment.starts_at), "number": settings.TOUR_NUMBER}
    part = Invitation(content=paper.content.decode(), method=paper.method, name=invitations.FILE_NAME)
    notices.send_paper(participant, appointment, subject=subject, body=body, paper=part)


def _open(appointment: Appointment) -> Appointment:
    locked = Appointment.objects.select_for_update().get(pk=appointment.pk)
    if locked.state != State.BOOKED:
        raise NotOpen
    return locked


def _record(action: str, appointment: Appointment, by: Account | None, at: datetime, count: int) -> None:
    bearer, role = (by.bearer, by.main_role) if by else ("organisation", "organisation")
    record(
        bearer=bearer,
        role=role,
        action=action,
        subject=f"appointment:{appointment.pk}",
        detail={"people": count},
        at=at,
    )
