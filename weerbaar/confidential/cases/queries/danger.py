"""Which cases are in danger, and until when someone has to look again."""

import json
from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import datetime
from typing import TYPE_CHECKING, Any
from uuid import UUID

from django.db.models import Min, QuerySet

from weerbaar.confidential.cases.models import Case, DangerCheck
from weerbaar.confidential.cases.queries.shelf import granted_to
from weerbaar.foundation.database.prepared import prepared
from weerbaar.foundation.vault.keyring import Keyring

if TYPE_CHECKING:
    from weerbaar.foundation.accounts.models import Account

LOOKS_SHOWN = 5
COUNTED_UP_TO = 100


@dataclass(frozen=True)
class Looks:
    """How many cases wait for a second look by this viewer, and when the first must be done.

    There may be `more` than were counted: beyond the first hundred looks the number says nothing to who has to do them.
    """

    count: int
    first: datetime | None
    more: bool = False


@dataclass(frozen=True)
class Told:
    """To whom danger was handed over, when, and under which reference."""

    to: str
    when: str = field(repr=False)
    reference: str = field(repr=False)


@dataclass(frozen=True)
class PastLook:
    """One question about danger, as the team reads it: who asked, what the answer was, and what was done."""

    answer: str
    asked_at: datetime
    asked_by: "Account | None"
    looked_at: datetime | None
    looked_by: "Account | None"
    told: Told | None = field(repr=False)


def open_looks(case: Case) -> QuerySet[DangerCheck]:
    """Will return the looks of a case that are still to be done, the first one first."""
    return _waiting().filter(case=case).order_by("look_again_at", "pk")


def next_look(case: Case) -> datetime | None:
    """Will return until when someone has to look again, or None when nobody has to."""
    found: datetime | None = open_looks(case).aggregate(first=Min("look_again_at"))["first"]
    return found


def late_looks(at: datetime) -> QuerySet[DangerCheck]:
    """Will return every look of the house that was not done in time."""
    return _waiting().filter(look_again_at__lte=at).order_by("pk")


def looks_waiting(keyring: Keyring) -> Looks:
    """Will return how many cases of this keyring need a second look. Nothing is opened for it."""
    looks = _first(keyring.holder_ids, COUNTED_UP_TO + 1)
    counted = looks[:COUNTED_UP_TO]
    return Looks(
        len({case for case, _at in counted}), counted[0][1] if counted else None, more=len(looks) > len(counted)
    )


@prepared
def _first(holders: Iterable[UUID], most: int) -> QuerySet[DangerCheck, Any]:
    # Asked by their own compartment, and no further than is told: however many cases there are, only the first looks that
    # wait are read, from an index that holds no others and all that is asked.
    waiting = _waiting().filter(granted_to(holders, "team_id")).order_by("look_again_at")
    return waiting.values_list("case", "look_again_at")[:most]


def danger_told(keyring: Keyring, case: Case) -> list[PastLook]:
    """Will return the last questions about danger that were answered with a yes, or handed over, newest first."""
    return [
        PastLook(
            row.answer,
            row.asked_at,
            row.asked_by,
            row.looked_again_at,
            row.looked_again_by,
            Told(**json.loads(row.handover.reveal(keyring))) if row.handover else None,
        )
        for row in _told(case.pk)
    ]


@prepared
def _told(case_id: UUID) -> QuerySet[DangerCheck]:
    asked = DangerCheck.objects.filter(case_id=case_id, look_again_at__isnull=False)
    return asked.select_related("asked_by", "looked_again_by").order_by("-asked_at", "-pk")[:LOOKS_SHOWN]


def _waiting() -> QuerySet[DangerCheck]:
    return DangerCheck.objects.filter(looked_again_at=None, look_again_at__isnull=False)
