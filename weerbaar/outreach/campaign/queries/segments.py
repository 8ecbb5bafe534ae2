"""Searches that were kept: one's own and those of the team."""

from uuid import UUID

from django.db.models import Q, QuerySet

from weerbaar.foundation.accounts.models import Account
from weerbaar.outreach.campaign.models import Segment


def segments_for(viewer: Account) -> QuerySet[Segment]:
    """Will give the searches that a viewer kept, and those that colleagues share, in order of name."""
    mine_or_shared = Q(by=viewer) | Q(shared_at__isnull=False)
    return Segment.objects.filter(mine_or_shared).select_related("by").order_by("name", "id")


def own_segment(viewer: Account, segment_id: UUID) -> Segment | None:
    """Will give a search that the viewer kept; None when it is of somebody else."""
    return Segment.objects.filter(by=viewer, pk=segment_id).first()
