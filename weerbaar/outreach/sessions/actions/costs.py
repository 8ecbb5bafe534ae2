"""What it costs: lines in whole cents."""

import uuid
from datetime import datetime

from django.db import transaction

from weerbaar.foundation.accounts.models import Account
from weerbaar.outreach.sessions.actions.states import begun, record_act
from weerbaar.outreach.sessions.models import CostKind, CostLine, Gathering, Vat

MOST_LINES = 40


class TooManyLines(Exception):
    """A quotation of more than forty lines is two quotations."""


@transaction.atomic
def add_cost(
    *, gathering: Gathering, kind: CostKind, text: str, quantity: int, unit_cents: int, vat: Vat, at: datetime,
    by: Account,
) -> CostLine:  # fmt: skip
    """Will add a line; a quotation that was made before stays as it was. Raises `TooManyLines`, and `NotNow`."""
    now = begun(gathering)
    if CostLine.objects.filter(gathering=now).count() >= MOST_LINES:
        raise TooManyLines
    added = CostLine.objects.create(
        gathering=now, kind=kind, text=text, quantity=quantity, unit_cents=unit_cents, vat=vat, added_at=at
    )
    record_act("gathering.cost_added", now, at=at, by=by)
    return added


@transaction.atomic
def remove_cost(*, gathering: Gathering, line_id: uuid.UUID, at: datetime, by: Account) -> None:
    """Will take a line away."""
    now = begun(gathering)
    if CostLine.objects.filter(gathering=now, pk=line_id).delete()[0]:
        record_act("gathering.cost_removed", now, at=at, by=by)
