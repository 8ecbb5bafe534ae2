"""A chat exported from WhatsApp: text whose lines differ by telephone, language and clock.

Android writes `27-11-2026 22:15 - Naam: tekst`, an iPhone `[27-11-2026 22:15:03] Naam: tekst`; English ones have slashes,
a comma, and sometimes the month first or a clock of twelve hours. Which number is the month is decided once for the
whole file: by a number above twelve, else by the order of the lines, else by custom, and then marked as unsure.
"""

import io
import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field, replace
from datetime import datetime

from weerbaar.confidential.incidents.reading.messages import (
    Attachment,
    CannotRead,
    Flag,
    Message,
    Reason,
    flags_of_time,
    in_amsterdam,
)
from weerbaar.confidential.incidents.reading.text import links_in

MOST_LINES = 200_000
_SPACE = "[ \u00a0\u202f]"
_LINE = re.compile(
    rf"\[?([0-9]{{1,4}})([-/.])([0-9]{{1,2}})\2([0-9]{{2,4}})\.?,?{_SPACE}"
    rf"([0-9]{{1,2}})[:.]([0-9]{{2}})(?:[:.]([0-9]{{2}}))?(?:{_SPACE}?([AaPp])\.?{_SPACE}?[Mm]\.?)?"
    rf"(?:\]{_SPACE}?|{_SPACE}[-\u2013]{_SPACE})(.*)",
    re.DOTALL,
)
_SENDER = re.compile(r"([^:\n]{1,100}): (.*)", re.DOTALL)
_DIRECTION = re.compile("[\u200e\u200f\u202a-\u202e\u2066-\u2069\ufeff]")
_ATTACHED = re.compile(r"^(.{1,255}?) \((?:bestand bijgevoegd|file attached)\)|<(?:bijgevoegd|attached): (.{1,255}?)>")
_OMITTED = re.compile(
    r"<(?:Media weggelaten|Media omitted)>|\b(?:afbeelding|foto|video|videobericht|audio|sticker|GIF|document|contactkaart"
    r"|image|photo|video note|contact card) (?:weggelaten|omitted)$",
    re.IGNORECASE,
)
_DELETED = frozenset(
    {
        "Dit bericht is verwijderd",
        "Dit bericht werd verwijderd",
        "U hebt dit bericht verwijderd",
        "Je hebt dit bericht verwijderd",
        "This message was deleted",
        "You deleted this message",
    }
)
_EDITED = re.compile(r"\s*<(?:Dit bericht is bewerkt|Dit bericht is aangepast|This message was edited)\.?>$")
_NEWS_OF_THE_APP = re.compile(
    r"onderwerp (?:is )?(?:gewijzigd|veranderd)|groepsbeschrijving|changed the (?:subject|group)|changed this group",
    re.IGNORECASE,
)
_ENCRYPTED = re.compile(r"end-to-end", re.IGNORECASE)
_NOON, _HOURS, _MOST_MONTHS = 12, 24, 12
_EARLIEST, _LATEST = 1990, 2199
_LENGTH_OF_YEAR = 4


@dataclass
class _Order:
    """Which of the numbers of a date is the month, learned from all lines; and on which line to begin."""

    month_first: bool = False
    unsure: bool = False
    first_line: int = 1


@dataclass
class _Open:
    """A message whose lines are still coming."""

    line: int
    found: re.Match[str]
    rest: list[str] = field(default_factory=list)


def looks_like_a_chat(text: str) -> bool:
    """Whether one of the first lines is a line of such an export."""
    return any(_matched(line) for _, line in zip(range(20), _lines(text[:20_000]), strict=False))


def messages_of(
    text: str, *, path: str, at: datetime, after: str = "", beside: Mapping[str, Attachment] | None = None
) -> Iterator[Message]:
    """Will yield the messages of an export; `beside` holds the files that came with it, by name.

    With `after`, the `source_path` of a message, it begins with that message: those before it are not taken apart again.
    Raises `CannotRead`, before the first message, for more lines than we read at once.
    """
    line = after.rpartition(":")[2]
    order = replace(_order_of(text), first_line=int(line) if line.isdecimal() else 1)
    return _messages(text, path, at, beside or {}, order)


def _lines(text: str) -> io.StringIO:
    return io.StringIO(text, newline=None)  # whatever ends a line, it becomes one sign


def _matched(line: str) -> re.Match[str] | None:
    return _LINE.match(_without_marks(line))


def _without_marks(line: str) -> str:
    return line.lstrip("\u200e\u200f\u202a\u202c\ufeff")


def _order_of(text: str) -> _Order:
    """Will count where numbers above twelve stand, and how often time would run backwards in either order."""
    day_seen = [False, False]
    previous: list[tuple[int, int, int]] = [(0, 0, 0), (0, 0, 0)]
    backwards = [0, 0]
    slash = noon = False
    for number, line in enumerate(_lines(text)):
        if number >= MOST_LINES:
            raise CannotRead(Reason.TOO_MANY_LINES)
        if not (found := _matched(line)) or len(found[1]) == _LENGTH_OF_YEAR:
            continue
        first, second, year = int(found[1]), int(found[3]), int(found[4])
        day_seen = [day_seen[0] or first > _MOST_MONTHS, day_seen[1] or second > _MOST_MONTHS]
        slash, noon = slash or found[2] == "/", noon or bool(found[8])
        for index, moment in enumerate([(year, second, first), (year, first, second)]):
            backwards[index] += moment < previous[index]
            previous[index] = moment
    if day_seen[0] or day_seen[1]:
        return _Order(month_first=not day_seen[0], unsure=day_seen[0] and day_seen[1])
    if backwards[0] != backwards[1]:
        return _Order(month_first=backwards[1] < backwards[0])
    return _Order(month_first=slash and noon, unsure=slash)


def _messages(text: str, path: str, at: datetime, beside: Mapping[str, Attachment], order: _Order) -> Iterator[Message]:
    current: _Open | None = None
    for number, line in enumerate(_lines(text), start=1):
        if found := _matched(line):
            if current and current.line >= order.first_line:
                yield _message(current, path, at, beside, order)
            current = _Open(number, found)
        elif current:
            current.rest.append(line)
    if current:
        yield _message(current, path, at, beside, order)


def _message(current: _Open, path: str, at: datetime, beside: Mapping[str, Attachment], order: _Order) -> Message:
    sent_at, unsure = _moment(current.found, order)
    flags = set(flags_of_time(sent_at, at=at)) | ({Flag.TIME_UNSURE} if unsure else set())
    words = _DIRECTION.sub("", current.found[9]) + _DIRECTION.sub("", "".join(current.rest))
    spoken = _SENDER.match(words)
    sender, said = (spoken[1].strip(), spoken[2]) if spoken else ("", words)
    said = said.strip()
    if not spoken or _NEWS_OF_THE_APP.search(sender) or _ENCRYPTED.search(said[:200]):
        sender, said = ("", words.strip()) if not spoken or _NEWS_OF_THE_APP.search(sender) else (sender, said)
        flags.add(Flag.SYSTEM)
    if said.rstrip(".") in _DELETED:
        flags.add(Flag.DELETED)
    if edited := _EDITED.search(said[-60:]):
        said = said[: len(said) - len(edited[0])]
        flags.add(Flag.EDITED)
    return Message(
        sent_at=sent_at,
        sender=sender,
        text=said,
        source_path=f"{path}:{current.line}",
        links=links_in(said),
        attachments=_attachments(said, beside),
        flags=frozenset(flags),
    )


def _attachments(said: str, beside: Mapping[str, Attachment]) -> tuple[Attachment, ...]:
    names = [android or iphone for android, iphone in _ATTACHED.findall(said)]
    if not names and _OMITTED.search(said):
        return (Attachment(name=""),)
    return tuple(beside.get(name) or Attachment(name=name) for name in names)


def _moment(found: re.Match[str], order: _Order) -> tuple[datetime | None, bool]:
    """Will return when it was, and whether that is unsure."""
    first, second, third = int(found[1]), int(found[3]), int(found[4])
    if len(found[1]) == _LENGTH_OF_YEAR:
        year, month, day = first, second, third
    else:
        day, month = (second, first) if order.month_first else (first, second)
        year = third if len(found[4]) == _LENGTH_OF_YEAR else 2000 + third
    hour = int(found[5])
    if half := (found[8] or "").lower():
        hour = hour % _NOON + (_NOON if half == "p" else 0)
    if not _EARLIEST <= year <= _LATEST:
        return None, True
    try:
        local = datetime(year, month, day, hour, int(found[6]), int(found[7] or 0))  # noqa: DTZ001 - a clock without offset
    except ValueError:
        return None, True
    moment, moved = in_amsterdam(local)
    return moment, moved or order.unsure
