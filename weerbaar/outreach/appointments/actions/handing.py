"""Somebody else arranges it: they get a link of their own, and whoever handed it on keeps seeing how it goes."""

from dataclasses import dataclass
from datetime import datetime

from django.conf import settings
from django.db import transaction
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext, override

from weerbaar.foundation.accounts.models import Account
from weerbaar.foundation.gateways.parts import twin_of
from weerbaar.foundation.jobs.mail import enqueue_mail
from weerbaar.outreach.campaign.actions.answers import note_answer
from weerbaar.outreach.campaign.actions.contacts import ContactFacts, add_contact
from weerbaar.outreach.campaign.actions.last_looks import look_at
from weerbaar.outreach.campaign.actions.links import hand_on, note_opened
from weerbaar.outreach.campaign.actions.participations import set_arranger
from weerbaar.outreach.campaign.actions.story import tell
from weerbaar.outreach.campaign.models import Contact, Moment, Office, PersonalLink
from weerbaar.outreach.campaign.queries.contacts import contacts_on
from weerbaar.outreach.campaign.queries.links import opener_of

MOST_HANDS = 8


class TooManyHands(Exception):
    """Handed on eight times: somebody calls."""


@dataclass(frozen=True, kw_only=True)
class Successor:
    """Who arranges it from now on, as whoever hands it on tells it."""

    name: str
    email: str
    office: Office
    function: str = ""


@transaction.atomic
def hand_over(*, link: PersonalLink, to: Successor, at: datetime, by: Account | None = None) -> PersonalLink:
    """Will give the arranging to somebody else and mail them their own link; the old link goes on working.

    Handed to the same person once more it changes nothing.

    Raises `TooManyHands`.
    """
    if _hands_before(link) >= MOST_HANDS:
        raise TooManyHands
    contact = _contact(link, to, at)
    before = link.handed_on.filter(handed_to=contact, revoked_at=None).first()
    if before is not None:
        return before
    handed = hand_on(link=link, to=contact, at=at, by=by)
    set_arranger(participation=link.participation, contact=contact, at=at, by=by)
    note_answer(participation=link.participation, on=timezone.localdate(at))
    note_opened(link=link, on=timezone.localdate(at))
    text = gettext("Iemand anders regelt het: %(office)s.") % {"office": contact.get_office_display()}
    tell(participation=link.participation, kind=Moment.Kind.ANSWER, text=text, at=at, by=by)
    _mail(handed, to)
    return handed


def _hands_before(link: PersonalLink) -> int:
    count, one = 0, link
    while one.handed_by is not None:
        count, one = count + 1, one.handed_by
    return count


def _contact(link: PersonalLink, to: Successor, at: datetime) -> Contact:
    code = link.participation.organisation_id
    known = contacts_on(timezone.localdate(at), [code]).filter(email__iexact=to.email).first()
    if known is not None:
        return known
    first, _space, last = to.name.strip().rpartition(" ")
    facts = ContactFacts(office=to.office, surname=last, first_name=first, function=to.function, email=to.email)
    return add_contact(
        organisation_code=code, facts=facts, at=at, by=None, source="doorgegeven op de persoonlijke pagina"
    )


def _mail(link: PersonalLink, to: Successor) -> None:
    page = settings.SITE_URL + reverse("personal_page", args=[opener_of(link).token])
    with override("nl"):
        subject = gettext("Wilt u een afspraak met ons maken?")
        body = gettext(
            "Goedendag %(name)s,\n\nEen collega gaf door dat u een afspraak met ons regelt voor %(organisation)s. "
            "Het gaat om een gesprek van een uur over agressie tegen bestuurders, en wat uw organisatie daartegen kan doen.\n\n"
            "Kies een tijd op uw eigen pagina:\n%(page)s\n\nLiever bellen? Dat kan: %(number)s.\n\n"
            "Met vriendelijke groet,\nhet ondersteuningsteam\n"
        ) % {
            "name": to.name, "organisation": link.participation.organisation.authority.full_name,
            "page": page, "number": settings.TOUR_NUMBER,
        }  # fmt: skip
    look = look_at(link.handed_to, subject=subject)
    enqueue_mail(to=to.email, subject=subject, body=body, html=twin_of(title=subject, body=body), last_look=look)
