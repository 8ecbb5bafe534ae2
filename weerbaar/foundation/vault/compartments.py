"""Making compartments, granting them, taking grants back, and changing their keys."""

from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from django.db import models, transaction

from weerbaar.foundation.vault.errors import NotGranted
from weerbaar.foundation.vault.fields import move_into, sealed_columns_of
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
    return new_compartments(scope=scope, holders={kind: holders}, at=at)[kind]


def new_compartments(
    *, scope: UUID, holders: Mapping[str, Iterable[Holder]], at: datetime
) -> dict[str, NewCompartment]:
    """Will return fresh compartments by kind, each granted to its holders and to the quorum that is in use, if any."""
    quorum, made = _in_use(), {}
    for kind, readers in holders.items():
        compartment = Compartment(scope=scope, kind=kind, rotated_at=at)
        key = DataKey.new(compartment.id)
        made[kind] = NewCompartment(compartment, key, [grant_to(one, key, at) for one in _with(quorum, readers)])
    return made


def store_compartments(compartments: Iterable[NewCompartment]) -> None:
    """Will store fresh compartments and their grants in two statements, inside the caller's transaction."""
    compartments = list(compartments)
    Compartment.objects.bulk_create([new.compartment for new in compartments])
    Grant.objects.bulk_create([grant for new in compartments for grant in new.grants])


def holders_of(compartment_id: UUID) -> list[Holder]:
    """Will return everyone who can open the compartment."""
    return list(Holder.objects.filter(grants__compartment_id=compartment_id).order_by("id"))


def take_back_all(holder_id: UUID) -> int:
    """Will take back every grant to this holder itself, without anybody's key; returns how many.

    Nothing gets a new key by it: that happens when somebody who can open it rotates. Grants to circles stay: see `circles`.
    """
    taken, _by_model = Grant.objects.filter(holder_id=holder_id).delete()
    return taken


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


def rotate(*, compartment_id: UUID, keyring: Keyring, holders: Iterable[Holder] | None = None, at: datetime) -> None:
    """Will give one compartment a new key, as `rotate_all` does; without `holders`, whoever can open it now still can."""
    holders = holders_of(compartment_id) if holders is None else holders
    rotate_all(holders={compartment_id: holders}, keyring=keyring, at=at)


@transaction.atomic
def rotate_all(*, holders: Mapping[UUID, Iterable[Holder]], keyring: Keyring, at: datetime) -> None:
    """Will give these compartments new keys, re-seal all they hold, and grant each to its holders and to nobody else.

    The quorum that is in use keeps its grant everywhere, and gets one where it had none: that is how what is older than
    the quorum comes within its reach. Raises `NotGranted` when the keyring cannot open one of them. A box that does not
    open stops the whole rotation: nothing is half-rotated. Whoever writes into a compartment takes the same lock first
    (`lock`), so that nothing is sealed under a key that is on its way out.
    """
    held = lock(holders)
    if len(held) != len(holders):
        raise NotGranted
    keyring.renew(holders, purpose="rotate")
    old = {part.pk: keyring.key_for(part.pk) for part in held}
    new = {part.pk: DataKey.new(part.pk) for part in held}
    for kind in {part.kind for part in held}:
        _reseal(kind, old, new)
    quorum = _in_use()
    Grant.objects.filter(compartment_id__in=new).delete()
    Grant.objects.bulk_create(
        grant_to(holder, new[part], at) for part, readers in holders.items() for holder in _with(quorum, readers)
    )
    Compartment.objects.filter(pk__in=new).update(rotated_at=at)
    for key in new.values():
        keyring.replace_key(key)


@transaction.atomic
def empty_into(
    *, source: UUID, target: UUID, keyring: Keyring, leave: Collection[type[models.Model]] = ()
) -> dict[type[models.Model], int]:
    """Will move all that `source` holds to `target`, a compartment of the same kind, bound to its new place.

    Rows of the models in `leave` stay. Nobody's grants change. Returns how many rows of which model moved. Raises
    `NotGranted` when the keyring cannot open both.
    """
    kinds = {part.kind for part in lock([source, target])}
    old, new, moved = keyring.key_for(source), keyring.key_for(target), {}
    for kind in kinds:
        for model, names in sealed_columns_of(kind).items():
            rows = [] if model in leave else list(model._default_manager.filter(**{kind: source}))
            for row in rows:
                move_into(row, old, new, kind)
            if rows:
                moved[model] = model._default_manager.bulk_update(rows, [*names, kind], batch_size=200)
    return moved


def adopt(*, scope: UUID, compartment_ids: Collection[UUID]) -> None:
    """Will make these compartments part of what is named by `scope`; who can open them does not change."""
    Compartment.objects.filter(pk__in=compartment_ids).update(scope=scope)


def _reseal(kind: str, old: Mapping[UUID, DataKey], new: Mapping[UUID, DataKey]) -> None:
    for model, names in sealed_columns_of(kind).items():
        rows = list(model._default_manager.filter(**{f"{kind}__in": list(old)}).only(f"{kind}_id", *names))
        held = [row for row in rows if any(getattr(row, name) is not None for name in names)]
        for row in held:
            part = getattr(row, f"{kind}_id")
            for name in names:
                sealed = getattr(row, name)
                setattr(row, name, sealed.resealed(old[part], new[part]) if sealed is not None else None)
        if held:
            model._default_manager.bulk_update(held, names, batch_size=200)


def _in_use() -> Holder | None:
    return Holder.objects.filter(kind=Holder.Kind.RECOVERY, quorum__replaced_at=None).first()


def _with(quorum: Holder | None, readers: Iterable[Holder]) -> list[Holder]:
    """These readers and the quorum in use; never one of before, so that changing the custodians reaches every case."""
    named = [reader for reader in readers if reader.kind != Holder.Kind.RECOVERY]
    return [*named, quorum] if quorum else named
