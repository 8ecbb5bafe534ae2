"""One way in: whatever somebody brought, by its content, as a source and a stream of messages."""

import hashlib
import re
from collections.abc import Callable, Iterator
from datetime import datetime
from functools import partial
from typing import BinaryIO, NamedTuple

from weerbaar.confidential.incidents.reading import eml, msg, social, whatsapp
from weerbaar.confidential.incidents.reading.archive import Archive
from weerbaar.confidential.incidents.reading.messages import (
    Attachment,
    CannotRead,
    Flag,
    Kind,
    Message,
    Reading,
    Reason,
    Source,
)
from weerbaar.confidential.incidents.reading.text import decoded, links_in, storable
from weerbaar.foundation.vault.inspection import PLAIN, media_type_of

MOST_BYTES = 64 * 1024 * 1024
"""How large a mail, chat or JSON file may be: it is in memory once while it is read. Archives may be larger."""
MAIL, OUTLOOK = "message/rfc822", "application/vnd.ms-outlook"
_HEAD = 8192
_WIDE = (b"\xff\xfe", b"\xfe\xff")
_LOOKS_LIKE_MAIL = re.compile(
    rb"\A(?:From [^\r\n]{0,500}\r?\n)?(?:Return-Path|Received|Delivered-To|From|To|Date|Subject|Message-ID|MIME-Version)"
    rb":[^\r\n]{0,2000}\r?\n(?:[!-9;-~]{1,70}:|[ \t])",
    re.IGNORECASE,
)
_NEXT_MAIL = re.compile(rb"^From [^\r\n]{1,500}\r?\n(?=[!-9;-~]{1,70}:)", re.MULTILINE)
_LOCKED_PDF = re.compile(rb"/Encrypt\s{0,10}(?:[0-9]{1,10}\s{1,10}[0-9]{1,5}\s{1,10}R|<<)")
_SOCIAL = re.compile(
    r"(?:^|/)(?:(?:tweets?|direct-messages(?:-group)?)(?:-part[0-9]+)?\.js|message_[0-9]+\.json)$", re.IGNORECASE
)
_ACCOUNT = re.compile(r"(?:^|/)account\.js$", re.IGNORECASE)
_OFFICE = frozenset({"[Content_Types].xml", "mimetype"})
_MOST_TEXTS_TRIED = 5
# What is set aside by name while the rest of an archive is read; anything else is a reason to read none of it.
_SET_ASIDE = frozenset({Reason.CORRUPT, Reason.EMPTY, Reason.TOO_DEEP, Reason.TOO_LARGE})

Rows = Iterator[Message]


def read_evidence(name: str, media_type: str, stream: BinaryIO, *, at: datetime, after: str = "") -> Reading:
    """Will return what was brought, as a source and its messages; raises `CannotRead`, now or while they are read.

    `stream` can be rewound and stays open until the last message was asked for. The content decides what it is; name and
    `media_type` are a hint where content says nothing. What holds no messages that we know has none: it is still evidence.
    `after` is the `source_path` of the message that was read last, to go on there without reading all before it again.
    """
    size, digest, head = _measured(stream)
    if not size:
        raise CannotRead(Reason.EMPTY, name)
    kind, true_type, rows, flags = _opened(name, media_type, head, stream, _How(at, after))
    source = Source(name=name, kind=kind, media_type=true_type, size=size, sha256=digest, flags=flags)
    return Reading(source=source, messages=_past(rows, after) if after else rows)


Opened = tuple[Kind, str, Rows, frozenset[Flag]]
_NONE: frozenset[Flag] = frozenset()


class _How(NamedTuple):
    at: datetime
    after: str


def _measured(stream: BinaryIO) -> tuple[int, str, bytes]:
    stream.seek(0)
    digest, size, head = hashlib.sha256(), 0, b""
    while chunk := stream.read(1024 * 1024):
        head = head or chunk[:_HEAD]
        digest.update(chunk)
        size += len(chunk)
    stream.seek(0)
    return size, digest.hexdigest(), head


def _opened(name: str, hint: str, head: bytes, stream: BinaryIO, how: _How) -> Opened:
    found = media_type_of(head)
    if found == "application/zip":
        return _archive(name, stream, how)
    if head.startswith(msg.COMPOUND_FILE):
        return _compound(name, hint, stream, how)
    if found == "application/pdf":
        flags = frozenset({Flag.MAYBE_LOCKED}) if _LOCKED_PDF.search(_whole(stream, name)) else _NONE
        return Kind.PDF, found, iter(()), flags
    if found not in {"text/plain", PLAIN}:
        return Kind.OTHER, found, iter(()), _NONE
    return _written(name, hint, head, stream, how)


def _written(name: str, hint: str, head: bytes, stream: BinaryIO, how: _How) -> Opened:
    """Will open what no signature gave away: a mail, a chat, an archive of social media, or any text."""
    if name.lower().endswith(".msg"):
        raise CannotRead(Reason.CORRUPT, name)
    if name.lower().endswith((".eml", ".mbox")) or hint == MAIL or _LOOKS_LIKE_MAIL.match(head):
        return _mails(_whole(stream, name), name, how)
    if b"\x00" in head and not head.startswith(_WIDE):
        return Kind.OTHER, hint or PLAIN, iter(()), _NONE
    return _text(name, hint, _whole(stream, name), how)


def _whole(stream: BinaryIO, name: str) -> bytes:
    content = stream.read(MOST_BYTES + 1)
    if len(content) > MOST_BYTES:
        raise CannotRead(Reason.TOO_LARGE, name)
    return content


def mailbox_of(content: bytes) -> list[bytes]:
    """Will return the mails in a mailbox, each behind a line that begins with «From »; none when it is not one."""
    lines = list(_NEXT_MAIL.finditer(content)) if content.startswith(b"From ") else []
    ends = [*(line.start() for line in lines), len(content)][1:]
    return [content[line.end() : end] for line, end in zip(lines, ends, strict=True)] if len(lines) > 1 else []


def _mails(content: bytes, name: str, how: _How) -> Opened:
    if mails := mailbox_of(content):
        return Kind.ARCHIVE, "application/mbox", _mailbox(mails, name, how), _NONE
    return Kind.MAIL, MAIL, eml.messages_of(content, path=name, at=how.at), _NONE


def _mailbox(mails: list[bytes], name: str, how: _How) -> Rows:
    before = how.after.removeprefix(f"{name}#").partition("#")[0]
    first = int(before) if before.isdecimal() else 1
    for number, mail in enumerate(mails, start=1):
        if number >= first:
            path = f"{name}#{number}"
            yield from _each_or_set_aside(path, partial(eml.messages_of, mail, path=path, at=how.at))


def _compound(name: str, hint: str, stream: BinaryIO, how: _How) -> Opened:
    try:
        return Kind.MAIL, OUTLOOK, msg.messages_of(_whole(stream, name), path=name, at=how.at), _NONE
    except CannotRead:
        if name.lower().endswith(".msg") or hint == OUTLOOK:
            raise
        return Kind.OTHER, hint or PLAIN, iter(()), _NONE  # a document of an old word processor


def _text(name: str, hint: str, content: bytes, how: _How) -> Opened:
    if name.lower().endswith((".js", ".json")):
        rows = social.messages_of(social.parsed(content, name), path=name, at=how.at)
        if rows is not None:
            return Kind.SOCIAL, "application/json", rows, _NONE
    said, guessed = decoded(content)
    flags = frozenset({Flag.CHARACTERS_GUESSED}) if guessed else _NONE
    if whatsapp.looks_like_a_chat(said):
        return Kind.CHAT, "text/plain", whatsapp.messages_of(said, path=name, at=how.at, after=how.after), flags
    if guessed and not name.lower().endswith((".txt", ".log", ".csv", ".md")):
        return Kind.OTHER, hint or PLAIN, iter(()), _NONE
    whole = Message(sent_at=None, sender="", text=storable(said), source_path=name, links=links_in(said), flags=flags)
    return Kind.TEXT, "text/plain", iter([whole]), flags


def _archive(name: str, stream: BinaryIO, how: _How) -> Opened:
    archive = Archive(stream, name)
    if _OFFICE & archive.entries.keys():
        return Kind.OTHER, "application/zip", iter(()), _NONE
    if any(_SOCIAL.search(path) for path in archive.entries):
        return Kind.SOCIAL, "application/zip", _social_archive(archive, how), _NONE
    for path in _texts(archive):
        said, guessed = decoded(archive.read(path, most=MOST_BYTES))
        if whatsapp.looks_like_a_chat(said):
            flags = frozenset({Flag.CHARACTERS_GUESSED}) if guessed else _NONE
            rows = whatsapp.messages_of(said, path=path, at=how.at, after=how.after, beside=_beside(archive))
            return Kind.CHAT, "application/zip", rows, flags
    if nested := archive.nested():
        raise CannotRead(Reason.NESTED, nested)
    return Kind.ARCHIVE, "application/zip", _files(archive, how), _NONE


def _texts(archive: Archive) -> list[str]:
    texts = [path for path in archive.entries if path.lower().endswith(".txt")]
    return sorted(texts, key=lambda path: "chat" not in path.lower())[:_MOST_TEXTS_TRIED]


def _beside(archive: Archive) -> dict[str, Attachment]:
    return {
        path.rpartition("/")[2]: Attachment(name=path.rpartition("/")[2], path=path, size=entry.file_size)
        for path, entry in archive.entries.items()
    }


def _social_archive(archive: Archive, how: _How) -> Rows:
    names: dict[str, str] = {}
    for path in archive.entries:
        if _ACCOUNT.search(path):
            names |= social.names_of(social.parsed(archive.read(path), path))
    for path in _from(how.after, [path for path in archive.entries if _SOCIAL.search(path)]):
        yield from _or_set_aside(archive, path, lambda content, path: _social_file(content, path, how, names))


def _social_file(content: bytes, path: str, how: _How, names: dict[str, str]) -> Rows:
    rows = social.messages_of(social.parsed(content, path), path=path, at=how.at, names=names)
    return rows if rows is not None else iter(())


def _files(archive: Archive, how: _How) -> Rows:
    """Will yield the mails in an archive, and any other file as a message that is nothing but that file."""
    for path in _from(how.after, list(archive.entries)):
        if path.lower().endswith(".eml"):
            yield from _or_set_aside(
                archive, path, lambda content, path: eml.messages_of(content, path=path, at=how.at)
            )
        elif path.lower().endswith(".msg"):
            yield from _or_set_aside(
                archive, path, lambda content, path: msg.messages_of(content, path=path, at=how.at)
            )
        else:
            file = Attachment(name=path.rpartition("/")[2], path=path, size=archive.entries[path].file_size)
            yield Message(sent_at=None, sender="", text="", source_path=path, attachments=(file,))


def _from(after: str, paths: list[str]) -> list[str]:
    """Will return the paths from the one on that holds the message read last: what lies before it is not even opened."""
    holding = [path for path in paths if after == path or after.startswith(f"{path}#")]
    return paths[paths.index(max(holding, key=len)) :] if after and holding else paths


def _past(rows: Rows, after: str) -> Rows:
    if all(row.source_path != after for row in rows):
        raise CannotRead(Reason.CORRUPT, after)
    yield from rows


def _or_set_aside(archive: Archive, path: str, read: Callable[[bytes, str], Rows]) -> Rows:
    return _each_or_set_aside(path, lambda: read(archive.read(path), path))


def _each_or_set_aside(path: str, read: Callable[[], Rows]) -> Rows:
    try:
        yield from read()
    except CannotRead as refusal:
        if refusal.reason not in _SET_ASIDE:
            raise
        yield Message(sent_at=None, sender="", text="", source_path=path, flags=frozenset({Flag.UNREADABLE}))
