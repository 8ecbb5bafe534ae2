"""A person looks at a change of holder: then what belongs to the office goes to the successor, and only then."""

from datetime import datetime

from django.db import transaction
from django.db.models import Q
from django.utils import timezone
from django.utils.translation import gettext

from weerbaar.foundation.accounts.models import Account
from weerbaar.foundation.audit.actions import record
from weerbaar.outreach.campaign import succession
from weerbaar.outreach.campaign.actions.story import tell
from weerbaar.outreach.campaign.models import Contact, HolderChange, Moment, Participation, PersonalLink
from weerbaar.outreach.campaign.queries.holders import links_in_hands_of_former


class AlreadyChecked(Exception):
    """A colleague looked already."""


@transaction.atomic
def confirm_change(*, change: HolderChange, revoke_links: bool, at: datetime, by: Account) -> int:
    """Will hand what belongs to an office to its new holder, and return how many links were ended.

    The former holder is gone from that day on. Links that they have in a letter are ended when that is asked; the next
    letter brings a new one. Rooms above send what must be sent. Raises `AlreadyChecked`.
    """
    change = _claimed(change, at, by)
    former = change.former
    if former is not None:
        gone_on = max(change.on, former.from_on or change.on)
        # Also whose last day was known and still lies ahead: else the office has two holders until then.
        there = Contact.objects.filter(Q(until_on=None) | Q(until_on__gt=gone_on), pk=former.pk)
        there.update(until_on=gone_on, changed_at=at)
    ended = links_in_hands_of_former(change).update(revoked_at=at) if revoke_links else 0
    if former is not None:
        handed = PersonalLink.objects.filter(handed_to=former, revoked_at=None)
        handed.update(handed_to=change.successor)
        Participation.objects.filter(arranger=former, organisation=change.organisation_id).update(
            arranger=change.successor
        )
    for participation in Participation.objects.filter(organisation=change.organisation_id, merged_into=None):
        if participation.round.ends_on >= timezone.localtime(at).date():
            text = gettext("Nieuw: %(office)s. Wat van de functie is, ging mee.") % {
                "office": change.get_office_display()
            }
            tell(
                participation=participation, kind=Moment.Kind.CONTACT, text=text, at=at, by=by, contact=change.successor
            )
    succession.announce(change, by=by, at=at)
    record(
        bearer=by.bearer, role=by.main_role, action="holder.confirmed", subject=f"holder_change:{change.pk}",
        detail={"links_ended": ended}, at=at,
    )  # fmt: skip
    return ended


@transaction.atomic
def keep_both(*, change: HolderChange, at: datetime, by: Account) -> None:
    """Will note that nobody was succeeded: both hold the office, or the earlier one stays. Raises `AlreadyChecked`."""
    change = _claimed(change, at, by)
    record(bearer=by.bearer, role=by.main_role, action="holder.both", subject=f"holder_change:{change.pk}", at=at)


def _claimed(change: HolderChange, at: datetime, by: Account) -> HolderChange:
    found = HolderChange.objects.select_for_update().filter(pk=change.pk, checked_at=None).first()
    if found is None:
        raise AlreadyChecked
    found.checked_at, found.checked_by = at, by
    found.save(update_fields=["checked_at", "checked_by"])
    return found
