"""Archives of X, Facebook and Instagram: their JSON, each with its habits, as one stream of messages.

X wraps JSON in a line of JavaScript. Facebook and Instagram write every byte of UTF-8 as a character of its own, so that
«é» reads as «Ã©»; that is mended wherever it can be undone without loss.
"""

import html
import json
import re
from collections.abc import Callable, Iterator, Mapping
from datetime import UTC, datetime
from email.utils import parsedate_to_datetime
from itertools import count
from typing import Any

from weerbaar.confidential.incidents.reading.messages import (
    Attachment,
    CannotRead,
    Flag,
    Message,
    Reason,
    flags_of_time,
    moment_of,
)
from weerbaar.confidential.incidents.reading.text import links_in, storable

MOST_MESSAGES = 200_000
_ASSIGNMENT = re.compile(r"\s*[A-Za-z_$][\w.$\[\]\"']{0,200}\s*=\s*")
_MEDIA = ("photos", "videos", "audio_files", "files", "gifs", "media")
_MILLISECONDS = 100_000_000_000
"""Above this a number of seconds would lie beyond the year 5000: it counts milliseconds."""

Rows = Iterator[Message]


def parsed(content: bytes, name: str) -> Any:
    """Will return what a JSON file holds, bare or behind `window.… =`; raises `CannotRead`."""
    try:
        text = content.decode("utf-8-sig")
        wrapped = _ASSIGNMENT.match(text)
        return json.loads(text[wrapped.end() :].rstrip().rstrip(";") if wrapped else text)
    except (ValueError, RecursionError) as error:
        raise CannotRead(Reason.CORRUPT, name) from error


def messages_of(found: Any, *, path: str, at: datetime, names: Mapping[str, str] | None = None) -> Rows | None:
    """Will return the messages of a parsed file, or nothing when it is not of a kind that we know.

    `names` says who is behind the numbers of X, as far as the archive tells.
    """
    reader = _reader_of(found)
    return _bounded(reader(found, path, at, names or {})) if reader else None


def names_of(found: Any) -> dict[str, str]:
    """Will return who the archive of X belongs to, by number: the one name that it gives."""
    accounts = [_dict(_dict(row).get("account")) for row in _list(found)]
    return {_text(one.get("accountId")): f"@{_text(one.get('username'))}" for one in accounts if one.get("username")}


def _reader_of(found: Any) -> Callable[[Any, str, datetime, Mapping[str, str]], Rows] | None:
    if isinstance(found, dict) and isinstance(found.get("messages"), list) and "participants" in found:
        return _conversation_of_meta
    first = found[0] if isinstance(found, list) and found else None
    if isinstance(first, dict) and isinstance(first.get("tweet"), dict):
        return _posts_on_x
    if isinstance(first, dict) and isinstance(first.get("dmConversation"), dict):
        return _conversations_on_x
    return None


def _bounded(rows: Rows) -> Rows:
    for number, row in enumerate(rows):
        if number >= MOST_MESSAGES:
            raise CannotRead(Reason.TOO_MANY_MESSAGES)
        yield row


def _posts_on_x(found: Any, path: str, at: datetime, names: Mapping[str, str]) -> Rows:
    owner = next(iter(names.values()), "")
    for number, row in enumerate(_list(found), start=1):
        post = _dict(_dict(row).get("tweet"))
        if not post:
            continue
        said = html.unescape(_text(post.get("full_text")) or _text(post.get("text")))
        media = [_dict(one) for one in _list(_dict(post.get("extended_entities")).get("media"))]
        yield _row(
            _date_of_mail(post.get("created_at")),
            owner,
            said,
            f"{path}#{number}",
            at,
            attachments=tuple(Attachment(name=_text(one.get("media_url_https"))) for one in media),
        )


def _conversations_on_x(found: Any, path: str, at: datetime, names: Mapping[str, str]) -> Rows:
    numbers = count(1)
    for row in _list(found):
        conversation = _dict(_dict(row).get("dmConversation"))
        for one in _list(conversation.get("messages")):
            message, number = _dict(_dict(one).get("messageCreate")), next(numbers)
            if not message:
                continue  # somebody joined or left
            sender, receiver = _text(message.get("senderId")), _text(message.get("recipientId"))
            yield _row(
                _iso(message.get("createdAt")),
                names.get(sender, sender),
                html.unescape(_text(message.get("text"))),
                f"{path}#{number}",
                at,
                recipients=(names.get(receiver, receiver),) if receiver else (),
                attachments=tuple(Attachment(name=_text(url)) for url in _list(message.get("mediaUrls"))),
            )


def _conversation_of_meta(found: Any, path: str, at: datetime, names: Mapping[str, str]) -> Rows:
    del names
    people = [_mended(one if isinstance(one, str) else _dict(one).get("name")) for one in _list(found["participants"])]
    for number, row in enumerate(_list(found["messages"]), start=1):
        message = _dict(row)
        if not message:
            continue
        sender = _mended(message.get("sender_name") or message.get("senderName"))
        link = _mended(_dict(message.get("share")).get("link"))
        said = _mended(message.get("content") or message.get("text")) or _mended(
            _dict(message.get("share")).get("share_text")
        )
        removed = message.get("is_unsent") is True or message.get("isUnsent") is True
        yield _row(
            _number_of_time(message.get("timestamp_ms", message.get("timestamp"))),
            sender,
            f"{said}\n{link}".strip() if link and link not in said else said,
            f"{path}#{number}",
            at,
            recipients=tuple(name for name in people if name and name != sender),
            attachments=_media_of(message),
            flags={Flag.DELETED} if removed else set(),
        )


def _media_of(message: dict[str, Any]) -> tuple[Attachment, ...]:
    files = [_dict(one) for kind in _MEDIA for one in _list(message.get(kind))]
    files.append(_dict(message.get("sticker")))
    paths = [_mended(one.get("uri")) for one in files]
    return tuple(Attachment(name=path.rpartition("/")[2], path=path) for path in paths if path)


def _row(
    sent_at: datetime | None,
    sender: str,
    said: str,
    path: str,
    at: datetime,
    *,
    flags: set[Flag] | None = None,
    **more: Any,
) -> Message:
    unsure = set() if sent_at else {Flag.TIME_UNSURE}
    return Message(
        sent_at=sent_at,
        sender=sender,
        text=said,
        source_path=path,
        links=links_in(said),
        flags=frozenset(flags_of_time(sent_at, at=at) | unsure | (flags or set())),
        **more,
    )


def _mended(value: Any) -> str:
    said = _text(value)
    try:
        return said.encode("latin-1").decode()
    except UnicodeError:
        return said


def _text(value: Any) -> str:
    return storable(value) if isinstance(value, str) else ""


def _list(value: Any) -> list[Any]:
    return value if isinstance(value, list) else []


def _dict(value: Any) -> dict[str, Any]:
    return value if isinstance(value, dict) else {}


def _number_of_time(value: Any) -> datetime | None:
    if isinstance(value, bool) or not isinstance(value, int | float):
        return None
    try:
        return moment_of(value / 1000 if value > _MILLISECONDS else value)
    except OverflowError:
        return None  # a number that no clock ever reached


def _iso(value: Any) -> datetime | None:
    try:
        moment = datetime.fromisoformat(_text(value))
        return (moment if moment.tzinfo else moment.replace(tzinfo=UTC)).astimezone(UTC)
    except (ValueError, OverflowError):
        return None


def _date_of_mail(value: Any) -> datetime | None:
    """Will read «Wed Oct 10 20:19:24 +0000 2018», whatever the language of this machine."""
    parts = _text(value).split()
    if len(parts) != 6:  # noqa: PLR2004 - the parts of that date
        return None
    weekday, month, day, clock, offset, year = parts
    try:
        return parsedate_to_datetime(f"{weekday}, {day} {month} {year} {clock} {offset}").astimezone(UTC)
    except (ValueError, TypeError, IndexError, OverflowError):
        return None
