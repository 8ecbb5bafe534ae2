"""Whoever goes hears of it too: the same appointment, under the same UID, in their own calendar; and they can say no."""

from datetime import datetime
from uuid import UUID

from django.db import transaction
from django.template.loader import render_to_string
from django.utils.translation import gettext, override

from weerbaar.foundation.calendars import invitations
from weerbaar.foundation.calendars.answers import COUNTER
from weerbaar.foundation.calendars.mailed import Mailed
from weerbaar.foundation.gateways.parts import Invitation, twin_of
from weerbaar.foundation.jobs.dispatch import enqueue
from weerbaar.foundation.jobs.mail import enqueue_mail
from weerbaar.outreach.appointments.actions import notices
from weerbaar.outreach.appointments.actions.notices import tag_of
from weerbaar.outreach.appointments.models import Appointment, NoticeKind, Participant, Question, Standing, State
from weerbaar.outreach.appointments.queries.mails import facts_for_who_goes, invitation_for_who_goes
from weerbaar.team.network.models import Facilitator

LATER = "weerbaar.outreach.appointments.tasks.tell_of_booking"


def tell_of_booking_later(appointment: Appointment) -> None:
    """Will have everybody told of a time that was picked. Not here: whoever picks waits behind the lock for all before them."""
    enqueue(LATER, str(appointment.pk))


@transaction.atomic
def tell_of_booking(appointment_id: UUID) -> None:
    """Will mail who is invited and whoever goes, unless it was changed or cancelled before: what told them of that says all."""
    as_picked = Appointment.objects.select_for_update(of=("self",)).filter(sequence=0, state=State.BOOKED)
    found = as_picked.select_related("facilitator", "link", "participation__organisation__authority")
    for appointment in found.filter(pk=appointment_id):
        notices.tell_everybody(NoticeKind.INVITED, appointment, at=appointment.booked_at)
        tell_who_goes(NoticeKind.INVITED, appointment, at=appointment.booked_at)


def tell_who_goes(
    kind: NoticeKind, appointment: Appointment, *, at: datetime, former: Facilitator | None = None
) -> None:
    """Will mail whoever goes, inside the caller's transaction. Was it `former` until now, then that is who need not go."""
    if former is not None and former.pk != appointment.facilitator_id:
        _mail("released", appointment, former, at)
        kind = NoticeKind.INVITED
    _mail(kind.value, appointment, appointment.facilitator, at)


def tell_who_comes(appointment: Appointment, last: Participant) -> None:
    """Will mail whoever goes who was invited besides, `last` of all, inside the caller's transaction; their calendar names nobody."""
    who_goes = appointment.facilitator
    with override("nl"):
        facts = facts_for_who_goes(appointment) | {"kind": "joined", "name": who_goes.name}
        subject = _subject("joined") % {"what": facts["title"], "when": facts["when"]}
        body = render_to_string("appointments/mail_who_goes.txt", facts).strip() + "\n"
    enqueue_mail(
        to=who_goes.email, subject=subject, body=body, html=twin_of(title=subject, body=body),
        reply_tag=tag_of(appointment), name=f"erbij.{appointment.pk.hex}.{last.pk.hex}",
    )  # fmt: skip


def take_answer(appointment: Appointment, *, said: Mailed, at: datetime) -> bool:
    """Will ask the team for somebody else when whoever goes says that they cannot, or would rather at another time.

    An answer to an older invitation says nothing about this one; the same answer again asks nothing new.
    """
    comes = said.standing == Standing.ACCEPTED and said.answer.method != COUNTER
    if comes or said.answer.sequence < appointment.sequence:
        return False
    _, is_new = Question.objects.get_or_create(
        key=f"who_goes:{appointment.pk}:{appointment.facilitator_id}:{appointment.sequence}",
        defaults={
            "participation": appointment.participation, "appointment": appointment, "kind": Question.Kind.WHO_GOES,
            "text": appointment.facilitator.name, "asked_at": at,
        },
    )  # fmt: skip
    return is_new


def _mail(kind: str, appointment: Appointment, to: Facilitator, at: datetime) -> None:
    with override("nl"):
        facts = facts_for_who_goes(appointment) | {"kind": kind, "name": to.name}
        subject = _subject(kind) % {"what": facts["title"], "when": facts["when"]}
        body = render_to_string("appointments/mail_who_goes.txt", facts).strip() + "\n"
        invitation, guest = invitation_for_who_goes(appointment, to, facts, at=at)
    if kind == NoticeKind.CANCELLED:
        paper = invitations.as_withdrawal(invitation)
    elif kind == "released":
        paper = invitations.withdrawal_for(invitation, guest)
    else:
        paper = invitations.as_request(invitation)
    part = Invitation(content=paper.content.decode(), method=paper.method, name=invitations.FILE_NAME)
    enqueue_mail(
        to=to.email, subject=subject, body=body, html=twin_of(title=subject, body=body), invitation=part,
        reply_tag=tag_of(appointment), name=f"op-pad.{appointment.pk.hex}.{to.pk.hex}.{kind}.{appointment.sequence}",
    )  # fmt: skip


def _subject(kind: str) -> str:
    return {
        "invited": gettext("Op pad: %(what)s op %(when)s"),
        "moved": gettext("Veranderd: %(what)s op %(when)s"),
        "joined": gettext("Er komt iemand bij: %(what)s op %(when)s"),
        "cancelled": gettext("Gaat niet door: %(what)s op %(when)s"),
        "released": gettext("U hoeft niet: %(what)s op %(when)s"),
    }[kind]
