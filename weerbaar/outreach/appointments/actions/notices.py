"""Mail about an appointment: each kind once to each person for each change, whoever asks for it twice."""

import json
from datetime import datetime

from weerbaar.foundation.gateways.parts import Invitation, twin_of
from weerbaar.foundation.jobs.mail import enqueue_mail
from weerbaar.foundation.vault import application_box, tokens
from weerbaar.outreach.appointments.models import Appointment, Notice, NoticeKind, Participant
from weerbaar.outreach.appointments.queries.appointments import invited, names_before
from weerbaar.outreach.appointments.queries.mails import arranges, mail_for
from weerbaar.outreach.appointments.queries.own_page import context_of
from weerbaar.outreach.campaign.actions.last_looks import look_at

LAST_LOOK = "appointments"
"""The name under which this room looks once more at a mail that waited (`jobs.last_looks`)."""
_TAG = "afspraak-"


def tag_of(appointment: Appointment) -> str:
    """Will return the tag that answers come back under: with the 122 random bits of the row's id."""
    return f"{_TAG}{appointment.pk.hex}"


def tell_everybody(kind: NoticeKind, appointment: Appointment, *, at: datetime) -> None:
    """Will mail everybody who is invited, inside the caller's transaction; who got this mail already gets it no more."""
    for one in invited(appointment):
        tell(kind, appointment, one, at=at)


def tell(kind: NoticeKind, appointment: Appointment, participant: Participant, *, at: datetime) -> bool:
    """Will mail one person, inside the caller's transaction; False when this mail was sent before.

    The mail is in the queue when, and only when, the note of it is kept.
    """
    name = f"afspraak.{participant.pk.hex}.{kind}.{appointment.sequence}"
    thread = names_before(participant)
    _, is_new = Notice.objects.get_or_create(
        participant=participant, kind=kind, sequence=appointment.sequence, defaults={"name": name, "sent_at": at}
    )
    if is_new:
        if not arranges(appointment, participant):
            _give_link(participant)
        words = mail_for(kind, appointment, participant, at=at)
        enqueue_mail(
            to=participant.email, subject=words.subject, body=words.body, html=words.html,
            invitation=words.invitation, reply_tag=tag_of(appointment), name=name, thread=thread,
            last_look=(LAST_LOOK, str(participant.pk)),
        )  # fmt: skip
    return is_new


def still_invited(key: str, _to: str, _at: datetime) -> bool:
    """Will say whether somebody is still invited: who was let go or forgotten meanwhile gets no mail that waited."""
    return Participant.objects.filter(pk=key).exists()


def _give_link(participant: Participant) -> None:
    """Whoever does not arrange it has a page of their own, under one link for all their mails."""
    if participant.token_digest is not None:
        return
    token = tokens.new_token()
    participant.token_digest = tokens.digest_of_token(token)
    participant.words = application_box.seal(json.dumps({"token": token}), context=context_of(participant.pk))
    participant.save(update_fields=["token_digest", "words"])


def send_paper(to: Participant, appointment: Appointment, *, subject: str, body: str, paper: Invitation | None) -> None:
    """Will mail one person something that is said once, such as that they need not come."""
    enqueue_mail(
        to=to.email, subject=subject, body=body, html=twin_of(title=subject, body=body), invitation=paper,
        reply_tag=tag_of(appointment), thread=names_before(to), last_look=look_at(to.contact, subject=subject),
    )  # fmt: skip
