"""Keys as types: a secret never shows itself in a log, a traceback or a page."""

import hashlib
from dataclasses import dataclass, field
from functools import cached_property
from typing import TypeAlias
from uuid import UUID

from nacl.exceptions import CryptoError
from nacl.public import PrivateKey, PublicKey, SealedBox
from nacl.utils import random

from weerbaar.foundation.vault.errors import BrokenBox

KEY_BYTES = 32
Stored: TypeAlias = "bytes | memoryview[int]"
"""Bytes as a database hands them out: SQLite as bytes, PostgreSQL as a view."""


@dataclass(frozen=True)
class SecretKey:
    """The secret half of an X25519 pair (RFC 7748), 32 bytes. Prints as nothing."""

    raw: bytes = field(repr=False)

    @classmethod
    def new(cls) -> "SecretKey":
        """Will return a fresh pair from the system's random source."""
        return cls(random(KEY_BYTES))

    @property
    def public(self) -> bytes:
        """The half that anyone may seal to, 32 bytes."""
        return bytes(self.pair.public_key)

    @cached_property
    def pair(self) -> PrivateKey:
        """Both halves as libsodium wants them; the public half is worked out once, not for every box of a list."""
        return PrivateKey(self.raw)


@dataclass(frozen=True)
class DataKey:
    """The random key of one compartment, 32 bytes. Prints as nothing."""

    compartment_id: UUID
    raw: bytes = field(repr=False)

    @classmethod
    def new(cls, compartment_id: UUID) -> "DataKey":
        """Will return a fresh key for the compartment."""
        return cls(compartment_id, random(KEY_BYTES))


def seal_to(public_key: bytes, content: bytes) -> bytes:
    """Will return `content` (bytes) sealed to a public key, so that only its secret half opens it.

    libsodium's `crypto_box_seal`: an ephemeral X25519 pair, XSalsa20-Poly1305, nonce from both public keys.
    """
    return SealedBox(PublicKey(public_key)).encrypt(content)


def open_sealed(secret: SecretKey, sealed: Stored) -> bytes:
    """Will return what `seal_to` sealed; raises `BrokenBox` when it was not sealed to this key."""
    try:
        return SealedBox(secret.pair).decrypt(bytes(sealed))
    except (CryptoError, ValueError, TypeError) as error:
        message = "sealed to another key, or changed"
        raise BrokenBox(message) from error


def derive(secret: bytes, purpose: str, size: int = KEY_BYTES) -> bytes:
    """Will return `size` bytes (at most 64) that depend on `secret` and on `purpose` alone.

    BLAKE2b (RFC 7693) keyed with the secret over the name of the purpose. Different purposes give unrelated keys; the
    secret itself must have the strength, because nothing is stretched here.
    """
    key = secret if len(secret) <= hashlib.blake2b.MAX_KEY_SIZE else hashlib.blake2b(secret).digest()
    return hashlib.blake2b(f"weerbaar/{purpose}".encode(), key=key, digest_size=size).digest()
