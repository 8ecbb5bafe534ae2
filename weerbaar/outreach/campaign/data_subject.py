"""What we have about a contact, for whoever asks (AVG art. 15), and forgetting it on request (art. 17).

Rooms above register in `apps.py: ready()`: `data_subject.register(tell, forget, kept)`. Without `forget` their rows lose
the contact by the database (`on_delete=SET_NULL`). What may not go is told by `kept`, with the reason that whoever asks
is owed (art. 12(4)).
"""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime

from weerbaar.outreach.campaign.models import Contact


@dataclass(frozen=True)
class Told:
    """One thing that we have about somebody: what it is, since when, and what it says, in Dutch.

    What consists of several says the same by name in `fields`, in words for people.
    """

    what: str
    says: str
    at: datetime | None = None
    fields: tuple[tuple[str, str], ...] = ()


Tell = Callable[[Contact], list[Told]]
Forget = Callable[[Contact, datetime], None]
Kept = Callable[[Contact], list[str]]
_TELLERS: list[Tell] = []
_FORGETTERS: list[Forget] = []
_KEEPERS: list[Kept] = []


def register(tell: Tell, forget: Forget | None = None, kept: Kept | None = None) -> None:
    """Will ask `tell(contact)` for every export, and call `forget(contact, at)` inside the transaction that removes one.

    `kept(contact)` says in Dutch, a sentence each, what stays after that and why.
    """
    if tell not in _TELLERS:
        _TELLERS.append(tell)
    if forget is not None and forget not in _FORGETTERS:
        _FORGETTERS.append(forget)
    if kept is not None and kept not in _KEEPERS:
        _KEEPERS.append(kept)


def told_by_rooms(contact: Contact) -> list[Told]:
    """Will return what the rooms above have about a contact."""
    return [one for tell in _TELLERS for one in tell(contact)]


def forget_in_rooms(contact: Contact, at: datetime) -> None:
    """Will let every room forget a contact; what one of them raises undoes the removal."""
    for forget in _FORGETTERS:
        forget(contact, at)


def kept_by_rooms(contact: Contact) -> list[str]:
    """Will return what rooms keep about a contact whatever is asked, each with its reason."""
    return [says for kept in _KEEPERS for says in kept(contact)]
