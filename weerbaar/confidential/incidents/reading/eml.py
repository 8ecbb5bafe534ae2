"""A mail as a mail program saves it (.eml, RFC 5322), with the mails that were attached to it.

The message is parsed with the plain policy of the standard library: it never refuses a header and its time grows with
the length of the mail, which cannot be said of the policy that understands more.
"""

import hashlib
import re
from collections import deque
from collections.abc import Iterator
from datetime import UTC, datetime
from email import message_from_bytes, policy
from email.errors import HeaderParseError
from email.header import decode_header
from email.message import Message as Part
from email.utils import getaddresses, parsedate_to_datetime
from itertools import islice

from weerbaar.confidential.incidents.reading.messages import (
    Attachment,
    CannotRead,
    Flag,
    Message,
    Reason,
    flags_of_time,
)
from weerbaar.confidential.incidents.reading.text import decoded, decoded_as, links_in, storable, without_markup

MOST_NESTED = 5
_MOST_PARTS_IN_PARTS = 100
_MOST_PARTS = 10_000
_MOST_HEADER = 10_000
_MOST_LINES_OF_HEAD = 20_000
_STUMBLES = (RecursionError, ValueError, LookupError, TypeError, AttributeError, AssertionError, OverflowError)
_KNOWN = frozenset({"from", "to", "date", "subject", "received", "message-id", "return-path", "sender"})
# The standard library takes the square of their length to read the headers that say what a part is.
_ENDLESS = re.compile(rb"^content-[a-z-]{1,40}:(?:[^\r\n]|\r?\n[ \t]){10000}", re.IGNORECASE | re.MULTILINE)
_BLANK_LINE = re.compile(rb"\n\r?\n")
_CONTAINER = re.compile(rb"content-type:\s{0,20}(?:multipart/|message/rfc822)", re.IGNORECASE)


def messages_of(content: bytes, *, path: str, at: datetime) -> Iterator[Message]:
    """Will yield the mail and the mails attached to it; raises `CannotRead`, before the first, when it is none."""
    mail = _parsed(content, path)
    return _or_corrupt(_mails(mail, path, at, MOST_NESTED), path)


def attachment_of(content: bytes, numbers: str, path: str) -> bytes:
    """Will return the bytes of an attachment, by its number: `3`, or `2#1` in the mail that is part 2. Raises `CannotRead`.

    A mail that was attached comes out as a mail.
    """
    try:
        part = _parsed(content, path)
        for deeper, number in enumerate(numbers.split("#")):
            part = dict(enumerate(_parts(_inside(part)[0] if deeper else part), start=1))[int(number)]
        return _inside(part)[0].as_bytes() if part.is_multipart() else _content(part)
    except _STUMBLES as error:
        raise CannotRead(Reason.CORRUPT, path) from error


def _parsed(content: bytes, path: str) -> Part:
    if not content.strip():
        raise CannotRead(Reason.EMPTY)
    if len(_CONTAINER.findall(content)) > _MOST_PARTS_IN_PARTS:
        raise CannotRead(Reason.TOO_DEEP, path)
    if _ENDLESS.search(content) or _head_of(content).count(b"\n") > _MOST_LINES_OF_HEAD:
        raise CannotRead(Reason.CORRUPT, path)
    try:
        mail = message_from_bytes(content, policy=policy.compat32)
    except _STUMBLES as error:
        raise CannotRead(Reason.CORRUPT, path) from error
    if not _KNOWN & {name.lower() for name in mail.keys()}:  # noqa: SIM118 - a mail is no dictionary
        raise CannotRead(Reason.CORRUPT, path)
    return mail


def _head_of(content: bytes) -> bytes:
    end = _BLANK_LINE.search(content)
    return content[: end.start()] if end else content


def _or_corrupt(mails: Iterator[Message], path: str) -> Iterator[Message]:
    """Will pass on what is read; what the standard library stumbles over makes a mail that is broken."""
    try:
        yield from mails
    except _STUMBLES as error:
        raise CannotRead(Reason.CORRUPT, path) from error


def _mails(mail: Part, path: str, at: datetime, deeper: int) -> Iterator[Message]:
    if deeper < 0:
        raise CannotRead(Reason.TOO_DEEP, path)
    parts = list(islice(_parts(mail), _MOST_PARTS + 1))
    if len(parts) > _MOST_PARTS:
        raise CannotRead(Reason.TOO_MANY_FILES, path)
    yield _message(mail, parts, path, at)
    for number, part in enumerate(parts, start=1):
        for inner in _inside(part) if part.get_content_type() == "message/rfc822" else []:
            yield from _mails(inner, f"{path}#{number}", at, deeper - 1)


def _parts(mail: Part) -> Iterator[Part]:
    """Will yield what is in the mail, but not what is in a mail attached to it."""
    waiting = deque([mail])
    while waiting:
        part = waiting.popleft()
        if part.get_content_maintype() == "multipart" and part.is_multipart():
            waiting.extendleft(reversed(_inside(part)))
        else:
            yield part


def _inside(part: Part) -> list[Part]:
    inside = part.get_payload() if part.is_multipart() else []
    return [one for one in inside if isinstance(one, Part)] if isinstance(inside, list) else []


def _message(mail: Part, parts: list[Part], path: str, at: datetime) -> Message:
    sent_at = _moment(_header(mail, "date"))
    body, guessed = _body(parts)
    flags = set(flags_of_time(sent_at, at=at))
    flags |= set() if sent_at else {Flag.TIME_UNSURE}
    flags |= {Flag.CHARACTERS_GUESSED} if guessed else set()
    flags |= {Flag.DAMAGED} if any(part.defects for part in [mail, *parts]) else set()
    said = storable(body).replace("\r\n", "\n").strip()
    return Message(
        sent_at=sent_at,
        sender=_header(mail, "from"),
        recipients=_people(mail),
        subject=_header(mail, "subject"),
        text=said,
        source_path=path,
        links=links_in(said),
        attachments=tuple(_attachments(parts, path)),
        flags=frozenset(flags),
    )


def _header(mail: Part, name: str) -> str:
    raw = next((str(value) for key, value in mail.raw_items() if key.lower() == name), "")
    return _words(raw[:_MOST_HEADER])


def _words(raw: str) -> str:
    """Will return the words of a header: encoded as the standard says, or as bytes, as it should not be."""
    plain, _guessed = decoded(raw.encode("utf-8", "surrogateescape"))
    try:
        pieces = decode_header(plain)
    except (HeaderParseError, ValueError, IndexError, TypeError):
        pieces = [(plain, None)]
    words = [piece if isinstance(piece, str) else decoded_as(piece, charset or "ascii")[0] for piece, charset in pieces]
    return storable(" ".join("".join(words).split()))


def _people(mail: Part) -> tuple[str, ...]:
    fields = [_header(mail, name) for name in ("to", "cc")]
    try:
        people = getaddresses([field for field in fields if field])
    except (ValueError, IndexError, TypeError, AttributeError):
        return tuple(field for field in fields if field)
    return tuple(f"{name} <{address}>" if name else address for name, address in people if name or address)


def _moment(date: str) -> datetime | None:
    try:
        moment = parsedate_to_datetime(date)
        return (moment if moment.tzinfo else moment.replace(tzinfo=UTC)).astimezone(UTC)
    except (ValueError, TypeError, IndexError, OverflowError, AttributeError):
        return None


def _is_attached(part: Part) -> bool:
    return part.get_content_disposition() == "attachment" or bool(_name(part))


def _body(parts: list[Part]) -> tuple[str, bool]:
    """Will return the words of the mail and whether their characters were guessed: the plain ones before the page."""
    for kind in ("text/plain", "text/html"):
        for part in parts:
            if part.get_content_type() == kind and not _is_attached(part):
                text, guessed = decoded_as(_content(part), part.get_content_charset() or "utf-8")
                return (without_markup(text) if kind == "text/html" else text), guessed
    return "", False


def _content(part: Part) -> bytes:
    try:
        inside = part.get_payload(decode=True)
    except (ValueError, LookupError, TypeError, AttributeError):
        return b""
    return inside if isinstance(inside, bytes) else b""


def _name(part: Part) -> str:
    try:
        return _words((part.get_filename() or "")[:_MOST_HEADER])
    except (ValueError, LookupError, TypeError, IndexError, AttributeError):
        return ""


def _attachments(parts: list[Part], path: str) -> Iterator[Attachment]:
    for number, part in enumerate(parts, start=1):
        is_mail = part.get_content_type() == "message/rfc822"
        if not is_mail and not _is_attached(part):
            continue
        content = b"" if is_mail else _content(part)
        yield Attachment(
            name=_name(part) or ("bericht.eml" if is_mail else ""),
            path=f"{path}#{number}",
            media_type=part.get_content_type(),
            size=None if is_mail else len(content),
            sha256="" if is_mail else hashlib.sha256(content).hexdigest(),
        )
