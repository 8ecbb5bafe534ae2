"""Whom we know at an organisation."""

from collections.abc import Iterable
from datetime import date

from django.db.models import Q, QuerySet

from weerbaar.outreach.campaign.models import Contact, Office


def contacts_on(day: date, organisations: Iterable[str] | None = None) -> QuerySet[Contact]:
    """Will give who is there on that day, of all organisations or of some; merged doubles are left out."""
    here = Q(from_on__isnull=True) | Q(from_on__lte=day)
    found = Contact.objects.filter(here, Q(until_on__isnull=True) | Q(until_on__gt=day), merged_into=None)
    if organisations is not None:
        found = found.filter(organisation__in=list(organisations))
    return found.order_by("organisation_id", "office", "surname", "id")


def holder_of(office: Office, *, organisation_code: str, on: date) -> Contact | None:
    """Will give who holds an office on that day, the newest first; None when nobody is known: write to the office itself."""
    return contacts_on(on, [organisation_code]).filter(office=office).order_by("-from_on", "-added_at").first()
