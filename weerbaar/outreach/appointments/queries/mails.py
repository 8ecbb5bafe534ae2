"""What a mail about an appointment says, and the calendar file in it."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime

from django.conf import settings
from django.template.loader import render_to_string
from django.urls import reverse
from django.utils.dateformat import format as format_date
from django.utils.translation import gettext as _
from django.utils.translation import override

from weerbaar.foundation.calendars import invitations
from weerbaar.foundation.calendars.invitations import Guest
from weerbaar.foundation.gateways.mail import reply_address
from weerbaar.foundation.gateways.parts import Invitation, twin_of
from weerbaar.outreach.appointments.models import Appointment, Form, NoticeKind, Participant
from weerbaar.outreach.appointments.queries.appointments import invited
from weerbaar.outreach.appointments.queries.own_page import address_of_own_page
from weerbaar.outreach.appointments.rules import AMSTERDAM, last_day_to_change
from weerbaar.outreach.campaign.queries.links import opener_of
from weerbaar.team.network.models import Facilitator

_TEAM = "Overleg"
_SUBJECTS = {
    NoticeKind.INVITED: "Uitnodiging: %(what)s op %(when)s",
    NoticeKind.MOVED: "Veranderd: %(what)s op %(when)s",
    NoticeKind.CANCELLED: "Afgezegd: %(what)s op %(when)s",
    NoticeKind.WEEK: "Herinnering: %(what)s op %(when)s",
    NoticeKind.DAYS: "Herinnering: %(what)s op %(when)s",
}


@dataclass(frozen=True)
class Words:
    """A mail in words, and the calendar part where it brings one."""

    subject: str
    body: str
    html: str
    invitation: Invitation | None


def mail_for(kind: NoticeKind, appointment: Appointment, participant: Participant, *, at: datetime) -> Words:
    """Will write the mail of one kind to one participant, in Dutch. Whoever arranges it finds the way to do so, others their own page."""
    with override("nl"):
        facts = _facts(appointment) | {"kind": kind.value, "participant": participant}
        if arranges(appointment, participant):
            facts["page"] = address_of_page(appointment)
        else:
            facts["own_page"] = address_of_own_page(participant)
        subject = _SUBJECTS[kind] % {"what": facts["what"], "when": day_and_clock(appointment.starts_at)}
        body = render_to_string("appointments/mail.txt", facts).strip() + "\n"
    return Words(subject, body, twin_of(title=subject, body=body), _paper(kind, appointment, at))


def calendar_of(appointment: Appointment, *, at: datetime, withdrawn: bool = False) -> invitations.Paper:
    """Will write the calendar file of an appointment as it stands now."""
    write = invitations.as_withdrawal if withdrawn else invitations.as_request
    with override("nl"):
        return write(invitation_of(appointment, at=at))


def invitation_of(appointment: Appointment, *, at: datetime) -> invitations.Invitation:
    """Will return what a calendar is told: neutral words, because others look into it too."""
    guests = tuple(
        Guest(email=one.email, name=one.name, standing=one.standing)  # type: ignore[arg-type] # the values are those of the RFC
        for one in invited(appointment)
    )
    facts = _facts(appointment)
    return invitations.Invitation(
        uid=appointment.uid, sequence=appointment.sequence, stamp=at,
        starts_at=appointment.starts_at, ends_at=appointment.ends_at,
        summary=_("Gesprek met het ondersteuningsteam"),
        place=str(facts["where"]),
        description=_("Met %(name)s. Vragen? Bel %(number)s.")
        % {"name": appointment.facilitator.name, "number": settings.TOUR_NUMBER},
        organiser=Guest(email=reply_address(), name=_TEAM), guests=guests,
    )  # fmt: skip


def facts_for_who_goes(appointment: Appointment) -> dict[str, object]:
    """Will return what the mail to whoever goes tells: with whom it is, and who comes."""
    facts = _facts(appointment)
    title = f"{facts['what']}, {facts['organisation']}"
    return facts | {"people": invited(appointment), "title": title}


def invitation_for_who_goes(
    appointment: Appointment, facilitator: Facilitator, facts: Mapping[str, object], *, at: datetime
) -> tuple[invitations.Invitation, Guest]:
    """Will return the same appointment for the calendar of whoever goes: it says where to, and names no other guest."""
    guest, title = Guest(email=facilitator.email, name=facilitator.name), str(facts["title"])
    theirs = invitations.Invitation(
        uid=appointment.uid, sequence=appointment.sequence, stamp=at,
        starts_at=appointment.starts_at, ends_at=appointment.ends_at,
        summary=title[:1].upper() + title[1:], place=str(facts["where"]),
        organiser=Guest(email=reply_address(), name=_TEAM), guests=(guest,),
    )  # fmt: skip
    return theirs, guest


def address_of_page(appointment: Appointment) -> str:
    """Will return the address of the personal page through which it was arranged; empty when that was by phone."""
    if appointment.link is None:
        return ""
    return str(settings.SITE_URL) + reverse("personal_page", args=[opener_of(appointment.link).token])


def where_of(appointment: Appointment) -> str:
    """Will say where people meet, in one line."""
    if appointment.form == Form.VIDEO:
        return appointment.video_link or str(_("per video; de link krijgt u per mail"))
    return appointment.place or appointment.participation.organisation.authority.full_name


def day_and_clock(moment: datetime) -> str:
    """Will say a moment as people say it, with the weekday: "donderdag 26 oktober 2023, 13.30 uur"."""
    shown = format_date(moment.astimezone(AMSTERDAM), "l j F Y, H.i")
    return str(_("%(moment)s uur") % {"moment": shown})


def _facts(appointment: Appointment) -> dict[str, object]:
    local_end = appointment.ends_at.astimezone(AMSTERDAM)
    return {
        "appointment": appointment,
        "what": appointment.get_stage_display(),
        "organisation": appointment.participation.organisation.authority.full_name,
        "when": day_and_clock(appointment.starts_at),
        "until": format_date(local_end, "H.i"),
        "where": where_of(appointment),
        "number": settings.TOUR_NUMBER,
        "last_day": last_day_to_change(appointment.starts_at),
    }


def arranges(appointment: Appointment, participant: Participant) -> bool:
    """Whether somebody picked the time by the link: then the way to move and cancel is in their mails, and in no others."""
    return participant.arranges_from is not None and appointment.link is not None


def _paper(kind: NoticeKind, appointment: Appointment, at: datetime) -> Invitation | None:
    if kind in {NoticeKind.WEEK, NoticeKind.DAYS}:
        return None
    paper = calendar_of(appointment, at=at, withdrawn=kind == NoticeKind.CANCELLED)
    return Invitation(content=paper.content.decode(), method=paper.method, name=invitations.FILE_NAME)
