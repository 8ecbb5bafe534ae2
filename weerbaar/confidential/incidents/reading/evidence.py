"""One way in: whatever somebody brought, by its content, as a source and a stream of messages."""

import hashlib
import re
from collections.abc import Callable, Iterator
from datetime import datetime
from typing import BinaryIO

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
_COMPOUND_FILE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
_WIDE = (b"\xff\xfe", b"\xfe\xff")
_LOOKS_LIKE_MAIL = re.compile(
    rb"\A(?:From [^\r\n]{0,500}\r?\n)?(?:Return-Path|Received|Delivered-To|From|To|Date|Subject|Message-ID|MIME-Version)"
    rb":[^\r\n]{0,2000}\r?\n(?:[!-9;-~]{1,70}:|[ \t])",
    re.IGNORECASE,
)
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


def read_evidence(name: str, media_type: str, stream: BinaryIO, *, at: datetime) -> Reading:
    """Will return what was brought, as a source and its messages; raises `CannotRead`, now or while they are read.

    `stream` can be rewound and stays open until the last message was asked for. The content decides what it is; name and
    `media_type` are a hint where content says nothing. What holds no messages that we know has none: it is still evidence.
    """
    size, digest, head = _measured(stream)
    if not size:
        raise CannotRead(Reason.EMPTY, name)
    kind, true_type, rows, flags = _opened(name, media_type, head, stream, at)
    source = Source(name=name, kind=kind, media_type=true_type, size=size, sha256=digest, flags=flags)
    return Reading(source=source, messages=rows)


Opened = tuple[Kind, str, Rows, frozenset[Flag]]
_NONE: frozenset[Flag] = frozenset()


def _measured(stream: BinaryIO) -> tuple[int, str, bytes]:
    stream.seek(0)
    digest, size, head = hashlib.sha256(), 0, b""
    while chunk := stream.read(1024 * 1024):
        head = head or chunk[:_HEAD]
        digest.update(chunk)
        size += len(chunk)
    stream.seek(0)
    return size, digest.hexdigest(), head


def _opened(name: str, hint: str, head: bytes, stream: BinaryIO, at: datetime) -> Opened:
    found = media_type_of(head)
    if found == "application/zip":
        return _archive(name, stream, at)
    if head.startswith(_COMPOUND_FILE):
        return _compound(name, hint, stream, at)
    if found == "application/pdf":
        flags = frozenset({Flag.MAYBE_LOCKED}) if _LOCKED_PDF.search(_whole(stream, name)) else _NONE
        return Kind.PDF, found, iter(()), flags
    if found not in {"text/plain", PLAIN}:
        return Kind.OTHER, found, iter(()), _NONE
    return _written(name, hint, head, stream, at)


def _written(name: str, hint: str, head: bytes, stream: BinaryIO, at: datetime) -> Opened:
    """Will open what no signature gave away: a mail, a chat, an archive of social media, or any text."""
    if name.lower().endswith(".msg"):
        raise CannotRead(Reason.CORRUPT, name)
    if name.lower().endswith(".eml") or hint == MAIL or _LOOKS_LIKE_MAIL.match(head):
        return Kind.MAIL, MAIL, eml.messages_of(_whole(stream, name), path=name, at=at), _NONE
    if b"\x00" in head and not head.startswith(_WIDE):
        return Kind.OTHER, hint or PLAIN, iter(()), _NONE
    return _text(name, hint, _whole(stream, name), at)


def _whole(stream: BinaryIO, name: str) -> bytes:
    content = stream.read(MOST_BYTES + 1)
    if len(content) > MOST_BYTES:
        raise CannotRead(Reason.TOO_LARGE, name)
    return content


def _compound(name: str, hint: str, stream: BinaryIO, at: datetime) -> Opened:
    try:
        return Kind.MAIL, OUTLOOK, msg.messages_of(_whole(stream, name), path=name, at=at), _NONE
    except CannotRead:
        if name.lower().endswith(".msg") or hint == OUTLOOK:
            raise
        return Kind.OTHER, hint or PLAIN, iter(()), _NONE  # a document of an old word processor


def _text(name: str, hint: str, content: bytes, at: datetime) -> Opened:
    if name.lower().endswith((".js", ".json")):
        rows = social.messages_of(social.parsed(content, name), path=name, at=at)
        if rows is not None:
            return Kind.SOCIAL, "application/json", rows, _NONE
    said, guessed = decoded(content)
    flags = frozenset({Flag.CHARACTERS_GUESSED}) if guessed else _NONE
    if whatsapp.looks_like_a_chat(said):
        return Kind.CHAT, "text/plain", whatsapp.messages_of(said, path=name, at=at), flags
    if guessed and not name.lower().endswith((".txt", ".log", ".csv", ".md")):
        return Kind.OTHER, hint or PLAIN, iter(()), _NONE
    whole = Message(sent_at=None, sender="", text=storable(said), source_path=name, links=links_in(said), flags=flags)
    return Kind.TEXT, "text/plain", iter([whole]), flags


def _archive(name: str, stream: BinaryIO, at: datetime) -> Opened:
    archive = Archive(stream, name)
    if _OFFICE & archive.entries.keys():
        return Kind.OTHER, "application/zip", iter(()), _NONE
    if any(_SOCIAL.search(path) for path in archive.entries):
        return Kind.SOCIAL, "application/zip", _social_archive(archive, at), _NONE
    for path in _texts(archive):
        said, guessed = decoded(archive.read(path, most=MOST_BYTES))
        if whatsapp.looks_like_a_chat(said):
            flags = frozenset({Flag.CHARACTERS_GUESSED}) if guessed else _NONE
            rows = whatsapp.messages_of(said, path=path, at=at, beside=_beside(archive))
            return Kind.CHAT, "application/zip", rows, flags
    if nested := archive.nested():
        raise CannotRead(Reason.NESTED, nested)
    return Kind.ARCHIVE, "application/zip", _files(archive, at), _NONE


def _texts(archive: Archive) -> list[str]:
    texts = [path for path in archive.entries if path.lower().endswith(".txt")]
    return sorted(texts, key=lambda path: "chat" not in path.lower())[:_MOST_TEXTS_TRIED]


def _beside(archive: Archive) -> dict[str, Attachment]:
    return {
        path.rpartition("/")[2]: Attachment(name=path.rpartition("/")[2], path=path, size=entry.file_size)
        for path, entry in archive.entries.items()
    }


def _social_archive(archive: Archive, at: datetime) -> Rows:
    names: dict[str, str] = {}
    for path in archive.entries:
        if _ACCOUNT.search(path):
            names |= social.names_of(social.parsed(archive.read(path), path))
    for path in archive.entries:
        if _SOCIAL.search(path):
            yield from _or_set_aside(archive, path, lambda content, path: _social_file(content, path, at, names))


def _social_file(content: bytes, path: str, at: datetime, names: dict[str, str]) -> Rows:
    rows = social.messages_of(social.parsed(content, path), path=path, at=at, names=names)
    return rows if rows is not None else iter(())


def _files(archive: Archive, at: datetime) -> Rows:
    """Will yield the mails in an archive, and any other file as a message that is nothing but that file."""
    for path, entry in archive.entries.items():
        if path.lower().endswith(".eml"):
            yield from _or_set_aside(archive, path, lambda content, path: eml.messages_of(content, path=path, at=at))
        elif path.lower().endswith(".msg"):
            yield from _or_set_aside(archive, path, lambda content, path: msg.messages_of(content, path=path, at=at))
        else:
            file = Attachment(name=path.rpartition("/")[2], path=path, size=entry.file_size)
            yield Message(sent_at=None, sender="", text="", source_path=path, attachments=(file,))


def _or_set_aside(archive: Archive, path: str, read: Callable[[bytes, str], Rows]) -> Rows:
    try:
        yield from read(archive.read(path), path)
    except CannotRead as refusal:
        if refusal.reason not in _SET_ASIDE:
            raise
        yield Message(sent_at=None, sender="", text="", source_path=path, flags=frozenset({Flag.UNREADABLE}))
