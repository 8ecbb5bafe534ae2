"""Offices that got another holder and that nobody looked at yet."""

from uuid import UUID

from django.db.models import QuerySet

from weerbaar.outreach.campaign.models import HolderChange, PersonalLink


def unchecked(organisation_code: str = "") -> QuerySet[HolderChange]:
    """Will give the changes of holder that wait for a look, of one organisation or of all, the oldest first."""
    found = HolderChange.objects.filter(checked_at=None).select_related(
        "former", "successor", "organisation__authority"
    )
    if organisation_code:
        found = found.filter(organisation=organisation_code)
    return found.order_by("on", "noticed_at", "id")


def change_of(organisation_code: str, change_id: UUID) -> HolderChange | None:
    """Will give a change of this organisation that waits; None when somebody looked already."""
    return unchecked(organisation_code).filter(pk=change_id).first()


def links_in_hands_of_former(change: HolderChange) -> QuerySet[PersonalLink]:
    """Will give the links that still work and that the former holder has in a letter or mail."""
    found = PersonalLink.objects.filter(participation__organisation=change.organisation_id, office=change.office)
    return found.filter(revoked_at=None, issued_at__date__lte=change.on).order_by("issued_at", "id")
