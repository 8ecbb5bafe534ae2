"""What the campaign is told of the gatherings that steps of a stage came from."""

from collections.abc import Collection
from uuid import UUID

from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from weerbaar.outreach.campaign.origins import Origin
from weerbaar.outreach.sessions.models import Gathering, Kind, State

_WORDS = {Kind.SESSION: _("de bijeenkomst"), Kind.TRAINING: _("de training")}


def gatherings_that_drove(keys: Collection[UUID]) -> dict[UUID, Origin]:
    """Will give where these gatherings are put right; what was called off holds no step."""
    found = Gathering.objects.filter(pk__in=keys).values_list("pk", "kind", "state").order_by()
    return {
        key: Origin(words=_WORDS[Kind(kind)], address=reverse("gathering", args=[key]), stands=state != State.CANCELLED)
        for key, kind, state in found
    }
