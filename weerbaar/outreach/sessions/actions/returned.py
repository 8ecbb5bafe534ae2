"""Mail about a gathering that did not arrive: noted beside whose it was, and sent anew once we know where they are."""

import hashlib
from datetime import datetime

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext

from weerbaar.foundation.accounts.models import Account
from weerbaar.foundation.gateways.returned import Unreadable, arrived_in
from weerbaar.outreach.campaign.actions.post import ask_who_it_is_now
from weerbaar.outreach.campaign.actions.story import tell
from weerbaar.outreach.campaign.models import Moment, Participation
from weerbaar.outreach.campaign.rules import HELD_BY_ONE
from weerbaar.outreach.sessions.actions import post
from weerbaar.outreach.sessions.actions.items import UNANSWERED
from weerbaar.outreach.sessions.actions.states import NotNow, begun, record_act
from weerbaar.outreach.sessions.models import Answer, Ask, Gathering, Invitee, Released, ReturnedMail
from weerbaar.outreach.sessions.queries.gatherings import participations_of
from weerbaar.outreach.sessions.queries.returned import (
    Addressee,
    addressee_tagged,
    gathering_tagged,
    new_address_of,
    returned_mail_of,
)


def receive(content: bytes, at: datetime) -> bool:
    """Will take in that a mail about a gathering did not arrive, and return whether it was about one of ours.

    Handled twice it changes nothing the second time. What is only late changes nothing either.
    """
    try:
        arrived = arrived_in(content)
    except Unreadable:
        return False
    gathering = gathering_tagged(arrived.tag)
    if gathering is None or not (arrived.gone or arrived.delayed):
        return False
    if arrived.gone:
        now = begun(gathering, ahead=False)
        whose = addressee_tagged(now, arrived.tag, on=timezone.localdate(at))
        if whose is not None:
            _note(now, whose, hashlib.sha256(content).digest(), at)
    return True


def _note(gathering: Gathering, whose: Addressee, digest: bytes, at: datetime) -> None:
    known = ReturnedMail.objects.filter(gathering=gathering, email__iexact=whose.email).first()
    if known is not None and (known.settled_at is None or bytes(known.digest) == digest):
        return
    facts = {
        "name": whose.name[:120], "contact": whose.contact, "facilitator": whose.facilitator, "digest": digest, "at": at,
        "settled_at": None, "settled_by": None,
    }  # fmt: skip
    email = known.email if known else whose.email
    ReturnedMail.objects.update_or_create(gathering=gathering, email=email, defaults=facts)
    if whose.facilitator is None:
        _tell_there(gathering, whose, at)
    record_act("gathering.mail_returned", gathering, at=at, by=None)


def _tell_there(gathering: Gathering, whose: Addressee, at: datetime) -> None:
    """The story gets no mail address: it stays when whose address it was is forgotten."""
    contact, place = whose.contact, _place_of(gathering, whose)
    told = gettext("Een mail over de %(kind)s is niet bezorgd.") % {"kind": gathering.get_kind_display()}
    if contact is None or contact.office not in HELD_BY_ONE:
        tell(participation=place, kind=Moment.Kind.MAIL, text=told, at=at, contact=contact)
        return
    office = contact.get_office_display()
    text = gettext("Terug van de %(office)s. %(why)s") % {"office": office, "why": told}
    ask_who_it_is_now(participation=place, office=office, text=text, kind=Moment.Kind.MAIL, at=at, by=None)


def _place_of(gathering: Gathering, whose: Addressee) -> Participation:
    there = participations_of(gathering)
    code = whose.contact.organisation_id if whose.contact else ""
    return next((one for one in there if one.organisation_id == code), there[0])


@transaction.atomic
def settle(*, returned: ReturnedMail, at: datetime, by: Account) -> None:
    """Will note that somebody looked at it; done again it changes nothing."""
    now = begun(returned.gathering, ahead=False)
    if ReturnedMail.objects.filter(pk=returned.pk, settled_at=None).update(settled_at=at, settled_by=by):
        record_act("gathering.mail_looked_at", now, at=at, by=by)


@transaction.atomic
def send_anew(*, returned: ReturnedMail, at: datetime, by: Account) -> None:
    """Will mail somebody where they are reached by now what did not arrive, and keep that address in the place of the old one.

    Done again it changes nothing. Raises `NotNow` without a date ahead, or as long as no other address is known.
    """
    now = begun(returned.gathering)
    found = returned_mail_of(now, returned.pk)
    email = new_address_of(found) if found else ""
    if found is None or now.starts_at is None or not email:
        raise NotNow
    if found.settled_at is not None:
        return
    settle(returned=found, at=at, by=by)
    theirs = Invitee.objects.filter(gathering=now, email__iexact=found.email)
    if Invitee.objects.filter(gathering=now, email__iexact=email).exists():
        theirs.delete()
    else:
        theirs.update(email=email, **UNANSWERED)
    if found.facilitator is not None:
        asked = Ask.objects.filter(gathering=now, facilitator=found.facilitator, released=Released.NOT)
        for one in asked.exclude(answer=Answer.NO).select_related("facilitator"):
            post.ask_anew(now, one, at=at)
    elif found.contact is not None:
        post.tell_anew(now, found.contact, email, at=at)
