"""Boxes: padded, authenticated, and bound to the place they belong to.

XChaCha20-Poly1305 (draft-irtf-cfrg-xchacha) with a random nonce. The associated data names version, table, column, row
and compartment, so that a box which is moved to another row or column does not open.
"""

from dataclasses import dataclass
from uuid import UUID

from nacl.bindings import (
    crypto_aead_xchacha20poly1305_ietf_decrypt,
    crypto_aead_xchacha20poly1305_ietf_encrypt,
    crypto_aead_xchacha20poly1305_ietf_NPUBBYTES,
)
from nacl.exceptions import CryptoError
from nacl.utils import random

from weerbaar.foundation.vault.errors import BrokenBox
from weerbaar.foundation.vault.keys import Stored
from weerbaar.foundation.vault.padding import pad, unpad

VERSION = b"\x01"
_NONCE_BYTES = crypto_aead_xchacha20poly1305_ietf_NPUBBYTES


@dataclass(frozen=True)
class Place:
    """Where a box belongs. Every part is authenticated with what is in the box."""

    table: str
    column: str
    row: str
    compartment: UUID | None = None

    def encoded(self) -> bytes:
        """Will return the place as bytes in which no two places look the same: every part carries its length."""
        texts = (VERSION.hex(), self.table, self.column, self.row, str(self.compartment or ""))
        parts = [text.encode() for text in texts]
        return b"".join([len(part).to_bytes(4, "big") + part for part in parts])


class Box(bytes):
    """Sealed bytes: version, nonce, ciphertext. Only the vault makes them."""

    __slots__ = ()


def seal(key: bytes, content: bytes, place: Place) -> Box:
    """Will return `content` padded and sealed under `key` (32 bytes) for `place`."""
    nonce = random(_NONCE_BYTES)
    sealed = crypto_aead_xchacha20poly1305_ietf_encrypt(pad(content), place.encoded(), nonce, key)
    return Box(VERSION + nonce + sealed)


def open_box(key: bytes, box: Stored, place: Place) -> bytes:
    """Will return what was sealed; raises `BrokenBox` when box, key or place is not what it was."""
    raw = bytes(box)
    version, nonce, sealed = raw[:1], raw[1 : 1 + _NONCE_BYTES], raw[1 + _NONCE_BYTES :]
    if version != VERSION:
        message = "unknown version of a box"
        raise BrokenBox(message)
    try:
        padded = crypto_aead_xchacha20poly1305_ietf_decrypt(sealed, place.encoded(), nonce, key)
    except (CryptoError, ValueError) as error:
        message = "the box does not open"
        raise BrokenBox(message) from error
    return unpad(padded)
