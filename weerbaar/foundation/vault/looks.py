"""Reading a sealed word is an act. Whoever keeps a record of acts registers here; the vault stays below them."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime
from uuid import UUID


@dataclass(frozen=True)
class Look:
    """Someone opened compartments: who, in which role, for what, of which scopes, and when."""

    bearer: str
    role: str
    purpose: str
    scopes: tuple[UUID, ...]
    kinds: tuple[str, ...]
    at: datetime


_observers: list[Callable[[Look], None]] = []


def register(observer: Callable[[Look], None]) -> None:
    """Will have `observer` called for every look, before any text is returned; what it raises stops the look."""
    if observer not in _observers:
        _observers.append(observer)


def report(look: Look) -> None:
    """Will tell every observer."""
    for observer in _observers:
        observer(look)
