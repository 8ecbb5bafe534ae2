"""What moves along when a municipality goes up in another: rooms above carry their own rows.

Register in `apps.py: ready()`: `mergers.register(carry)`. It runs inside the transaction of the merger, after links,
promises, documents, story and stages moved, and before the audit event.
"""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import date, datetime
from uuid import UUID

from weerbaar.outreach.campaign.models import Participation


@dataclass(frozen=True, kw_only=True)
class Merged:
    """One organisation that went up in another, in one round.

    `stages` says, by id, which stage of the successor takes what hung on a stage of the former. A row that points to
    the former participation, or to one of its stages, belongs to the successor from now on.
    """

    former: Participation
    successor: Participation
    stages: Mapping[UUID, UUID]
    on: date
    at: datetime


Carry = Callable[[Merged], None]
_CARRIERS: list[Carry] = []


def register(carry: Carry) -> Carry:
    """Will have `carry(merged)` called for every merger; called again for the same one it must change nothing."""
    if carry not in _CARRIERS:
        _CARRIERS.append(carry)
    return carry


def carry_along(merged: Merged) -> None:
    """Will let every room move its rows; what one of them raises undoes the merger."""
    for carry in _CARRIERS:
        carry(merged)
