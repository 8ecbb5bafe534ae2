"""What a file is, by its content and never by its name; and whether it is made to harm.

Nothing is unpacked or drawn here. Refused are files that are two things at once (a picture that is also a page, a
script or an archive) and archives that claim to grow out of all proportion. An unknown kind is not refused: evidence
comes in every form, and no file is ever shown as what it claims to be.
"""

import io
import re
import threading
import zipfile
from collections.abc import Iterable
from dataclasses import dataclass

from weerbaar.foundation.vault.uploads import SealedUpload

PLAIN = "application/octet-stream"
PICTURES = frozenset({"image/jpeg", "image/png", "image/gif", "image/webp"})
_SIGNATURES: tuple[tuple[int, bytes, str], ...] = (
    (0, b"\xff\xd8\xff", "image/jpeg"),
    (0, b"\x89PNG\r\n\x1a\n", "image/png"),
    (0, b"GIF87a", "image/gif"),
    (0, b"GIF89a", "image/gif"),
    (8, b"WEBP", "image/webp"),
    (8, b"WAVE", "audio/wav"),
    (0, b"%PDF-", "application/pdf"),
    (0, b"PK\x03\x04", "application/zip"),
    (0, b"PK\x05\x06", "application/zip"),
    (0, b"Rar!\x1a\x07", "application/vnd.rar"),
    (0, b"7z\xbc\xaf\x27\x1c", "application/x-7z-compressed"),
    (0, b"\x1f\x8b", "application/gzip"),
    (0, b"ID3", "audio/mpeg"),
    (0, b"\xff\xfb", "audio/mpeg"),
    (0, b"OggS", "audio/ogg"),
    (4, b"ftypheic", "image/heic"),
    (4, b"ftypM4A", "audio/mp4"),
    (4, b"ftyp", "video/mp4"),
    (0, b"\x1a\x45\xdf\xa3", "video/webm"),
)
# Long enough not to occur by chance in the millions of random bytes of a photo: "<svg" alone would, in one of a hundred.
_MARKUP = re.compile(
    rb"<script|<html|<!doctype|<\?php|<iframe|javascript:|<svg[^<>]{0,300}?(?:xmlns|\son[a-z]+\s*=)", re.IGNORECASE
)
# Where a picture has its width, a script goes on: with a comment, or with "=" and something that can be read.
_SCRIPT_AFTER_GIF = re.compile(rb"/\*|//|=[\t\n\r\x20-\x7e]")
_MOST_UNPACKED = 500 * 1024 * 1024
_MOST_GROWTH = 200
_MOST_ENTRIES = 20_000
_NESTED = (".zip", ".gz", ".7z", ".rar", ".bz2", ".xz")
_MOST_NESTED = 20
_ONE_AT_A_TIME = threading.Lock()
"""A file is in memory once while it is looked at; how many at a time must not be for a sender to decide."""


class Harmful(Exception):
    """The file is made to harm: two kinds at once, or an archive that explodes."""


def media_type_of(content: bytes) -> str:
    """Will return what the content is, `text/plain` for readable text, and a plain stream for anything else."""
    for offset, signature, media_type in _SIGNATURES:
        if content[offset : offset + len(signature)] == signature and _container_fits(content, media_type):
            return media_type
    return "text/plain" if _is_text(content) else PLAIN


def inspect(chunks: Iterable[bytes]) -> str:
    """Will return the media type of a file that comes in chunks (25 MB at most); raises `Harmful`."""
    with _ONE_AT_A_TIME:
        content = b"".join(chunks)
        media_type = media_type_of(content)
        if media_type in PICTURES:
            _refuse_second_life(content, media_type)
        if media_type == "application/zip":
            _refuse_explosion(content)
        return media_type


def _container_fits(content: bytes, media_type: str) -> bool:
    return content[:4] == b"RIFF" if media_type in {"image/webp", "audio/wav"} else True


def _is_text(content: bytes) -> bool:
    if b"\x00" in content:
        return False
    try:
        content.decode()
    except UnicodeDecodeError:
        return False
    return True


def _refuse_second_life(content: bytes, media_type: str) -> None:
    is_page = _MARKUP.search(content) is not None
    is_archive = b"PK\x05\x06" in content[-66_000:] and b"PK\x01\x02" in content
    is_document = b"%PDF-" in content[:1024]
    is_script = media_type == "image/gif" and _SCRIPT_AFTER_GIF.match(content, 6) is not None
    if is_page or is_archive or is_document or is_script:
        raise Harmful


def _refuse_explosion(content: bytes) -> None:
    """Reads the table of contents of an archive, if it is of a bearable length, and believes the worst of its claims."""
    if content.count(b"PK\x01\x02") > _MOST_ENTRIES:
        raise Harmful
    try:
        with zipfile.ZipFile(io.BytesIO(content)) as archive:
            entries = archive.infolist()
    except (zipfile.BadZipFile, ValueError, NotImplementedError, OSError, UnicodeDecodeError):
        return  # not readable as an archive: nobody here will unpack it, so it is kept as it is
    unpacked = sum(entry.file_size for entry in entries)
    grows = unpacked > max(len(content), 1) * _MOST_GROWTH
    nested = sum(entry.filename.lower().endswith(_NESTED) for entry in entries)
    overlaps = len({entry.header_offset for entry in entries}) < len(entries)
    if unpacked > _MOST_UNPACKED or grows or overlaps or len(entries) > _MOST_ENTRIES or nested > _MOST_NESTED:
        raise Harmful


@dataclass(frozen=True)
class Inspected:
    """An upload that was looked at: sealed on the disk, and known by its content."""

    upload: SealedUpload
    media_type: str


def inspect_upload(upload: SealedUpload) -> Inspected:
    """Will look at what was uploaded; raises `Harmful`."""
    return Inspected(upload, inspect(upload.plain_chunks()))
