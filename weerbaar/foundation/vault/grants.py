"""What a grant and a seat hold: a secret, with the names of what it opens and for whom, sealed to one public key.

The names are inside, so that a grant that is moved to another compartment or another holder does not open there. What
this cannot show is who made it: see docs/security.md on an attacker who can write in the database.
"""

from datetime import datetime
from uuid import UUID

from weerbaar.foundation.vault.errors import BrokenBox
from weerbaar.foundation.vault.keys import KEY_BYTES, DataKey, SecretKey, Stored, open_sealed, seal_to
from weerbaar.foundation.vault.models import Grant, Holder, Seat


def grant_to(holder: Holder, key: DataKey, at: datetime) -> Grant:
    """Will return a grant, not yet stored, that lets `holder` open the compartment of `key`."""
    sealed = _seal(holder, key.raw, key.compartment_id)
    return Grant(compartment_id=key.compartment_id, holder=holder, sealed_key=sealed, granted_at=at)


def open_grant(secret: SecretKey, *, sealed_key: Stored, compartment_id: UUID, holder_id: UUID) -> DataKey:
    """Will return the data key of a grant; raises `BrokenBox` when it was made for something or someone else."""
    return DataKey(compartment_id, _open(secret, sealed_key, compartment_id, holder_id))


def seat_for(member: Holder, secret: SecretKey, *, circle_id: UUID, generation: Holder) -> Seat:
    """Will return a seat, not yet stored, that gives `member` the secret half of a generation of a circle."""
    sealed = _seal(member, secret.raw, generation.pk)
    return Seat(circle_id=circle_id, generation=generation, member=member, sealed_secret=sealed)


def open_seat(secret: SecretKey, seat: Seat) -> SecretKey:
    """Will return the secret half of the seat's generation; raises `BrokenBox` when it is another's."""
    opened = SecretKey(_open(secret, seat.sealed_secret, seat.generation_id, seat.member_id))
    if opened.public != bytes(seat.generation.public_key):
        message = "this seat holds another secret than that of its circle"
        raise BrokenBox(message)
    return opened


def _seal(holder: Holder, raw: bytes, opens: UUID) -> bytes:
    return seal_to(bytes(holder.public_key), raw + opens.bytes + holder.pk.bytes)


def _open(secret: SecretKey, sealed: Stored, opens: UUID, holder_id: UUID) -> bytes:
    content = open_sealed(secret, sealed)
    raw, names = content[:KEY_BYTES], content[KEY_BYTES:]
    if names != opens.bytes + holder_id.bytes:
        message = "made for something or someone else"
        raise BrokenBox(message)
    return raw
