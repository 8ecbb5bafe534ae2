"""What a room above calls `gathering:` and its id: what a step of a stage came from, or what an evaluation is about.

Register in `apps.py: ready()`: `subjects.register("gathering", found)`.
"""

from collections import defaultdict
from collections.abc import Callable, Collection, Iterable, Mapping
from dataclasses import dataclass
from uuid import UUID

from django.utils.functional import Promise as Words

from weerbaar.outreach.campaign.models import StageMove


@dataclass(frozen=True, kw_only=True)
class Subject:
    """What it is called, where its page is and that of what came of it. What was called off does not stand any more."""

    words: Words
    address: str
    stands: bool
    outcome: str = ""


Find = Callable[[Collection[UUID]], Mapping[UUID, Subject]]
_FINDERS: dict[str, Find] = {}


def register(kind: str, find: Find) -> Find:
    """Will have `find(keys)` asked for subjects of this kind; what is no longer there it leaves out."""
    _FINDERS[kind] = find
    return find


def subjects_of(names: Iterable[str]) -> dict[str, Subject]:
    """Will give what is there of these, by how it is noted: one question for each room, for fifty as for one."""
    keys: dict[str, set[UUID]] = defaultdict(set)
    for name in names:
        kind, _, key = name.partition(":")
        if kind in _FINDERS:
            keys[kind].add(UUID(key))
    return {
        f"{kind}:{key}": subject for kind, some in keys.items() for key, subject in _FINDERS[kind](some).items()
    }  # fmt: skip


def is_held(last: StageMove, before: StageMove | None, known: Mapping[str, Subject]) -> bool:
    """Whether the last step of a stage is put right where it came from, and not at the stage alone.

    So it is while what it came from stands, and when the stage would go back to what something did that was called off.
    """
    if not last.origin:
        return False
    return _stands(last, known) or (before is not None and before.origin != "" and not _stands(before, known))


def _stands(move: StageMove, known: Mapping[str, Subject]) -> bool:
    origin = known.get(move.origin)
    return origin is not None and origin.stands
