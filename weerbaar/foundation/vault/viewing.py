"""Viewing copies: a picture drawn anew, without metadata, by a process that can do nothing else.

The original stays sealed and untouched. What an adviser sees is made of pixels alone, in a child process with little
memory and little time, so that a hostile picture harms only that child.
"""

import subprocess
import sys
from collections.abc import Iterable, Iterator, Sequence
from pathlib import Path

from weerbaar.foundation.vault.inspection import PICTURES

MEDIA_TYPE = "image/webp"
_SECONDS = 20
_LENGTH = 8
_CHILD = str(Path(__file__).with_name("redraw.py"))


class CannotBeShown(Exception):
    """There is no safe way to show this file; it can be downloaded."""


def has_viewing_copy(media_type: str) -> bool:
    """Will tell whether a file of this kind can be drawn anew."""
    return media_type in PICTURES


def viewing_copy(chunks: Iterable[bytes]) -> bytes:
    """Will return a picture as WebP without metadata, at most 2000 pixels wide or high; raises `CannotBeShown`."""
    return _drawn_by_child(b"".join(chunks))


def printing_copies(pictures: Sequence[bytes]) -> list[bytes]:
    """Will return pictures for paper, as JPEG without metadata, at most 1400 pixels; nothing for what cannot be drawn.

    They share one process, because starting one takes as long as drawing. If one of them breaks it, each is drawn apart.
    """
    framed = b"".join(len(one).to_bytes(_LENGTH) + one for one in pictures)
    try:
        return list(_unframed(_drawn_by_child(framed, "paper", seconds=_SECONDS * max(1, len(pictures)))))
    except CannotBeShown:
        return [b""] if len(pictures) == 1 else [copy for one in pictures for copy in printing_copies([one])]


def _unframed(drawn: bytes) -> Iterator[bytes]:
    place = 0
    while place < len(drawn):
        begin = place + _LENGTH
        place = begin + int.from_bytes(drawn[place:begin])
        yield drawn[begin:place]


def _drawn_by_child(content: bytes, *purpose: str, seconds: int = _SECONDS) -> bytes:
    try:
        child = subprocess.run(  # noqa: S603 - our own module, no shell
            [sys.executable, "-I", _CHILD, *purpose],
            input=content,
            capture_output=True,
            timeout=seconds,
            check=True,
        )
    except (subprocess.CalledProcessError, subprocess.TimeoutExpired) as error:
        raise CannotBeShown from error
    return child.stdout
