"""Viewing copies: a picture drawn anew, without metadata, by a process that can do nothing else.

The original stays sealed and untouched. What an adviser sees is made of pixels alone, in a child process with little
memory and little time, so that a hostile picture harms only that child.
"""

import subprocess
import sys
from collections.abc import Iterable
from pathlib import Path

from weerbaar.foundation.vault.inspection import PICTURES

MEDIA_TYPE = "image/webp"
_SECONDS = 20
_CHILD = str(Path(__file__).with_name("redraw.py"))


class CannotBeShown(Exception):
    """There is no safe way to show this file; it can be downloaded."""


def has_viewing_copy(media_type: str) -> bool:
    """Will tell whether a file of this kind can be drawn anew."""
    return media_type in PICTURES


def viewing_copy(chunks: Iterable[bytes]) -> bytes:
    """Will return a picture as WebP without metadata, at most 2000 pixels wide or high; raises `CannotBeShown`."""
    return _redrawn(chunks)


def printing_copy(chunks: Iterable[bytes]) -> bytes:
    """Will return a picture for paper: as JPEG, without metadata, at most 1400 pixels; raises `CannotBeShown`."""
    return _redrawn(chunks, "paper")


def _redrawn(chunks: Iterable[bytes], *purpose: str) -> bytes:
    try:
        child = subprocess.run(  # noqa: S603 - our own module, no shell
            [sys.executable, "-I", _CHILD, *purpose],
            input=b"".join(chunks),
            capture_output=True,
            timeout=_SECONDS,
            check=True,
        )
    except (subprocess.CalledProcessError, subprocess.TimeoutExpired) as error:
        raise CannotBeShown from error
    return child.stdout
