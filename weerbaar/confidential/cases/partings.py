"""What is left for a client when a case ends by its term: the room of the front door keeps a way to the proof of it."""

from collections.abc import Callable
from datetime import datetime
from typing import Protocol

from weerbaar.confidential.cases.models import Case

Leave = Callable[[], None]


class Parting(Protocol):
    """What a room notes before a case ends by its term; what it returns is called when the case is gone.

    Both run inside the transaction that ends the case.
    """

    def __call__(self, *, case: Case, at: datetime) -> Leave: ...


_PARTINGS: list[Parting] = []


def register(callback: Parting) -> Parting:
    """Will have `callback` called before the term of a case ends it. Call it in `apps.ready()`."""
    if callback not in _PARTINGS:
        _PARTINGS.append(callback)
    return callback


def prepare(*, case: Case, at: datetime) -> Leave:
    """Will let every room note what it needs, and return what has each leave behind what it wants to."""
    leaves = [parting(case=case, at=at) for parting in _PARTINGS]

    def leave() -> None:
        for one in leaves:
            one()

    return leave
