"""What goes into a file: incidents, evidence with its words and pictures, names to mask; and which files were made."""

from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass, field
from datetime import datetime
from itertools import chain
from typing import TYPE_CHECKING
from uuid import UUID

from weerbaar.confidential.cases import queries as cases
from weerbaar.confidential.incidents.masking import Mask, Masked, mask_for
from weerbaar.confidential.incidents.models import PoliceFile
from weerbaar.confidential.incidents.paperwork import FileFacts
from weerbaar.confidential.incidents.queries.bundles import messages_at
from weerbaar.confidential.incidents.queries.originals import Original, all_evidence, words_of
from weerbaar.confidential.incidents.queries.shelf import opened
from weerbaar.confidential.incidents.queries.timeline import Whole, incidents_in_full
from weerbaar.confidential.incidents.reading.messages import Message
from weerbaar.confidential.incidents.wishes import Wish
from weerbaar.foundation.vault import viewing
from weerbaar.foundation.vault.keyring import Keyring

if TYPE_CHECKING:
    from weerbaar.confidential.cases.models import Case
    from weerbaar.foundation.accounts.models import Account

_AT_ONCE, _TOGETHER, _MOST_BYTES = 2, 5, 40 * 1024 * 1024
"""Pictures are drawn by processes of their own; more of them at once would take the machine from everybody."""


@dataclass(frozen=True)
class Annex:
    """One piece of evidence in a file: its number, what it is, and its words or its picture as far as there are any."""

    number: int
    original: Original = field(repr=False)
    messages: tuple[Message, ...] = field(default=(), repr=False)
    picture: bytes | None = field(default=None, repr=False)
    goes_along: bool = False


@dataclass(frozen=True)
class Gathered:
    """All that a file is made of, opened and in memory."""

    number: str
    client: str = field(repr=False)
    incidents: tuple[Whole, ...] = field(repr=False)
    annexes: tuple[Annex, ...] = field(repr=False)
    mask: Mask = field(repr=False)

    @property
    def originals(self) -> list[Annex]:
        """The annexes whose original goes along."""
        return [annex for annex in self.annexes if annex.goes_along]


@dataclass(frozen=True)
class Made:
    """A file that was made: when, by whom, and what was written down of it."""

    id: UUID
    made_at: datetime
    made_by: "Account"
    facts: FileFacts = field(repr=False)


def gathered(keyring: Keyring, case: "Case", wish: Wish, *, at: datetime) -> Gathered:
    """Will return what the wish asks for, of this case and no other; what is not there is left out.

    The identity is opened only for the names: who has no key to it makes a file without them.
    """
    person = cases.person_of(keyring, case)
    incidents = tuple(one for one in incidents_in_full(keyring, case) if one.id in wish.incidents)
    wanted = wish.evidence | wish.originals
    originals = [one for one in all_evidence(keyring, case) if one.id in wanted]
    pictures = _pictures([one for one in originals if one.id in wish.evidence])
    annexes = tuple(
        Annex(
            number=number,
            original=original,
            messages=_messages(keyring, case, original, incidents, at) if original.id in wish.evidence else (),
            picture=pictures.get(original.id),
            goes_along=original.id in wish.originals,
        )
        for number, original in enumerate(originals, 1)
    )
    return Gathered(case.number, person.name, incidents, annexes, _mask(keyring, case, person, wish))


def files_of(keyring: Keyring, case: "Case") -> list[Made]:
    """Will return the files that were made of a case, the newest first: the purpose log, for helper and client."""
    rows = list(PoliceFile.objects.filter(case=case).select_related("made_by").order_by("-made_at", "pk"))
    return opened(
        case,
        keyring,
        lambda: [Made(row.pk, row.made_at, row.made_by, FileFacts.read(row.facts.reveal(keyring))) for row in rows],
    )


def files_with(keyring: Keyring, case: "Case", piece: UUID) -> list[Made]:
    """Will return the files that an incident or a piece of evidence went along in, the newest first."""
    return [
        made
        for made in files_of(keyring, case)
        if str(piece) in {*made.facts.incidents, *made.facts.evidence, *made.facts.originals}
    ]


def _pictures(originals: list[Original]) -> dict[UUID, bytes]:
    """Pictures drawn anew, a few together in one process, two processes at a time."""
    shown = [one for one in originals if one.can_be_shown]
    with ThreadPoolExecutor(max_workers=_AT_ONCE) as drawing:
        drawn = chain.from_iterable(drawing.map(_printed, _portions(shown)))
        return {original.id: copy for original, copy in zip(shown, drawn, strict=True) if copy}


def _portions(originals: list[Original]) -> Iterator[list[Original]]:
    """A few originals at a time, and not more bytes than may be in memory at once."""
    portion: list[Original] = []
    for one in originals:
        if portion and (len(portion) == _TOGETHER or sum(each.size for each in portion) + one.size > _MOST_BYTES):
            yield portion
            portion = []
        portion.append(one)
    if portion:
        yield portion


def _printed(originals: list[Original]) -> list[bytes]:
    return viewing.printing_copies([b"".join(one.chunks()) for one in originals])


def _messages(
    keyring: Keyring, case: "Case", original: Original, incidents: tuple[Whole, ...], at: datetime
) -> tuple[Message, ...]:
    """The words of a mail or text, or of an archive those messages that the chosen incidents are about."""
    if not original.is_bundle:
        return tuple(words_of(original, at=at))
    numbers = {
        number
        for incident in incidents
        for picked in incident.told.picked
        if picked.evidence == str(original.id)
        for number in picked.messages
    }
    return tuple(messages_at(keyring, case, original.id, sorted(numbers)))


def _mask(keyring: Keyring, case: "Case", person: cases.Person, wish: Wish) -> Mask:
    around = cases.people_around(keyring, case).people if wish.masks_anything else []
    names = [person.name] if Masked.CLIENT in wish.masked else []
    if Masked.OTHERS in wish.masked:
        names += [one.name for one in around]
    phrases = list(wish.own_words)
    if Masked.ADDRESSES in wish.masked:
        phrases += [person.reach, *(one.reach for one in around)]
    return mask_for(names=names, phrases=phrases, addresses=Masked.ADDRESSES in wish.masked)
