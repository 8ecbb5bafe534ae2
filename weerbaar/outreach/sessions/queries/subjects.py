"""What other rooms are told of the gatherings that they have noted."""

from collections.abc import Collection
from uuid import UUID

from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from weerbaar.outreach.campaign.subjects import Subject
from weerbaar.outreach.sessions.models import Gathering, Kind, State

_WORDS = {Kind.SESSION: _("de bijeenkomst"), Kind.TRAINING: _("de training")}


def gatherings_with(keys: Collection[UUID]) -> dict[UUID, Subject]:
    """Will give these gatherings, with the page of what came after; what was called off stands no more."""
    found = Gathering.objects.filter(pk__in=keys).values_list("pk", "kind", "state").order_by()
    return {
        key: Subject(
            words=_WORDS[Kind(kind)], address=reverse("gathering", args=[key]),
            outcome=reverse("gathering_after", args=[key]), stands=state != State.CANCELLED,
        )
        for key, kind, state in found
    }  # fmt: skip
