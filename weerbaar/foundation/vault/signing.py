"""Signatures over the head of the audit chain: Ed25519 (RFC 8032), with the key in a file outside the database."""

import os
from dataclasses import dataclass
from pathlib import Path

from nacl.encoding import HexEncoder
from nacl.exceptions import BadSignatureError
from nacl.signing import SigningKey, VerifyKey

from weerbaar.foundation.vault.keys import Stored


@dataclass(frozen=True)
class Signer:
    """Signs with the key in `path`, which is made on first use and readable by the owner only.

    The file is read each time (microseconds): another process may have renewed the key a moment ago.
    """

    path: Path

    def sign(self, content: bytes) -> bytes:
        """Will return the signature over `content`, 64 bytes."""
        return self._key().sign(content).signature

    def made(self, signature: Stored, content: bytes) -> bool:
        """Will tell whether `signature` over `content` was made with this key, or with the one that is taking over."""
        keys = [self._key()] + [self._read(path) for path in [self._next] if path.exists()]
        return any(_verifies(key, signature, content) for key in keys)

    @property
    def public(self) -> bytes:
        """The public half of this key, 32 bytes: what it signed can be checked with it (see `was_made`)."""
        return bytes(self._key().verify_key)

    def successor(self) -> "Signer":
        """Will make the key that comes next and return who signs with it; `succeed` makes it the key.

        In between both count: what the new key signed is being committed, and the machine may stop in the middle of it.
        """
        self._draft().replace(self._next)
        return Signer(self._next)

    def succeed(self) -> None:
        """Will make the next key the key; what was signed before no longer verifies."""
        self._next.replace(self.path)

    @property
    def _next(self) -> Path:
        return self.path.with_name(f"{self.path.name}.next")

    def _key(self) -> SigningKey:
        if not self.path.exists():
            draft = self._draft()
            try:
                os.link(draft, self.path)
            except FileExistsError:
                pass  # another process was first; its key counts
            finally:
                draft.unlink()
        return self._read(self.path)

    @staticmethod
    def _read(path: Path) -> SigningKey:
        return SigningKey(path.read_bytes().strip(), encoder=HexEncoder)

    def _draft(self) -> Path:
        self.path.parent.mkdir(parents=True, exist_ok=True, mode=0o700)
        draft = self.path.with_name(f"{self.path.name}.{os.getpid()}.{os.urandom(4).hex()}")
        draft.touch(mode=0o600)
        draft.write_bytes(SigningKey.generate().encode(HexEncoder))
        return draft


def _verifies(key: SigningKey, signature: Stored, content: bytes) -> bool:
    try:
        key.verify_key.verify(content, bytes(signature))
    except (BadSignatureError, ValueError):
        return False
    return True


def was_made(signature: Stored, content: bytes, *, public: bytes) -> bool:
    """Will tell whether `signature` over `content` was made with the key of which `public` is the public half."""
    try:
        VerifyKey(public).verify(content, bytes(signature))
    except (BadSignatureError, ValueError):
        return False
    return True
