"""Keeping a search of the list, and letting it go."""

from datetime import datetime

from django.db import transaction

from weerbaar.foundation.accounts.models import Account
from weerbaar.foundation.audit.actions import record
from weerbaar.outreach.campaign.models import Segment

MOST = 50
"""How many searches somebody keeps: beyond that nobody finds one any more."""


class TooMany(Exception):
    """Somebody keeps fifty searches already."""


@transaction.atomic
def keep_segment(*, name: str, asked: dict[str, str], shared: bool, at: datetime, by: Account) -> Segment:
    """Will keep what the filters say under a name; the same name again takes its place. Raises `TooMany`."""
    if Segment.objects.filter(by=by).exclude(name=name).count() >= MOST:
        raise TooMany
    facts = {"asked": asked, "made_at": at, "shared_at": at if shared else None}
    kept, _ = Segment.objects.update_or_create(by=by, name=name, defaults=facts)
    record(bearer=by.bearer, role=by.main_role, action="segment.kept", subject=f"segment:{kept.pk}", at=at)
    return kept


@transaction.atomic
def drop_segment(*, segment: Segment, at: datetime, by: Account) -> None:
    """Will forget a search."""
    key = segment.pk
    segment.delete()
    record(bearer=by.bearer, role=by.main_role, action="segment.dropped", subject=f"segment:{key}", at=at)
