"""Two cases side by side, for who decides whether they are of one person."""

from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from weerbaar.confidential.cases.models import Case
from weerbaar.confidential.cases.queries.lists import first_words
from weerbaar.confidential.cases.queries.reading import parts_of, person_of
from weerbaar.confidential.cases.queries.shelf import readable
from weerbaar.confidential.cases.rules import HELPED
from weerbaar.foundation.vault.keyring import Keyring

if TYPE_CHECKING:
    from weerbaar.foundation.accounts.models import Account

SHOWN = 50


@dataclass(frozen=True)
class Candidate:
    """Another case of the same helper, with its first words."""

    case: Case
    summary: str = field(repr=False)


@dataclass(frozen=True)
class Pair:
    """What two cases begin with, and what each says of who the client is: the one that stays, and the one that goes."""

    summaries: tuple[str, str] = field(repr=False)
    names: tuple[str, str] = field(repr=False)
    reaches: tuple[str, str] = field(repr=False)


def others_of(viewer: "Account", keyring: Keyring, case: Case) -> list[Candidate]:
    """Will return the other open cases in which the viewer answers, the liveliest first, fifty at most."""
    others = readable(keyring).filter(claimed_by=viewer, state__in=HELPED).exclude(pk=case.pk)
    found = list(others.order_by("-last_activity_at", "pk")[:SHOWN])
    opened = keyring.open([one.thread_id for one in found if one.thread_id], purpose="list")
    return [Candidate(one, first_words(keyring, one.summary)) for one in found if one.thread_id in opened]


def pair_of(keyring: Keyring, case: Case, gone: Case) -> Pair:
    """Will return what two cases say, and have it recorded as a look; raises `NotGranted`."""
    keyring.open([*parts_of(case), *parts_of(gone)], purpose="case")
    ours, theirs = person_of(keyring, case), person_of(keyring, gone)
    return Pair(
        (first_words(keyring, case.summary), first_words(keyring, gone.summary)),
        (ours.name, theirs.name),
        (ours.reach, theirs.reach),
    )
