"""Whom a mail about a gathering did not reach, and the tag that says so when it comes back."""

from dataclasses import dataclass
from datetime import date
from uuid import UUID

from weerbaar.foundation.vault import application_box
from weerbaar.outreach.campaign.models import Contact
from weerbaar.outreach.sessions.models import Ask, Gathering, Invitee, Quotation, ReturnedMail
from weerbaar.outreach.sessions.queries.gatherings import everybody_at, gathering_by, recipients_of
from weerbaar.team.network.models import Facilitator

_TAG = "s-"
_SIGNS = 15


@dataclass(frozen=True, kw_only=True)
class Addressee:
    """Somebody whom we mail about a gathering."""

    email: str
    name: str = ""
    contact: Contact | None = None
    facilitator: Facilitator | None = None


def tag_for(gathering: Gathering, email: str) -> str:
    """Will return the tag that mail to one address comes back under: nobody can guess that of somebody else."""
    digest = application_box.keyed_hash(f"{gathering.pk}:{email.lower()}", purpose="sessions.post")
    return f"{_TAG}{gathering.pk.hex}-{digest.hex()[:_SIGNS]}"


def gathering_tagged(tag: str) -> Gathering | None:
    """Will give the gathering that a mail with this tag was about; None when it is none of ours."""
    whose, _, _ = tag.removeprefix(_TAG).partition("-")
    try:
        key = UUID(hex=whose) if tag.startswith(_TAG) else None
    except ValueError:
        return None
    return gathering_by(key) if key else None


def addressee_tagged(gathering: Gathering, tag: str, *, on: date) -> Addressee | None:
    """Will give to whom a mail with this tag went; None when we know nobody at that address any more."""
    return next((one for one in _addressees(gathering, on) if tag_for(gathering, one.email) == tag), None)


def _addressees(gathering: Gathering, on: date) -> list[Addressee]:
    """Everybody, whoever of them is known best first."""
    found = [
        Addressee(email=one.facilitator.email, name=one.facilitator.name, facilitator=one.facilitator)
        for one in Ask.objects.filter(gathering=gathering).select_related("facilitator")
    ]
    there = [*recipients_of(gathering, on=on), *everybody_at(gathering, on=on)]
    found += [
        Addressee(email=one.email, name=str(one.contact or ""), contact=one.contact) for one in there if one.contact
    ]
    invited = Invitee.objects.filter(gathering=gathering).select_related("contact__organisation", "facilitator")
    found += [
        Addressee(email=one.email, name=one.name, contact=one.contact, facilitator=one.facilitator) for one in invited
    ]
    found += [Addressee(email=one.email) for one in there]
    offered = Quotation.objects.filter(gathering=gathering).exclude(sent_to="").values_list("sent_to", flat=True)
    return [*found, *(Addressee(email=email) for email in offered)]


def returned_of(gathering: Gathering) -> list[ReturnedMail]:
    """Will give whom a mail did not reach and nobody looked at, oldest first."""
    found = ReturnedMail.objects.filter(gathering=gathering, settled_at=None)
    return list(found.select_related("contact", "facilitator").order_by("at", "id"))


def returned_mail_of(gathering: Gathering, key: UUID) -> ReturnedMail | None:
    """Will give one of them; None when it is of another gathering."""
    related = ReturnedMail.objects.select_related("contact__organisation", "facilitator")
    return related.filter(gathering=gathering, pk=key).first()


def new_address_of(returned: ReturnedMail) -> str:
    """Will return where they are reached by now; empty as long as we know only the address that mail came back from."""
    whose = returned.contact or returned.facilitator
    email = whose.email if whose else ""
    return "" if email.lower() == returned.email.lower() else email
