"""Picking out of very many: by sender and day, by word. All in memory, for as long as somebody looks."""

from collections import defaultdict
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import date

from weerbaar.confidential.incidents.reading.messages import AMSTERDAM, Message


@dataclass(frozen=True, kw_only=True, slots=True)
class Group:
    """What one sender wrote on one day in Amsterdam; without a day it is not known when."""

    sender: str
    day: date | None
    messages: tuple[Message, ...]


def day_of(message: Message) -> date | None:
    """Will return the day on which the message was sent, as somebody in Amsterdam would say it."""
    return message.sent_at.astimezone(AMSTERDAM).date() if message.sent_at else None


def group_by_sender_and_day(messages: Iterable[Message]) -> list[Group]:
    """Will return who wrote what on which day: by sender, then oldest first, then what has no day.

    One sender is one name, however it was written in capitals; within a group the messages keep their order.
    """
    found: dict[tuple[str, date | None], list[Message]] = defaultdict(list)
    names: dict[str, str] = {}
    for message in messages:
        key = message.sender.casefold()
        names.setdefault(key, message.sender)
        found[key, day_of(message)].append(message)
    order = sorted(found, key=lambda one: (one[0], one[1] is None, one[1] or date.min))
    return [Group(sender=names[key], day=day, messages=tuple(found[key, day])) for key, day in order]


def picked(
    messages: Iterable[Message],
    *,
    senders: Iterable[str] = (),
    first: date | None = None,
    last: date | None = None,
    words: str = "",
) -> Iterator[Message]:
    """Will yield the messages of these senders, from the first to the last day, that hold every one of these words.

    What is left out does not choose. A message without a day is only there while no day is asked for.
    """
    wanted, sought = {sender.casefold() for sender in senders}, words.casefold().split()
    for message in messages:
        if wanted and message.sender.casefold() not in wanted:
            continue
        if (first or last) and not _within(day_of(message), first, last):
            continue
        said = f"{message.subject}\n{message.text}".casefold()
        if all(word in said for word in sought):
            yield message


def _within(day: date | None, first: date | None, last: date | None) -> bool:
    return day is not None and (first is None or first <= day) and (last is None or day <= last)
