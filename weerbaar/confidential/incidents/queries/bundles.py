"""Archives of many messages: how far they were read, who wrote what on which day, and what was picked."""

import json
from collections import Counter
from dataclasses import dataclass, field
from datetime import date
from typing import TYPE_CHECKING
from uuid import UUID

from weerbaar.confidential.incidents import rules
from weerbaar.confidential.incidents.facts import messages_read
from weerbaar.confidential.incidents.models import Bundle, BundlePage
from weerbaar.confidential.incidents.queries.shelf import opened
from weerbaar.confidential.incidents.reading.grouping import day_of, group_by_sender_and_day, picked
from weerbaar.confidential.incidents.reading.messages import Message
from weerbaar.foundation.vault.keyring import Keyring

if TYPE_CHECKING:
    from weerbaar.confidential.cases.models import Case


@dataclass(frozen=True)
class Asked:
    """Which messages of an archive somebody wants to see. What is left out does not choose."""

    sender: str = field(default="", repr=False)
    first: date | None = None
    last: date | None = None
    words: str = field(default="", repr=False)
    start: int = 0


@dataclass(frozen=True)
class Numbered:
    """A message with its place in the archive, and whether it was picked."""

    number: int
    message: Message = field(repr=False)
    is_picked: bool


@dataclass(frozen=True)
class Day:
    """What one sender wrote on one day, as far as it stands on this page."""

    sender: str = field(repr=False)
    day: date | None
    messages: list[Numbered] = field(repr=False)


@dataclass(frozen=True)
class Shown:
    """One page of a selection. `following` is where the next begins, or None; `numbers` are the messages on it."""

    days: list[Day]
    matching: int
    following: int | None
    numbers: list[int]
    senders: list[tuple[str, int]] = field(repr=False)
    picked: int


@dataclass(frozen=True)
class Progress:
    """How far an archive was read."""

    read: int
    finished: bool


def progress_of(case: "Case", evidence_id: UUID) -> Progress | None:
    """Will return how far the archive was read, or None when that evidence is no archive of this case."""
    row = Bundle.objects.filter(case=case, original_id=evidence_id).first()
    return Progress(row.read, row.finished_at is not None) if row else None


def picked_in(keyring: Keyring, bundle: Bundle) -> list[int]:
    """Will return the places of the messages that were picked."""
    return list(json.loads(bundle.picked.reveal(keyring))) if bundle.picked else []


def all_messages(keyring: Keyring, case: "Case", evidence_id: UUID) -> list[Message]:
    """Will return every message that was read from the archive, in its order, in memory and for as long as it is held."""
    rows = list(BundlePage.objects.filter(bundle__case=case, bundle__original_id=evidence_id).order_by("position"))
    return opened(case, keyring, lambda: [one for row in rows for one in messages_read(row.messages.reveal(keyring))])


def messages_at(keyring: Keyring, case: "Case", evidence_id: UUID, numbers: list[int]) -> list[Message]:
    """Will return the messages at these places of the archive, opening only the pages that they stand on."""
    positions = {number // rules.PAGE for number in numbers}
    rows = list(BundlePage.objects.filter(bundle__case=case, bundle__original_id=evidence_id, position__in=positions))
    pages = opened(case, keyring, lambda: {row.position: messages_read(row.messages.reveal(keyring)) for row in rows})
    places = [(pages.get(number // rules.PAGE, []), number % rules.PAGE) for number in numbers]
    return [page[place] for page, place in places if place < len(page)]


def picked_of(keyring: Keyring, case: "Case", evidence_id: UUID) -> list[int]:
    """Will return the places of the messages that were picked in an archive of this case."""
    row = Bundle.objects.filter(case=case, original_id=evidence_id).first()
    return opened(case, keyring, lambda: picked_in(keyring, row)) if row else []


def shown(keyring: Keyring, case: "Case", evidence_id: UUID, asked: Asked) -> Shown:
    """Will return the messages that somebody asked for, by sender and day, a hundred at a time."""
    everything = all_messages(keyring, case, evidence_id)
    chosen = set(picked_of(keyring, case, evidence_id))
    numbers = {id(message): number for number, message in enumerate(everything)}
    senders = [asked.sender] if asked.sender else []
    matching = picked(everything, senders=senders, first=asked.first, last=asked.last, words=asked.words)
    groups = group_by_sender_and_day(matching)
    flat = [(group, message) for group in groups for message in group.messages]
    page = flat[asked.start : asked.start + rules.SHOWN]
    days: list[Day] = []
    for group, message in page:
        if not days or (days[-1].sender, days[-1].day) != (group.sender, group.day):
            days.append(Day(group.sender, group.day, []))
        number = numbers[id(message)]
        days[-1].messages.append(Numbered(number, message, number in chosen))
    end = asked.start + rules.SHOWN
    counted = Counter(message.sender for message in everything)
    return Shown(
        days=days,
        matching=len(flat),
        following=end if end < len(flat) else None,
        numbers=[numbers[id(message)] for _group, message in page],
        senders=counted.most_common(),
        picked=len(chosen),
    )


def span_of(messages: list[Message]) -> tuple[date | None, date | None]:
    """Will return the first and the last day on which something was sent."""
    days = [day for message in messages if (day := day_of(message))]
    return (min(days), max(days)) if days else (None, None)
