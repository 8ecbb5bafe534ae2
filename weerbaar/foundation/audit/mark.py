"""The highest number that the trail ever reached on this machine, in a file beside the signing key.

Whoever can write the database and kept an older signed head could cut the trail back to it, and it would look whole. The
mark lies outside the database and only rises.
"""

import fcntl
import os
from pathlib import Path

from django.conf import settings


def raise_to(sequence: int) -> None:
    """Will remember that the trail reached this event; a lower number than before changes nothing."""
    path = _path()
    path.parent.mkdir(parents=True, exist_ok=True, mode=0o700)
    with os.fdopen(os.open(path, os.O_RDWR | os.O_CREAT, 0o600), "r+") as file:
        fcntl.flock(file, fcntl.LOCK_EX)
        if sequence > _number(file.read()):
            # Never shorter than before, so nobody who reads meanwhile finds half a number.
            file.seek(0)
            file.write(f"{sequence:020}\n")


def reached() -> int:
    """Will return the highest number so far, 0 when there is none."""
    try:
        return _number(_path().read_text())
    except FileNotFoundError:
        return 0


def _number(text: str) -> int:
    return int(text) if text.strip() else 0


def _path() -> Path:
    return Path(f"{settings.AUDIT_KEY_FILE}.mark")
