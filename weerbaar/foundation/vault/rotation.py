"""New keys for everything at once."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from weerbaar.foundation.vault.circles import rotate_circle
from weerbaar.foundation.vault.compartments import rotate
from weerbaar.foundation.vault.keyring import Keyring
from weerbaar.foundation.vault.keys import SecretKey
from weerbaar.foundation.vault.models import Grant, Seat

_application_keys: list[Callable[[], None]] = []


@dataclass(frozen=True)
class Rotated:
    """How much got a new key."""

    compartments: int
    circles: int


def register_application_key(renew: Callable[[], None]) -> None:
    """Will have `renew` called when the application's own keys are rotated."""
    _application_keys.append(renew)


def rotate_application_keys() -> None:
    """Will renew every key that the application holds by itself."""
    for renew in _application_keys:
        renew()


def rotate_all_of(*, holder_id: UUID, secret: SecretKey, at: datetime) -> Rotated:
    """Will give new keys to every circle the person sits in and to every compartment the person can open.

    Who could read before can read after. Each compartment is its own transaction: stopped half-way, what is done is done
    and running again does the rest.
    """
    keyring = Keyring(holder_id=holder_id, secret=secret, bearer=f"holder:{holder_id}", role="rotation", at=at)
    circles = list(Seat.objects.filter(member_id=holder_id).values_list("circle_id", flat=True).distinct())
    for circle_id in circles:
        rotate_circle(circle_id=circle_id, keyring=keyring, at=at)
    keyring = Keyring(holder_id=holder_id, secret=secret, bearer=f"holder:{holder_id}", role="rotation", at=at)
    grants = Grant.objects.filter(holder_id__in=keyring.holder_ids)
    compartments = sorted(set(grants.values_list("compartment_id", flat=True)))
    for compartment_id in compartments:
        rotate(compartment_id=compartment_id, keyring=keyring, at=at)
    return Rotated(len(compartments), len(circles))
