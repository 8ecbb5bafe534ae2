"""Who has a gathering in their calendar, what came back, and what a calendar is told of it."""

from datetime import datetime
from email.utils import parseaddr
from uuid import UUID

from django.conf import settings

from weerbaar.foundation.calendars.invitations import Guest, Invitation
from weerbaar.foundation.gateways.mail import reply_address
from weerbaar.outreach.sessions.models import Gathering, Invitee, TimeProposal
from weerbaar.outreach.sessions.queries.gatherings import gathering_by, name_of
from weerbaar.outreach.sessions.queries.moments import place_of


def uid_of(gathering: Gathering) -> str:
    """Will return the name of a gathering in every calendar, for life."""
    domain = parseaddr(settings.DEFAULT_FROM_EMAIL)[1].rpartition("@")[2]
    return f"{gathering.pk}@{domain}"


def gathering_with(uid: str) -> Gathering | None:
    """Will give the gathering that calendars call by this name; None when none of ours is."""
    try:
        key = UUID(uid.partition("@")[0])
    except ValueError:
        return None
    found = gathering_by(key)
    return found if found is not None and uid_of(found).lower() == uid.lower() else None


def invitation_of(gathering: Gathering, guest: Guest, *, at: datetime) -> Invitation | None:
    """Will return what the calendar of one guest is told, who sees no other; None without a moment."""
    if gathering.starts_at is None or gathering.ends_at is None:
        return None
    return Invitation(
        uid=uid_of(gathering), sequence=gathering.sequence, stamp=at,
        starts_at=gathering.starts_at, ends_at=gathering.ends_at, place=place_of(gathering),
        summary=f"{gathering.get_kind_display().capitalize()}, {name_of(gathering)}",
        organiser=Guest(email=reply_address(), name=parseaddr(settings.DEFAULT_FROM_EMAIL)[0]), guests=(guest,),
    )  # fmt: skip


def invitees_of(gathering: Gathering) -> list[Invitee]:
    """Will give who has it in their calendar, and at the end who answered without having been invited."""
    found = Invitee.objects.filter(gathering=gathering, released_at=None).select_related("facilitator", "contact")
    return list(found.order_by("pending", "added_at", "email"))


def invitee_of(gathering: Gathering, key: UUID) -> Invitee | None:
    """Will give one of them; None when they are of another gathering, or need not come any more."""
    return Invitee.objects.filter(gathering=gathering, pk=key, released_at=None).first()


def proposals_of(gathering: Gathering) -> list[TimeProposal]:
    """Will give the other times that wait for an answer of ours, oldest first."""
    found = TimeProposal.objects.filter(gathering=gathering, settled_at=None)
    return list(found.select_related("invitee").order_by("proposed_at", "id"))


def proposal_of(gathering: Gathering, key: UUID) -> TimeProposal | None:
    """Will give one of them; None when it is of another gathering."""
    return TimeProposal.objects.select_related("invitee").filter(gathering=gathering, pk=key).first()
