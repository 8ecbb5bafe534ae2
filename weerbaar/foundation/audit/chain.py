"""How events are chained: SHA-256 over a canonical text of the event and the digest before it."""

import hashlib
import json
from datetime import UTC

from django.conf import settings

from weerbaar.foundation.audit.models import Event, Head
from weerbaar.foundation.vault.signing import Signer

START = bytes(32)
"""The digest before the first event."""
KEY_RENEWED = "audit.key_renewed"
"""The event that says which key signs no more, so that what it signed can still be checked."""


def digest_of(event: Event, previous: bytes) -> bytes:
    """Will return the digest of `event` behind the event with digest `previous`, 32 bytes."""
    facts = [
        event.sequence,
        event.at.astimezone(UTC).isoformat(timespec="microseconds"),
        event.bearer,
        event.role,
        event.action,
        event.subject,
        event.detail,
    ]
    canonical = json.dumps(facts, sort_keys=True, separators=(",", ":"))
    return hashlib.sha256(previous + canonical.encode()).digest()


def sign_head(head: Head, by: Signer | None = None) -> None:
    """Will put the signature over sequence and digest into `head`, unsaved."""
    head.signature = (by or signer()).sign(_signed_content(head))


def head_is_signed(head: Head) -> bool:
    """Will tell whether the head was signed by the key of this installation."""
    return signer().made(head.signature, _signed_content(head))


def signer() -> Signer:
    """Will return the signer of this installation."""
    return Signer(settings.AUDIT_KEY_FILE)


def _signed_content(head: Head) -> bytes:
    return b"weerbaar/audit-head" + head.sequence.to_bytes(8, "big") + bytes(head.digest)
