"""Whom we know at an organisation."""

from collections.abc import Iterable
from datetime import date
from uuid import UUID

from django.db.models import F, Q, QuerySet

from weerbaar.outreach.campaign.models import Contact, Office
from weerbaar.public.authorities import queries as authorities


def contacts_on(day: date, organisations: Iterable[str] | None = None) -> QuerySet[Contact]:
    """Will give who is there on that day, of all organisations or of some; merged doubles are left out."""
    here = Q(from_on__isnull=True) | Q(from_on__lte=day)
    found = Contact.objects.filter(here, Q(until_on__isnull=True) | Q(until_on__gt=day), merged_into=None)
    if organisations is not None:
        found = found.filter(organisation__in=list(organisations))
    return found.order_by("organisation_id", "office", "surname", "id")


def holder_of(office: Office, *, organisation_code: str, on: date) -> Contact | None:
    """Will give who holds an office on that day, the newest first; None when nobody is known: write to the office itself."""
    newest = (F("from_on").desc(nulls_last=True), "-added_at", "id")
    return contacts_on(on, [organisation_code]).filter(office=office).order_by(*newest).first()


def former(organisation_code: str, *, on: date) -> QuerySet[Contact]:
    """Will give who is not there any more, the last one to leave first."""
    gone = Contact.objects.filter(organisation=organisation_code, until_on__lte=on, merged_into=None)
    return gone.order_by("-until_on", "surname", "id")


def stands_there(organisation_code: str, *, office: str, surname: str, initials: str, email: str) -> bool:
    """Whether exactly this person is known in this office, as of a form that was sent twice."""
    same = Contact.objects.filter(organisation=organisation_code, office=office, merged_into=None)
    return same.filter(surname__iexact=surname, initials=initials, email=email).exists()


def contact_by_id(contact_id: UUID) -> Contact | None:
    """Will give one contact with the organisation; None when there is none."""
    return Contact.objects.select_related("organisation__authority").filter(pk=contact_id).first()


def writer_of(email: str, *, organisation_code: str) -> Contact | None:
    """Will give who at an organisation writes from this address; None when nobody does, or more than one."""
    known = Contact.objects.filter(organisation=organisation_code, merged_into=None).exclude(email="")
    found = list(known.filter(email__iexact=email)[:2])
    return found[0] if len(found) == 1 else None


def shares_its_address(contact: Contact) -> bool:
    """Whether somebody else at that organisation has the same address; the doubles of one person are not somebody else."""
    person = contact.merged_into_id or contact.pk
    there = Contact.objects.filter(organisation=contact.organisation_id, email__iexact=contact.email)
    return there.exclude(Q(pk=person) | Q(merged_into=person)).exists()


def predecessors(organisation_code: str) -> list[str]:
    """Will return the codes of the bodies that went up in this one, also by way of another."""
    found: list[str] = []
    looking = {organisation_code}
    while looking:
        looking = set(authorities.authorities().filter(successor__in=looking).values_list("pk", flat=True)) - set(found)
        found += sorted(looking)
    return found
