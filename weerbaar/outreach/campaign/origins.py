"""What in a room above a step of a stage came from, such as a session: that is put right there, and not at the stage alone.

Register in `apps.py: ready()`: `origins.register("gathering", found)`. The steps that a gathering drives are noted with
`gathering:` and its id.
"""

from collections import defaultdict
from collections.abc import Callable, Collection, Iterable, Mapping
from dataclasses import dataclass
from uuid import UUID

from django.utils.functional import Promise as Words

from weerbaar.outreach.campaign.models import StageMove


@dataclass(frozen=True, kw_only=True)
class Origin:
    """What a step came from: what it is called, and where its page is. What was called off does not stand any more."""

    words: Words
    address: str
    stands: bool


Find = Callable[[Collection[UUID]], Mapping[UUID, Origin]]
_FINDERS: dict[str, Find] = {}


def register(kind: str, find: Find) -> Find:
    """Will have `find(keys)` asked for what steps came from; what is no longer there it leaves out."""
    _FINDERS[kind] = find
    return find


def origins_of(moves: Iterable[StageMove]) -> dict[str, Origin]:
    """Will give what these steps came from, by how it is noted on them: one question for each room."""
    keys: dict[str, set[UUID]] = defaultdict(set)
    for move in moves:
        kind, _, key = move.origin.partition(":")
        if kind in _FINDERS:
            keys[kind].add(UUID(key))
    return {
        f"{kind}:{key}": origin for kind, some in keys.items() for key, origin in _FINDERS[kind](some).items()
    }  # fmt: skip


def is_held(last: StageMove, before: StageMove | None, known: Mapping[str, Origin]) -> bool:
    """Whether the last step of a stage cannot be taken back at the stage alone.

    So it is while what it came from stands, and when the stage would go back to what something did that was called off.
    """
    if not last.origin:
        return False
    return _stands(last, known) or (before is not None and before.origin != "" and not _stands(before, known))


def _stands(move: StageMove, known: Mapping[str, Origin]) -> bool:
    origin = known.get(move.origin)
    return origin is not None and origin.stands
