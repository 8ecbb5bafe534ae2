"""Who keeps sealed files: a file that nobody knows is swept at night, so every room that keeps some says so here.

The two wings share the folder and nothing else. A room registers in `apps.py: ready()` how to tell which ids are its own.
"""

from collections.abc import Callable, Collection
from uuid import UUID

Known = Callable[[Collection[UUID]], set[UUID]]
_OWNERS: list[Known] = []


def register(known: Known) -> Known:
    """Will keep the files whose ids `known(ids)` returns from being swept."""
    if known not in _OWNERS:
        _OWNERS.append(known)
    return known


def claimed(ids: Collection[UUID]) -> set[UUID]:
    """Will return those of `ids` that a row of any room points to."""
    return set[UUID]().union(*(known(ids) for known in _OWNERS))
