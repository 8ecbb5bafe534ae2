"""Archives, opened in memory and with distrust: what one claims and what it holds are both measured, and must agree.

The vault refuses at the door what claims to explode, and unpacks nothing. Here something is unpacked, one entry at a
time, so every entry is held to its claim as well.
"""

import re
import zipfile
import zlib
from copy import copy
from itertools import pairwise
from typing import BinaryIO

from weerbaar.confidential.incidents.reading.messages import CannotRead, Reason

MOST_ENTRIES = 20_000
MOST_UNPACKED = 500 * 1024 * 1024
MOST_OF_ONE = 64 * 1024 * 1024
MOST_GROWTH = 200
_SMALL = 1024 * 1024
"""Below this, growth harms nobody: a chat of one word repeated may shrink a thousandfold."""
_LONGEST_NAME = 1000
_LOCAL_HEADER = 30
_LOCKED = 0x1 | 0x40 | 0x2000
_NESTED = re.compile(r"\.(zip|gz|tgz|7z|rar|bz2|xz|tar|zst|cab|iso)$", re.IGNORECASE)
_OUTSIDE = re.compile(r"^[/\\]|^[A-Za-z]:|(?:^|[/\\])\.\.(?:[/\\]|$)|[\x00-\x1f\x7f]")


class Archive:
    """A zip whose table of contents was found to be honest. `name` is what refusals call it."""

    def __init__(self, stream: BinaryIO, name: str) -> None:
        """Will read the table of contents; raises `CannotRead` for what nobody should unpack."""
        self.name = name
        try:
            self._zip = zipfile.ZipFile(stream)
        except (zipfile.BadZipFile, ValueError, NotImplementedError, OSError, OverflowError) as error:
            raise CannotRead(Reason.CORRUPT, name) from error
        entries = self._zip.infolist()
        self.entries = {entry.filename: entry for entry in entries if not entry.filename.endswith("/")}
        self._refuse_what_harms(entries)

    def read(self, path: str, *, most: int = MOST_OF_ONE) -> bytes:
        """Will return the bytes of an entry; raises `CannotRead` when they are not what the archive says they are."""
        entry = self.entries[path]
        if entry.file_size > most:
            raise CannotRead(Reason.TOO_LARGE, path)
        one_more = copy(entry)
        one_more.file_size = entry.file_size + 1  # to see whether there is more than was said,
        one_more.CRC = None  # type: ignore[assignment]  # the sum over another length would fail first
        try:
            with self._zip.open(one_more) as opened:
                content = opened.read(entry.file_size + 1)
        except (
            zipfile.BadZipFile,
            zlib.error,
            EOFError,
            OSError,
            ValueError,
            NotImplementedError,
            RuntimeError,
        ) as error:
            raise CannotRead(Reason.CORRUPT, path) from error
        if len(content) != entry.file_size:
            raise CannotRead(Reason.DISHONEST, path)
        if zlib.crc32(content) != entry.CRC:
            raise CannotRead(Reason.CORRUPT, path)
        return content

    def nested(self) -> str:
        """Will return the name of an archive inside this one, or nothing."""
        return next((path for path in self.entries if _NESTED.search(path)), "")

    def _refuse_what_harms(self, entries: list[zipfile.ZipInfo]) -> None:
        if len(entries) > MOST_ENTRIES:
            raise CannotRead(Reason.TOO_MANY_FILES, self.name)
        seen = set()
        for entry in entries:
            if not 0 < len(entry.orig_filename) <= _LONGEST_NAME or _OUTSIDE.search(entry.orig_filename):
                raise CannotRead(Reason.UNSAFE_NAME, entry.orig_filename)
            if entry.filename in seen:
                raise CannotRead(Reason.DOUBLE, entry.filename)
            seen.add(entry.filename)
            if entry.flag_bits & _LOCKED:
                raise CannotRead(Reason.LOCKED, self.name)
            if entry.file_size > max(entry.compress_size * MOST_GROWTH, _SMALL):
                raise CannotRead(Reason.GROWS, entry.filename)
        if sum(entry.file_size for entry in entries) > MOST_UNPACKED:
            raise CannotRead(Reason.TOO_LARGE, self.name)
        self._refuse_overlap(entries)

    def _refuse_overlap(self, entries: list[zipfile.ZipInfo]) -> None:
        places = sorted(entries, key=lambda entry: entry.header_offset)
        for entry, following in pairwise(places):
            if entry.header_offset + _LOCAL_HEADER + entry.compress_size > following.header_offset:
                raise CannotRead(Reason.OVERLAPS, following.filename)
        if places and places[-1].header_offset + places[-1].compress_size > self._zip.start_dir:
            raise CannotRead(Reason.OVERLAPS, places[-1].filename)
