"""What comes back by mail: who comes, who proposes another time, who was not invited, and what could not be delivered.

Handled twice it changes nothing the second time. Nothing is believed of somebody who does not know the UID, and that has
122 random bits: only who got an invitation, or got it forwarded, can answer it.
"""

import re
from datetime import datetime
from email import message_from_bytes, policy
from email.message import EmailMessage

from django.core.exceptions import ValidationError
from django.core.validators import validate_email

from weerbaar.foundation.audit.actions import record
from weerbaar.foundation.calendars import mailed
from weerbaar.foundation.calendars.answers import COUNTER, Answer, Before, is_news
from weerbaar.foundation.calendars.mailed import Mailed
from weerbaar.outreach.appointments.actions.going import take_answer
from weerbaar.outreach.appointments.models import Appointment, Notice, Participant, Question, State
from weerbaar.outreach.appointments.queries.appointments import appointment_with, notice_named

MOST_BYTES = 5_000_000
MOST_PENDING = 10
_OUR_NAME = re.compile(r"<(afspraak\.[0-9a-f]{32}\.[a-z]+\.[0-9]+)@")


def receive(content: bytes, at: datetime) -> bool:
    """Will take in what a mail says about an appointment, and return whether it was about one of ours.

    Registered with jobs.arrivals, and run in a transaction of its own mail.
    """
    message = message_from_bytes(content[:MOST_BYTES], policy=policy.default)
    answer = mailed.answer_in(message)
    if answer is not None:
        appointment = appointment_with(answer.uid)
        return appointment is not None and _take_answer(appointment, mailed.who_says(answer, message), at)
    notice = _returned(message)
    return notice is not None and _take_returned(notice, at)


def _take_answer(appointment: Appointment, said: Mailed | None, at: datetime) -> bool:
    locked = Appointment.objects.select_for_update().get(pk=appointment.pk)
    if said is None or locked.state != State.BOOKED:
        return True  # about ours, and nothing changes: nobody in it, or it is over
    changed = take_answer(locked, said=said, at=at) if _is_who_goes(locked, said) else _of_a_guest(locked, said, at)
    if changed:
        record(
            bearer="organisation", role="organisation", action="appointment.answered",
            subject=f"appointment:{locked.pk}", detail={"sequence": said.answer.sequence}, at=at,
        )  # fmt: skip
    return True


def _is_who_goes(appointment: Appointment, said: Mailed) -> bool:
    invited = appointment.participants.filter(email__iexact=said.email).exists()
    return said.email == appointment.facilitator.email.lower() and not invited


def _of_a_guest(appointment: Appointment, said: Mailed, at: datetime) -> bool:
    participant = _participant(appointment, said, at)
    if participant is None:
        return False
    changed = _note(participant, said, appointment.sequence, at)
    if said.answer.method == COUNTER:
        changed = _ask_about_time(appointment, participant, said.answer, at) or changed
    return changed


def _participant(appointment: Appointment, said: Mailed, at: datetime) -> Participant | None:
    """Who that is among the invited; somebody else is kept as pending and asked about, ten at most."""
    found = appointment.participants.filter(email__iexact=said.email).first()
    if found is not None:
        return found
    try:
        validate_email(said.email)
    except ValidationError:
        return None
    if appointment.participants.filter(pending=True).count() >= MOST_PENDING:
        return None
    facts = {"email": said.email, "name": said.name, "added_at": at}
    added = Participant.objects.create(appointment=appointment, pending=True, **facts)
    Question.objects.create(
        participation=appointment.participation, appointment=appointment, participant=added,
        kind=Question.Kind.NEWCOMER, key=f"newcomer:{added.pk}", asked_at=at,
    )  # fmt: skip
    return added


def _note(participant: Participant, said: Mailed, current: int, at: datetime) -> bool:
    """An answer to an older invitation says nothing about this one; the same answer again changes nothing."""
    before = Before(
        standing=participant.standing, sequence=participant.answered_sequence,
        stamp=participant.answered_stamp, at=participant.answered_at,
    )  # fmt: skip
    if not is_news(said.answer, said.standing, current=current, before=before):
        return False
    facts = {"standing": said.standing, "answered_at": at, "answered_stamp": said.answer.stamp}
    answered = min(said.answer.sequence, current)
    Participant.objects.filter(pk=participant.pk).update(answered_sequence=answered, **facts)
    return True


def _ask_about_time(appointment: Appointment, participant: Participant, answer: Answer, at: datetime) -> bool:
    begin, end = answer.starts_at, answer.ends_at
    if begin is None or end is None or begin >= end:
        begin = end = None
    when = begin.isoformat() if begin else "-"
    _, is_new = Question.objects.get_or_create(
        key=f"counter:{participant.pk}:{answer.sequence}:{when}",
        defaults={
            "participation": appointment.participation, "appointment": appointment, "participant": participant,
            "kind": Question.Kind.COUNTER, "text": answer.comment, "starts_at": begin, "ends_at": end, "asked_at": at,
        },
    )  # fmt: skip
    return is_new


def _returned(message: EmailMessage) -> Notice | None:
    """The mail of ours that a report of non-delivery is about (RFC 3464): its Message-ID stands in what comes back."""
    if message.get_content_type() != "multipart/report" or "delivery-status" not in str(
        message.get("Content-Type", "")
    ):
        return None
    status = next((part for part in message.walk() if part.get_content_type() == "message/delivery-status"), None)
    if status is None or not re.search(r"(?mi)^Action:\s*failed", str(status)):
        return None
    found = _OUR_NAME.search(message.as_string()[:200_000])
    return notice_named(found[1]) if found else None


def _take_returned(notice: Notice, at: datetime) -> bool:
    participant = notice.participant
    appointment = participant.appointment
    if Participant.objects.filter(pk=participant.pk, returned_at=None).update(returned_at=at):
        Question.objects.get_or_create(
            key=f"returned:{participant.pk}",
            defaults={
                "participation": appointment.participation, "appointment": appointment, "participant": participant,
                "kind": Question.Kind.RETURNED, "asked_at": at,
            },
        )  # fmt: skip
    return True
