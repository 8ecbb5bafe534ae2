"""Who wants to know that someone left, the team or only its cases: rooms above take back what they had given."""

from collections.abc import Callable
from datetime import datetime
from typing import Protocol

from weerbaar.foundation.accounts.models import Account


class Departure(Protocol):
    """What a room does when someone opens no cases any more; it runs inside the transaction that ends it."""

    def __call__(self, *, account: Account, by: Account, at: datetime) -> None: ...


_WITNESSES: list[Departure] = []
_IN_HANDS: list[Callable[[Account], int]] = []


class StillHolds(Exception):
    """There is something that only this account can open or answer: it is handed over first."""

    def __init__(self, number: int) -> None:
        super().__init__()
        self.number = number


def register(callback: Departure) -> Callable[..., None]:
    """Will have `callback(account=…, by=…, at=…)` called whenever someone opens no cases any more.

    That is when an account is closed, and when it loses the last role that opens cases. Call it in `apps.ready()`.
    """
    if callback not in _WITNESSES:
        _WITNESSES.append(callback)
    return callback


def register_in_hands(count: Callable[[Account], int]) -> None:
    """Will ask `count` how much of its room is in the hands of somebody who is about to leave. For `apps.ready()`."""
    if count not in _IN_HANDS:
        _IN_HANDS.append(count)


def in_hands_of(account: Account) -> int:
    """Will return how much is in the hands of this account, in every room: a number and nothing more."""
    return sum(count(account) for count in _IN_HANDS)


def refuse_while_holding(account: Account) -> None:
    """Raises `StillHolds` as long as something is in the hands of this account."""
    number = in_hands_of(account)
    if number:
        raise StillHolds(number)


def announce(*, account: Account, by: Account, at: datetime) -> None:
    """Will tell every room that registered; what one of them raises undoes the departure."""
    for callback in _WITNESSES:
        callback(account=account, by=by, at=at)
