"""What the rooms above tell the purge: how to end a row properly, what may not go yet, and who wants to know.

Filled in `apps.py: ready()` of the rooms, by the name of the model.
"""

from collections.abc import Callable, Iterable
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any

from django.db.models import QuerySet

Purger = Callable[[QuerySet[Any], datetime], int]
Hold = Callable[[datetime], Iterable[Any]]
Witness = Callable[[str, int, datetime], None]


@dataclass
class Hooks:
    """What was registered."""

    purgers: dict[str, Purger] = field(default_factory=dict)
    holds: dict[str, list[Hold]] = field(default_factory=dict)
    witnesses: list[Witness] = field(default_factory=list)


HOOKS = Hooks()


def register_purger(model: str, purger: Purger) -> None:
    """Will have `purger(rows, at)` end the due rows of `model` and return how many; raises ValueError on a second one.

    For rows that more hangs on than the database knows, such as files or keys. It runs inside a transaction.
    """
    if HOOKS.purgers.setdefault(model, purger) is not purger:
        message = f"{model} already has a purger."
        raise ValueError(message)


def register_hold(model: str, hold: Hold) -> None:
    """Will keep the rows of `model` whose primary keys `hold(at)` returns, whatever their term: a legal hold."""
    HOOKS.holds.setdefault(model, []).append(hold)


def register_witness(witness: Witness) -> None:
    """Will have `witness(model, count, at)` called in the transaction of each purge that ended something.

    What it raises undoes that purge. The audit is one: it stands above this room, so it comes to listen.
    """
    if witness not in HOOKS.witnesses:
        HOOKS.witnesses.append(witness)
