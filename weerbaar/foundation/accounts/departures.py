"""Who wants to know that someone left, the team or only its cases: rooms above take back what they had given."""

from collections.abc import Callable
from datetime import datetime
from typing import Protocol

from weerbaar.foundation.accounts.models import Account


class Departure(Protocol):
    """What a room does when someone opens no cases any more; it runs inside the transaction that ends it."""

    def __call__(self, *, account: Account, by: Account, at: datetime) -> None: ...


_WITNESSES: list[Departure] = []


def register(callback: Departure) -> Callable[..., None]:
    """Will have `callback(account=…, by=…, at=…)` called whenever someone opens no cases any more.

    That is when an account is closed, and when it loses the last role that opens cases. Call it in `apps.ready()`.
    """
    if callback not in _WITNESSES:
        _WITNESSES.append(callback)
    return callback


def announce(*, account: Account, by: Account, at: datetime) -> None:
    """Will tell every room that registered; what one of them raises undoes the departure."""
    for callback in _WITNESSES:
        callback(account=account, by=by, at=at)
