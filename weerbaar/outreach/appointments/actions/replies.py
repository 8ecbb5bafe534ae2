"""What comes back by mail: who comes, who proposes another time, who was not invited, and what could not be delivered.

Handled twice it changes nothing the second time. Nothing is believed of somebody who does not know the UID, and that has
122 random bits: only who got an invitation, or got it forwarded, can answer it.
"""

import re
from datetime import datetime
from email import message_from_bytes, policy
from email.message import EmailMessage
from email.utils import parseaddr

from django.core.exceptions import ValidationError
from django.core.validators import validate_email

from weerbaar.foundation.audit.actions import record
from weerbaar.foundation.calendars.answers import COUNTER, Answer, NotAnAnswer, read_answer
from weerbaar.outreach.appointments.models import Appointment, Notice, Participant, Question, State
from weerbaar.outreach.appointments.queries.appointments import appointment_with, notice_named

MOST_BYTES = 5_000_000
MOST_PENDING = 10
_MOST_PARTS = 50
_OUR_NAME = re.compile(r"<(afspraak\.[0-9a-f]{32}\.[a-z]+\.[0-9]+)@")


def receive(content: bytes, at: datetime) -> bool:
    """Will take in what a mail says about an appointment, and return whether it was about one of ours.

    Registered with jobs.arrivals, and run in a transaction of its own mail.
    """
    message = message_from_bytes(content[:MOST_BYTES], policy=policy.default)
    answer = _answer_in(message)
    if answer is not None:
        appointment = appointment_with(answer.uid)
        return appointment is not None and _take_answer(appointment, answer, message, at)
    notice = _returned(message)
    return notice is not None and _take_returned(notice, at)


def _answer_in(message: EmailMessage) -> Answer | None:
    for number, part in enumerate(message.walk()):
        if number > _MOST_PARTS:
            break
        name = (part.get_filename() or "").lower()
        if part.get_content_type() in {"text/calendar", "application/ics"} or name.endswith(".ics"):
            content = part.get_payload(decode=True)
            try:
                return read_answer(content if isinstance(content, bytes) else b"")
            except NotAnAnswer:
                continue
    return None


def _take_answer(appointment: Appointment, answer: Answer, message: EmailMessage, at: datetime) -> bool:
    locked = Appointment.objects.select_for_update().get(pk=appointment.pk)
    name, sender = parseaddr(str(message.get("From", "")))
    who = _who(answer, sender.lower())
    if who is None or locked.state != State.BOOKED:
        return True  # about ours, and nothing changes: nobody in it, or it is over
    email, standing = who
    participant = _participant(locked, email, name, sender.lower(), at)
    if participant is None:
        return True
    changed = _note(participant, standing, answer.sequence, locked.sequence, at)
    if answer.method == COUNTER:
        changed = _ask_about_time(locked, participant, answer, at) or changed
    if changed:
        record(
            bearer="organisation", role="organisation", action="appointment.answered",
            subject=f"appointment:{locked.pk}", detail={"sequence": answer.sequence}, at=at,
        )  # fmt: skip
    return True


def _who(answer: Answer, sender: str) -> tuple[str, str] | None:
    """Whose answer it is: of several in a counter, the one who sends it."""
    said = dict(answer.standings)
    if sender in said:
        return sender, said[sender]
    if len(said) == 1:
        return next(iter(said.items()))
    return (sender, "TENTATIVE") if answer.method == COUNTER and sender else None


def _participant(appointment: Appointment, email: str, name: str, sender: str, at: datetime) -> Participant | None:
    """Who that is among the invited; somebody else is kept as pending and asked about, ten at most.

    An address of another domain does not answer for somebody who is invited: it is its own newcomer.
    """
    if email.rpartition("@")[2] != sender.rpartition("@")[2]:
        email = sender
    found = appointment.participants.filter(email__iexact=email).first()
    if found is not None:
        return found
    try:
        validate_email(email)
    except ValidationError:
        return None
    if appointment.participants.filter(pending=True).count() >= MOST_PENDING:
        return None
    plain = "".join(sign if sign.isprintable() else " " for sign in name)[:120].strip()
    added = Participant.objects.create(appointment=appointment, email=email, name=plain, pending=True, added_at=at)
    Question.objects.create(
        participation=appointment.participation, appointment=appointment, participant=added,
        kind=Question.Kind.NEWCOMER, key=f"newcomer:{added.pk}", asked_at=at,
    )  # fmt: skip
    return added


def _note(participant: Participant, standing: str, answered: int, current: int, at: datetime) -> bool:
    """An answer to an older invitation says nothing about this one; the same answer again changes nothing."""
    if answered < current or (participant.standing, participant.answered_sequence) == (standing, answered):
        return False
    facts = {"standing": standing, "answered_sequence": min(answered, current), "answered_at": at}
    Participant.objects.filter(pk=participant.pk).update(**facts)
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
