"""Files sealed in authenticated chunks: cut off, reordered or changed, they do not open.

libsodium's secretstream (XChaCha20-Poly1305) over chunks of 64 KiB, the last one marked as final, padded as a whole so
that the size on disk tells only the order of magnitude. The name of the file is authenticated with the first chunk, so
that one sealed file cannot take another's place.
"""

import os
from collections.abc import Iterator
from contextlib import suppress
from pathlib import Path
from uuid import UUID

from nacl.bindings import (
    crypto_secretstream_xchacha20poly1305_ABYTES,
    crypto_secretstream_xchacha20poly1305_HEADERBYTES,
    crypto_secretstream_xchacha20poly1305_init_pull,
    crypto_secretstream_xchacha20poly1305_init_push,
    crypto_secretstream_xchacha20poly1305_keygen,
    crypto_secretstream_xchacha20poly1305_pull,
    crypto_secretstream_xchacha20poly1305_push,
    crypto_secretstream_xchacha20poly1305_state,
    crypto_secretstream_xchacha20poly1305_TAG_FINAL,
    crypto_secretstream_xchacha20poly1305_TAG_MESSAGE,
)

from weerbaar.foundation.vault.errors import BrokenBox
from weerbaar.foundation.vault.padding import padded_length

VERSION = b"\x01"
CHUNK = 64 * 1024
_SEALED_CHUNK = CHUNK + crypto_secretstream_xchacha20poly1305_ABYTES


class SealingWriter:
    """Takes plain bytes and leaves a sealed file; the plain bytes never touch the disk."""

    def __init__(self, path: Path, file_id: UUID) -> None:
        self.path = path
        self.size = 0
        self.key: bytes = crypto_secretstream_xchacha20poly1305_keygen()
        self._pending = bytearray()
        self._associated = file_id.bytes
        self._state = crypto_secretstream_xchacha20poly1305_state()
        header = crypto_secretstream_xchacha20poly1305_init_push(self._state, self.key)
        path.parent.mkdir(parents=True, exist_ok=True, mode=0o700)
        self._file = path.open("xb")
        self._file.write(VERSION + header)

    def write(self, content: bytes) -> None:
        """Will seal more of the file."""
        self.size += len(content)
        self._append(content)

    def finish(self) -> None:
        """Will pad and close the file, and wait until the disk has it."""
        zeros = padded_length(self.size) - self.size
        while zeros:
            step = min(zeros, CHUNK)
            self._append(bytes(step))
            zeros -= step
        self._push(bytes(self._pending), crypto_secretstream_xchacha20poly1305_TAG_FINAL)
        self._file.flush()
        os.fsync(self._file.fileno())
        self._file.close()

    def abandon(self) -> None:
        """Will close and remove the file, finished or not."""
        with suppress(OSError):  # a full disk cannot take what is still to be written, and nobody wants it
            self._file.close()
        self.path.unlink(missing_ok=True)

    def _append(self, content: bytes) -> None:
        self._pending += content
        while len(self._pending) > CHUNK:
            self._push(bytes(self._pending[:CHUNK]), crypto_secretstream_xchacha20poly1305_TAG_MESSAGE)
            del self._pending[:CHUNK]

    def _push(self, chunk: bytes, tag: int) -> None:
        sealed = crypto_secretstream_xchacha20poly1305_push(self._state, chunk, self._associated, tag)
        self._file.write(sealed)


def read_file(path: Path, *, file_id: UUID, key: bytes, size: int) -> Iterator[bytes]:
    """Will yield the plain bytes of a sealed file of `size` bytes, chunk by chunk.

    Raises `BrokenBox` when the file was changed, cut off, lengthened, of another size, or another file than `file_id`.
    """
    remaining, total, final = size, 0, False
    state = crypto_secretstream_xchacha20poly1305_state()
    with path.open("rb") as file:
        if file.read(len(VERSION)) != VERSION:
            message = "unknown version of a sealed file"
            raise BrokenBox(message)
        header = file.read(crypto_secretstream_xchacha20poly1305_HEADERBYTES)
        try:
            crypto_secretstream_xchacha20poly1305_init_pull(state, header, key)
            while sealed := file.read(_SEALED_CHUNK):
                if final:
                    message = "there is more behind the end of a sealed file"
                    raise BrokenBox(message)
                chunk, tag = crypto_secretstream_xchacha20poly1305_pull(state, sealed, file_id.bytes)
                final = tag == crypto_secretstream_xchacha20poly1305_TAG_FINAL
                yield chunk[:remaining]
                remaining -= min(remaining, len(chunk))
                total += len(chunk)
        except (RuntimeError, ValueError, TypeError) as error:
            message = "a sealed file was changed"
            raise BrokenBox(message) from error
    if not final or total != padded_length(size):
        message = "a sealed file was cut off, or has another size"
        raise BrokenBox(message)
