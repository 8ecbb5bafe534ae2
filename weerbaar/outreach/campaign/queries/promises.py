"""What was promised and is not done yet, late first."""

from dataclasses import dataclass
from uuid import UUID

from django.db.models import F

from weerbaar.outreach.campaign.models import Participation, Promise

MOST_DONE = 10


@dataclass(frozen=True)
class Promises:
    """Of one organisation: what is open, what has a day first, and what was done last."""

    open: list[Promise]
    done: list[Promise]


def promises_of(participation: Participation) -> Promises:
    """Will give the promises of both sides: open ones by their day, late first; then the last ten that were kept."""
    found = participation.promises.select_related("owner", "done_by")
    by_day = found.filter(done_at=None).order_by(F("due_on").asc(nulls_last=True), "made_at", "id")
    return Promises(list(by_day), list(found.exclude(done_at=None).order_by("-done_at", "id")[:MOST_DONE]))


def promise_of(participation: Participation, promise_id: UUID) -> Promise | None:
    """Will give one promise of this organisation; None when it is of another."""
    return participation.promises.filter(pk=promise_id).first()
