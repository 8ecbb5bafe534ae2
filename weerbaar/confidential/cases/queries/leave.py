"""Whose cases are with whom while somebody is away."""

from collections.abc import Iterable
from dataclasses import dataclass
from typing import TYPE_CHECKING

from django.db.models import QuerySet

from weerbaar.confidential.cases.models import Case, StandIn
from weerbaar.confidential.cases.rules import LIVING

if TYPE_CHECKING:
    from weerbaar.foundation.accounts.models import Account


@dataclass
class With:
    """A colleague, and how many cases are with them, or are with you for them."""

    colleague: "Account"
    cases: int = 0


def living_cases_of(viewer: "Account") -> QuerySet[Case]:
    """Will return the cases in which the viewer answers, closed ones too, in the order in which they are locked."""
    return Case.objects.filter(claimed_by=viewer, state__in=LIVING).order_by("pk")


def standing_in_for(viewer: "Account") -> list[With]:
    """Will return for whom the viewer stands in now, and in how many cases, by name."""
    rows = StandIn.objects.filter(case__claimed_by=viewer).select_related("away")
    return _counted(row.away for row in rows.order_by("away__name", "pk"))


def lent_by(viewer: "Account") -> list[With]:
    """Will return with whom the viewer's own cases are now, and how many, by name: never which."""
    rows = StandIn.objects.filter(away=viewer, case__claimed_by__isnull=False).select_related("case__claimed_by")
    return _counted(row.case.claimed_by for row in rows.order_by("case__claimed_by__name", "pk") if row.case.claimed_by)


def _counted(colleagues: "Iterable[Account]") -> list[With]:
    found: dict[str, With] = {}
    for colleague in colleagues:
        found.setdefault(str(colleague.pk), With(colleague)).cases += 1
    return list(found.values())
