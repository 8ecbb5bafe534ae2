"""Invented people who lead talks, a link to an organisation, and an appointment."""

from datetime import UTC, datetime, time

from tests.factories.tour import LEUDAL, participation_of
from weerbaar.outreach.appointments.actions import notices
from weerbaar.outreach.appointments.actions.booking import Guest, Where, book
from weerbaar.outreach.appointments.models import Appointment, NoticeKind
from weerbaar.outreach.appointments.queries import offers
from weerbaar.outreach.appointments.rules import Slot
from weerbaar.outreach.campaign.actions.links import link_for
from weerbaar.outreach.campaign.models import Office, PersonalLink, StageKind
from weerbaar.outreach.campaign.queries.links import opener_of
from weerbaar.public.authorities.models import Authority
from weerbaar.team.network.actions.facilitators import add_facilitator, set_hours
from weerbaar.team.network.models import Facilitator, Skill
from weerbaar.team.network.rules import Hours

NOW = datetime(2026, 10, 1, 8, 0, tzinfo=UTC)  # a Thursday; summer time ends on the 25th
TALK = StageKind.INTAKE_TALK
CLERK = Guest(email="griffie@gemeente.invalid", name="G. Voorbeeld")
WEEK = [Hours(weekday, time(7, 0), time(19, 0)) for weekday in range(5)]


def make_talker(name: str = "Tom Tournee", *, home: str = LEUDAL, hours: list[Hours] = WEEK) -> Facilitator:
    """Will make somebody who leads talks on working days, and lives in the municipality with that code."""
    email = f"{name.split(maxsplit=1)[0].lower()}@overleg.invalid"
    body = Authority.objects.get(pk=home)
    made = add_facilitator(name=name, email=email, skills=[Skill.TALK], home=body, at=NOW, by=None)
    set_hours(facilitator=made, hours=hours, at=NOW, by=None)
    return made


def make_link(code: str = LEUDAL, *, office: Office = Office.CLERK, at: datetime = NOW) -> PersonalLink:
    """Will give out the link for an appointment of an organisation."""
    purpose = PersonalLink.Purpose.APPOINTMENT
    made = link_for(participation=participation_of(code), purpose=purpose, office=office, at=at)
    return PersonalLink.objects.select_related("participation__organisation__authority", "participation__round").get(
        pk=made.pk
    )


def token_of(link: PersonalLink) -> str:
    return opener_of(link).token


def first_slot(link: PersonalLink, *, at: datetime = NOW) -> Slot:
    return offers.offers(link.participation, TALK, on=at.date())[0]


def make_appointment(
    link: PersonalLink, *, at: datetime = NOW, slot: Slot | None = None, guests=(CLERK,), **facts
) -> Appointment:
    """Will pick a time behind a link, the first that is offered unless another is named, and tell the organisation of it."""
    made = book(
        participation=link.participation, stage=TALK, slot=slot or first_slot(link, at=at), where=Where(),
        guests=guests, at=at, link=link, **facts,
    )  # fmt: skip
    notices.tell_everybody(NoticeKind.INVITED, made, at=at)
    return made
