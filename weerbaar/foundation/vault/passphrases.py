"""From a passphrase to a key: slow on purpose, and never more at once than the machine can bear."""

import threading
import unicodedata
from collections.abc import Iterator
from contextlib import contextmanager

from django.conf import settings
from django.db import connection
from nacl import pwhash
from nacl.utils import random

from weerbaar.foundation.vault.errors import TooBusy
from weerbaar.foundation.vault.keys import KEY_BYTES, Stored

SALT_BYTES = pwhash.argon2id.SALTBYTES
_AT_ONCE = threading.BoundedSemaphore(1)
_IN_LINE = threading.BoundedSemaphore(2)
"""Who may wait, besides the one at work: fewer than a process has threads, so that a flood at the staff door never keeps
a first contact waiting."""
_PATIENCE_SECONDS = 15.0


def new_salt() -> bytes:
    """Will return a fresh salt, 16 bytes."""
    return random(SALT_BYTES)


def settings_in_force() -> tuple[int, int]:
    """Will return the passes and mebibytes that a new wrap is made with."""
    return settings.VAULT_KDF_PASSES, settings.VAULT_KDF_MEBIBYTES


def stretch(passphrase: str, *, salt: Stored, passes: int, mebibytes: int) -> bytes:
    """Will return the 32-byte key that Argon2id (RFC 9106) makes of a passphrase.

    One derivation at a time per process: each takes its memory for a tenth of a second or more. Raises `TooBusy` when
    two others wait already or the queue does not move within fifteen seconds, and refuses to run inside a database transaction, where it would hold
    a lock for as long.
    """
    # The outer transaction that a test case wraps around itself does not count, as for atomic(durable=True).
    if any(not getattr(block, "_from_testcase", False) for block in connection.atomic_blocks):
        message = "a key derivation never runs inside a transaction"
        raise RuntimeError(message)
    normal = unicodedata.normalize("NFKC", passphrase).encode()
    with _one_at_a_time():
        return pwhash.argon2id.kdf(KEY_BYTES, normal, bytes(salt), opslimit=passes, memlimit=mebibytes * 1024 * 1024)


@contextmanager
def _one_at_a_time() -> Iterator[None]:
    if not _AT_ONCE.acquire(blocking=False):
        _wait_in_line()
    try:
        yield
    finally:
        _AT_ONCE.release()


def _wait_in_line() -> None:
    if not _IN_LINE.acquire(blocking=False):
        raise TooBusy
    try:
        if not _AT_ONCE.acquire(timeout=_PATIENCE_SECONDS):
            raise TooBusy
    finally:
        _IN_LINE.release()
