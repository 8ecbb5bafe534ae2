"""The item in a calendar: written for one guest, and noted who has which version of it."""

from collections.abc import Mapping
from datetime import datetime
from enum import Enum

from weerbaar.foundation.calendars.invitations import Guest, as_request, as_withdrawal, refusal_for, withdrawal_for
from weerbaar.foundation.gateways.parts import Invitation as CalendarPart
from weerbaar.outreach.campaign.models import Contact, Standing
from weerbaar.outreach.sessions.models import Gathering, Invitee
from weerbaar.outreach.sessions.queries.invited import invitation_of
from weerbaar.team.network.models import Facilitator

UNANSWERED = {
    "standing": Standing.WAITING, "answered_at": None, "answered_sequence": None, "answered_stamp": None,
}  # fmt: skip


class Gone(Enum):
    """What a calendar item takes away: nothing, the whole gathering, or one guest."""

    NOT = 0
    ALL = 1
    GUEST = 2


def item_for(
    gathering: Gathering, email: str, name: str = "", *, at: datetime, without: Gone = Gone.NOT,
    contact: Contact | None = None, facilitator: Facilitator | None = None,
) -> CalendarPart | None:  # fmt: skip
    """Will write the item for one guest, who sees no other, and note that they have it: new or moved, called off, or no longer needed.

    One UID for life; the sequence of the gathering counts its changes. None where the clock says an hour twice.
    """
    # What they said already stays said in their calendar.
    known = Invitee.objects.filter(gathering=gathering, email__iexact=email, released_at=None).first()
    standing = known.standing if known else Standing.WAITING
    guest = Guest(email=email, name=name, standing=standing)  # type: ignore[arg-type] # the values are those of the RFC
    invitation = invitation_of(gathering, guest, at=at)
    if invitation is None:
        return None
    try:
        if without == Gone.NOT:
            paper = as_request(invitation)
        else:
            paper = as_withdrawal(invitation) if without == Gone.ALL else withdrawal_for(invitation, guest)
    except ValueError:
        return None
    who = {"contact": contact, "facilitator": facilitator, "name": name or str(contact or "")}
    _note(gathering, email, who, at=at, released=without == Gone.GUEST)
    return CalendarPart(content=paper.content.decode(), method=paper.method)


def refusal_of(gathering: Gathering, invitee: Invitee, *, at: datetime) -> CalendarPart | None:
    """Will write, for whoever proposed another time, that it stays as it is."""
    guest = Guest(email=invitee.email, name=invitee.name)
    invitation = invitation_of(gathering, guest, at=at)
    if invitation is None:
        return None
    paper = refusal_for(invitation, guest)
    return CalendarPart(content=paper.content.decode(), method=paper.method)


def _note(gathering: Gathering, email: str, who: Mapping[str, object], *, at: datetime, released: bool) -> None:
    """Whoever was let go and is asked again is asked anew."""
    found = Invitee.objects.filter(gathering=gathering, email__iexact=email).first()
    if found is None:
        facts = {"sequence": gathering.sequence, "released_at": at if released else None, "added_at": at}
        Invitee.objects.create(gathering=gathering, email=email, **who, **facts)
        return
    anew = UNANSWERED if found.released_at and not released else {}
    known = {name: value for name, value in who.items() if value}
    facts = {"sequence": gathering.sequence, "released_at": at if released else None, "pending": False}
    Invitee.objects.filter(pk=found.pk).update(**facts, **known, **anew)
