"""What has to be settled between two cases before one goes into the other: rooms above speak for their own rows."""

from collections.abc import Callable
from datetime import datetime
from typing import Protocol

from weerbaar.confidential.cases.models import Case
from weerbaar.foundation.accounts.models import Account
from weerbaar.foundation.vault.keyring import Keyring


class Settlement(Protocol):
    """What a room does for rows of which a case can have only one; returns what it took out, for a note of the team.

    It runs inside the transaction of the merge, before any row moves, with a keyring that opens both cases.
    """

    def __call__(self, *, case: Case, gone: Case, by: Account, keyring: Keyring, at: datetime) -> list[str]: ...


_SETTLEMENTS: list[Settlement] = []


def register(callback: Settlement) -> Callable[..., list[str]]:
    """Will have `callback` called before the rows of one case move to another. Call it in `apps.ready()`."""
    if callback not in _SETTLEMENTS:
        _SETTLEMENTS.append(callback)
    return callback


def settle(*, case: Case, gone: Case, by: Account, keyring: Keyring, at: datetime) -> list[str]:
    """Will let every room settle, and return what they took out."""
    return [text for one in _SETTLEMENTS for text in one(case=case, gone=gone, by=by, keyring=keyring, at=at)]
