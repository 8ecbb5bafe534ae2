"""A mail as Outlook keeps it (.msg): properties in a compound file, after MS-OXMSG and MS-OXPROPS."""

import hashlib
import io
import re
import struct
from collections.abc import Iterator
from contextlib import suppress
from datetime import UTC, datetime, timedelta
from typing import TYPE_CHECKING, Any

from olefile import OleFileIO

from weerbaar.confidential.incidents.reading.messages import (
    Attachment,
    CannotRead,
    Flag,
    Message,
    Reason,
    flags_of_time,
)
from weerbaar.confidential.incidents.reading.text import decoded, links_in, storable, without_markup

COMPOUND_FILE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
"""How such a file begins."""
_PROPERTIES = "__properties_version1.0"
_SUBJECT, _BODY, _HTML = "0037", "1000", "1013"
_SENDER_NAME, _SENDER_SMTP, _SENDER_ADDRESS = "0C1A", "5D01", "0C1F"
_PERSON_NAME, _PERSON_SMTP, _PERSON_ADDRESS = "3001", "39FE", "3003"
_FILE_NAME, _SHORT_NAME, _FILE_TYPE, _FILE = "3707", "3704", "370E", "3701"
_SENT, _DELIVERED = 0x0039, 0x0E06
_TIME = 0x0040
_HEADER_OF_MESSAGE, _ROW = 32, 16
_START_OF_WINDOWS = datetime(1601, 1, 1, tzinfo=UTC)
_MOST_FOLDERS = 2048
_FOLDER = re.compile(r"__(?:recip|attach)_version1\.0_#[0-9A-Fa-f]{8}")
# What a broken compound file makes olefile raise; OleFileError is an OSError.
_BROKEN = (OSError, ValueError, TypeError, IndexError, AttributeError, struct.error, RecursionError, OverflowError)

if TYPE_CHECKING:
    CompoundFile = OleFileIO[Any]
else:
    CompoundFile = OleFileIO

Folder = tuple[str, ...]


def messages_of(content: bytes, *, path: str, at: datetime) -> Iterator[Message]:
    """Will yield the one mail; raises `CannotRead`, before that, when it is none or broken."""
    try:
        with OleFileIO(io.BytesIO(content)) as opened:
            if not opened.exists(_PROPERTIES) or _claimed(opened) > len(content):
                raise CannotRead(Reason.CORRUPT, path)
            message = _message(opened, path, at)
    except _BROKEN as error:
        raise CannotRead(Reason.CORRUPT, path) from error
    return iter([message])


def _claimed(opened: CompoundFile) -> int:
    """Will return how long all streams are together: more than the file is when they lie over each other."""
    return sum(opened.get_size(entry) for entry in opened.listdir(streams=True))


def attachment_of(content: bytes, number: str, path: str) -> bytes:
    """Will return the bytes of an attachment, by its number; raises `CannotRead` when it is not there."""
    try:
        with OleFileIO(io.BytesIO(content)) as opened:
            folder, name = f"__attach_version1.0_#{number}", f"__substg1.0_{_FILE}0102"
            if not _FOLDER.fullmatch(folder) or not opened.exists([folder, name]):
                raise CannotRead(Reason.CORRUPT, path)
            return _stream(opened, (folder,), name)
    except _BROKEN as error:
        raise CannotRead(Reason.CORRUPT, path) from error


def _message(opened: CompoundFile, path: str, at: datetime) -> Message:
    sent_at = _moment(opened)
    page, guessed = decoded(_bytes(opened, (), _HTML))
    said = _text(opened, (), _BODY) or without_markup(page) or without_markup(_text(opened, (), _HTML))
    folders = sorted({entry[0] for entry in opened.listdir(streams=True) if _FOLDER.fullmatch(entry[0])})[
        :_MOST_FOLDERS
    ]
    flags = set(flags_of_time(sent_at, at=at)) | (set() if sent_at else {Flag.TIME_UNSURE})
    flags |= {Flag.CHARACTERS_GUESSED} if guessed and not _text(opened, (), _BODY) else set()
    return Message(
        sent_at=sent_at,
        sender=_person(opened, (), (_SENDER_NAME, _SENDER_SMTP, _SENDER_ADDRESS)),
        recipients=tuple(
            _person(opened, (folder,), (_PERSON_NAME, _PERSON_SMTP, _PERSON_ADDRESS))
            for folder in folders
            if folder.startswith("__recip")
        ),
        subject=_text(opened, (), _SUBJECT),
        text=said.replace("\r\n", "\n").strip(),
        source_path=path,
        links=links_in(said),
        attachments=tuple(_attachment(opened, folder, path) for folder in folders if folder.startswith("__attach")),
        flags=frozenset(flags),
    )


def _stream(opened: CompoundFile, folder: Folder, name: str) -> bytes:
    where = [*folder, name]
    if not opened.exists(where) or opened.get_type(where) != 2:  # noqa: PLR2004 - a stream, not a folder
        return b""
    with opened.openstream(where) as stream:
        content: bytes = stream.read()
    return content


def _text(opened: CompoundFile, folder: Folder, property_id: str) -> str:
    """Will return a property that is text: in UTF-16, or in the bytes of some Windows."""
    if wide := _stream(opened, folder, f"__substg1.0_{property_id}001F"):
        return storable(wide.decode("utf-16-le", "replace")).rstrip("\x00")
    return decoded(_stream(opened, folder, f"__substg1.0_{property_id}001E"))[0].rstrip("\x00")


def _bytes(opened: CompoundFile, folder: Folder, property_id: str) -> bytes:
    return _stream(opened, folder, f"__substg1.0_{property_id}0102")


def _person(opened: CompoundFile, folder: Folder, properties: tuple[str, str, str]) -> str:
    name, smtp, other = (_text(opened, folder, one) for one in properties)
    address = smtp or (other if "@" in other else "")
    return f"{name} <{address}>" if name and address and name != address else name or address


def _attachment(opened: CompoundFile, folder: str, path: str) -> Attachment:
    inside = (folder,)
    content = _bytes(opened, inside, _FILE)
    is_mail = opened.exists([folder, f"__substg1.0_{_FILE}000D"])
    return Attachment(
        name=_text(opened, inside, _FILE_NAME)
        or _text(opened, inside, _SHORT_NAME)
        or _text(opened, inside, _PERSON_NAME),
        path=f"{path}#{folder[-8:]}",
        media_type=_text(opened, inside, _FILE_TYPE) or ("application/vnd.ms-outlook" if is_mail else ""),
        size=None if is_mail else len(content),
        sha256="" if is_mail else hashlib.sha256(content).hexdigest(),
    )


def _moment(opened: CompoundFile) -> datetime | None:
    """Will return when the mail was sent, or else came in."""
    rows = _stream(opened, (), _PROPERTIES)[_HEADER_OF_MESSAGE:]
    found = {}
    for start in range(0, len(rows) - _ROW + 1, _ROW):
        kind, property_id, _flags, value = struct.unpack_from("<HHIQ", rows, start)
        if kind == _TIME and property_id in {_SENT, _DELIVERED}:
            found[property_id] = value
    with suppress(OverflowError):
        for property_id in (_SENT, _DELIVERED):
            if found.get(property_id):
                return _START_OF_WINDOWS + timedelta(microseconds=found[property_id] // 10)
    return None
