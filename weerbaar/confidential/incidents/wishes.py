"""What somebody wants in a file that leaves the house, and what must not be read in it."""

from dataclasses import dataclass, field
from uuid import UUID

from weerbaar.confidential.incidents.masking import Masked


@dataclass(frozen=True, kw_only=True)
class Wish:
    """For whom and why, what goes in, and what is made unreadable. `originals` go beside the paper, in a package."""

    for_whom: str = field(repr=False)
    why: str = field(repr=False)
    office: str = field(default="", repr=False)
    work_address: str = field(default="", repr=False)
    motive: str = field(default="", repr=False)
    under_number: bool = False
    incidents: frozenset[UUID] = frozenset()
    evidence: frozenset[UUID] = frozenset()
    originals: frozenset[UUID] = frozenset()
    masked: frozenset[Masked] = frozenset()
    own_words: tuple[str, ...] = field(default=(), repr=False)
    as_package: bool = False

    @property
    def masks_anything(self) -> bool:
        """Whether something is to be made unreadable."""
        return bool(self.masked) or bool(self.own_words)
