"""Who needs no letter any more, because what it asks for was answered in another way.

A room above knows that of the links whose page it is; it registers in `apps.py: ready()`, by the purpose of the link:
`settled.register(PersonalLink.Purpose.SURVEY, answered_among)`.
"""

from collections.abc import Callable, Collection
from datetime import date
from uuid import UUID

from weerbaar.outreach.campaign.models import PersonalLink

Among = Callable[[Collection[UUID], date], set[UUID]]
_AMONG: dict[str, Among] = {}


def register(purpose: PersonalLink.Purpose, among: Among) -> None:
    """Will ask `among(participations, on)` which of these ids answered what links of this purpose ask for."""
    _AMONG[purpose] = among


def answered_among(purpose: str, participations: Collection[UUID], *, on: date) -> set[UUID]:
    """Will return which of these participations answered already; none when no room knows of that purpose."""
    among = _AMONG.get(purpose)
    return among(participations, on) if among else set()
