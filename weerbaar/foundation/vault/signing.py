"""Signatures over the head of the audit chain: Ed25519 (RFC 8032), with the key in a file outside the database."""

import os
from dataclasses import dataclass
from pathlib import Path

from nacl.encoding import HexEncoder
from nacl.exceptions import BadSignatureError
from nacl.signing import SigningKey

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
        """Will tell whether `signature` over `content` was made with this key."""
        try:
            self._key().verify_key.verify(content, bytes(signature))
        except (BadSignatureError, ValueError):
            return False
        return True

    def renew(self) -> None:
        """Will replace the key; what was signed before no longer verifies, so sign it again."""
        self._draft().replace(self.path)

    def _key(self) -> SigningKey:
        if not self.path.exists():
            draft = self._draft()
            try:
                os.link(draft, self.path)
            except FileExistsError:
                pass  # another process was first; its key counts
            finally:
                draft.unlink()
        return SigningKey(self.path.read_bytes().strip(), encoder=HexEncoder)

    def _draft(self) -> Path:
        self.path.parent.mkdir(parents=True, exist_ok=True, mode=0o700)
        draft = self.path.with_name(f"{self.path.name}.{os.getpid()}.{os.urandom(4).hex()}")
        draft.touch(mode=0o600)
        draft.write_bytes(SigningKey.generate().encode(HexEncoder))
        return draft
