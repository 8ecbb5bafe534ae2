"""Making compartments, granting them, taking grants back, and changing their keys."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from django.db import transaction

from weerbaar.foundation.vault.errors import NotGranted
from weerbaar.foundation.vault.fields import sealed_columns_of
from weerbaar.foundation.vault.grants import grant_to
from weerbaar.foundation.vault.keyring import Keyring
from weerbaar.foundation.vault.keys import DataKey
from weerbaar.foundation.vault.models import Compartment, Grant, Holder


@dataclass(frozen=True)
class NewCompartment:
    """A compartment that is not stored yet, with its key and the grants to its first holders."""

    compartment: Compartment
    key: DataKey
    grants: list[Grant]


def new_compartment(*, scope: UUID, kind: str, holders: Iterable[Holder], at: datetime) -> NewCompartment:
    """Will return a fresh compartment granted to `holders`; the caller stores it with `store_compartments`."""
    compartment = Compartment(scope=scope, kind=kind, rotated_at=at)
    key = DataKey.new(compartment.id)
    return NewCompartment(compartment, key, [grant_to(holder, key, at) for holder in holders])


def store_compartments(compartments: Iterable[NewCompartment]) -> None:
    """Will store fresh compartments and their grants in two statements, inside the caller's transaction."""
    compartments = list(compartments)
    Compartment.objects.bulk_create([new.compartment for new in compartments])
    Grant.objects.bulk_create([grant for new in compartments for grant in new.grants])


def holders_of(compartment_id: UUID) -> list[Holder]:
    """Will return everyone who can open the compartment."""
    return list(Holder.objects.filter(grants__compartment_id=compartment_id).order_by("id"))


def lock(compartment_ids: Iterable[UUID]) -> list[Compartment]:
    """Will hold these compartments until the transaction ends, and return them in the order of their ids.

    Always the first lock of a write: compartments, then the rows of a room, then the head of the audit trail.
    """
    held = Compartment.objects.select_for_update().filter(pk__in=list(compartment_ids))
    return list(held.order_by("pk"))


def compartments_of(scope: UUID) -> list[Compartment]:
    """Will return every compartment of what is named by `scope`, in the order of their ids."""
    return list(Compartment.objects.filter(scope=scope).order_by("pk"))


def lock_scope(scope: UUID) -> list[Compartment]:
    """Will hold every compartment of what is named by `scope`, as `lock` does, and return them."""
    return list(Compartment.objects.select_for_update().filter(scope=scope).order_by("pk"))


@transaction.atomic
def rotate(*, compartment_id: UUID, keyring: Keyring, holders: Iterable[Holder] | None = None, at: datetime) -> None:
    """Will give the compartment a new key, re-seal all it holds, and grant it to `holders` and to nobody else.

    Without `holders`, whoever can open it now still can. Raises `NotGranted` when the keyring cannot open it. A box that
    does not open stops the whole rotation: nothing is half-rotated. Whoever writes into the compartment takes the same
    lock first (`lock`), so that nothing is sealed under a key that is on its way out.
    """
    held = lock([compartment_id])
    if not held:
        raise NotGranted
    kind = held[0].kind
    keyring.forget([compartment_id])
    holders = holders_of(compartment_id) if holders is None else list(holders)
    old, new = keyring.key_for(compartment_id), DataKey.new(compartment_id)
    for model, names in sealed_columns_of(kind).items():
        rows = list(model._default_manager.filter(**{f"{kind}_id": compartment_id}))
        for row in rows:
            for name in names:
                sealed = getattr(row, name)
                setattr(row, name, sealed.resealed(old, new) if sealed is not None else None)
        model._default_manager.bulk_update(rows, names, batch_size=200)
    Grant.objects.filter(compartment_id=compartment_id).delete()
    Grant.objects.bulk_create([grant_to(holder, new, at) for holder in holders])
    Compartment.objects.filter(pk=compartment_id).update(rotated_at=at)
    keyring.replace_key(new)
