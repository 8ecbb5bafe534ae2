"""Taking over until when an organisation is left alone, from a register that says no more than that."""

from collections.abc import Mapping
from datetime import date

from django.db.models import Q

from weerbaar.outreach.campaign.models import Participation

BATCH = 200


def copy_quiet(until: Mapping[str, date]) -> None:
    """Will write down at every place in a round until when nothing is asked, and take away what is over."""
    touched = Participation.objects.filter(Q(quiet_until__isnull=False) | Q(organisation__in=list(until)))
    changed = []
    for one in touched.only("organisation_id", "quiet_until"):
        day = until.get(one.organisation_id)
        if one.quiet_until != day:
            one.quiet_until = day
            changed.append(one)
    Participation.objects.bulk_update(changed, ["quiet_until"], BATCH)
