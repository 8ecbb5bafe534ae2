"""Who wants to know that someone left: rooms above this one take back what they had given."""

from collections.abc import Callable
from datetime import datetime
from typing import Protocol

from weerbaar.foundation.accounts.models import Account


class Departure(Protocol):
    """What a room does when an account is closed; it runs inside that transaction."""

    def __call__(self, *, account: Account, by: Account, at: datetime) -> None: ...


_WITNESSES: list[Departure] = []


def register(callback: Departure) -> Callable[..., None]:
    """Will have `callback(account=…, by=…, at=…)` called whenever an account is closed. Call it in `apps.ready()`."""
    if callback not in _WITNESSES:
        _WITNESSES.append(callback)
    return callback


def announce(*, account: Account, by: Account, at: datetime) -> None:
    """Will tell every room that registered; what one of them raises undoes the closing."""
    for callback in _WITNESSES:
        callback(account=account, by=by, at=at)
