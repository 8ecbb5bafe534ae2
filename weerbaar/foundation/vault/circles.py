"""Groups with a key pair of their own: a first contact is sealed to a circle, so that nobody has to be awake."""

from collections.abc import Iterable
from datetime import datetime
from uuid import UUID

from django.db import transaction

from weerbaar.foundation.vault.errors import NotGranted
from weerbaar.foundation.vault.grants import grant_to, open_grant, open_seat, seat_for
from weerbaar.foundation.vault.keyring import Keyring
from weerbaar.foundation.vault.keys import SecretKey
from weerbaar.foundation.vault.models import Circle, Grant, Holder, Seat


@transaction.atomic
def create_circle(*, members: Iterable[Holder], at: datetime) -> Circle:
    """Will make a circle whose secret half is sealed to each of `members`; without members nobody can open it."""
    secret, generation = _new_generation()
    circle = Circle.objects.create(current=generation, rotated_at=at)
    _seat(circle, generation, secret, members)
    return circle


@transaction.atomic
def admit(*, circle_id: UUID, member: Holder, keyring: Keyring) -> None:
    """Will give `member` a seat in every generation that the keyring's holder sits in.

    Raises `NotGranted` when the keyring's holder has no seat in the current generation.
    """
    circle = Circle.objects.select_for_update().get(pk=circle_id)
    seats = list(Seat.objects.filter(circle=circle, member_id=keyring.holder_id).select_related("generation"))
    if circle.current_id not in {seat.generation_id for seat in seats}:
        raise NotGranted
    for seat in seats:
        _seat(circle, seat.generation, open_seat(keyring.secret, seat), [member])


@transaction.atomic
def remove(*, circle_id: UUID, member_id: UUID, at: datetime) -> None:
    """Will take the member's seats away and give the circle a new pair for all that comes after.

    The new secret is sealed to who stays; it needs nobody's secret to do so. What was sealed to older generations is
    re-sealed by `renew_grants`, which the duty desk calls as soon as a remaining member opens it.
    """
    circle = Circle.objects.select_for_update().get(pk=circle_id)
    removed, _ = Seat.objects.filter(circle=circle, member_id=member_id).delete()
    if removed:
        stay = Holder.objects.filter(seats__circle=circle, seats__generation_id=circle.current_id)
        _renew(circle, list(stay), at)


@transaction.atomic
def rotate_circle(*, circle_id: UUID, keyring: Keyring, at: datetime) -> int:
    """Will give the circle a new pair and re-seal every grant to it; returns the number of grants.

    Raises `NotGranted` when the keyring's holder does not sit in the circle.
    """
    circle = Circle.objects.select_for_update().get(pk=circle_id)
    if circle.current_id not in keyring.holder_ids:
        raise NotGranted
    members = list(Holder.objects.filter(seats__circle=circle, seats__generation_id=circle.current_id))
    _renew(circle, members, at)
    return renew_grants(circle_id=circle_id, keyring=keyring)


@transaction.atomic
def renew_grants(*, circle_id: UUID, keyring: Keyring) -> int:
    """Will re-seal grants to older generations of the circle to the current one, and forget the empty generations."""
    circle = Circle.objects.select_related("current").get(pk=circle_id)
    older = set(Seat.objects.filter(circle=circle, member_id=keyring.holder_id).values_list("generation_id", flat=True))
    older.discard(circle.current_id)
    grants = list(Grant.objects.filter(holder_id__in=older).select_for_update())
    for grant in grants:
        key = open_grant(
            keyring.secret_of(grant.holder_id),
            sealed_key=grant.sealed_key,
            compartment_id=grant.compartment_id,
            holder_id=grant.holder_id,
        )
        grant.holder, grant.sealed_key = circle.current, grant_to(circle.current, key, grant.granted_at).sealed_key
    Grant.objects.bulk_update(grants, ["holder", "sealed_key"], batch_size=200)
    Holder.objects.filter(pk__in=older, grants=None).delete()
    return len(grants)


def lock(circle_ids: Iterable[UUID]) -> list[Circle]:
    """Will hold these circles until the transaction ends, in the order of their ids."""
    return list(Circle.objects.select_for_update().filter(pk__in=list(circle_ids)).order_by("pk"))


def outgrown(keyring: Keyring) -> list[UUID]:
    """Will return the circles of which the keyring's holder still sits in an older generation."""
    return sorted({seat.circle_id for seat in keyring.seats.values() if seat.generation_id != seat.circle.current_id})


def members_of(circle_id: UUID) -> list[UUID]:
    """Will return the holder ids of who sits in the current generation."""
    seats = Seat.objects.filter(circle_id=circle_id, generation__circle__pk=circle_id)
    return list(seats.order_by("member_id").values_list("member_id", flat=True))


def _renew(circle: Circle, members: list[Holder], at: datetime) -> None:
    secret, generation = _new_generation()
    circle.current, circle.rotated_at = generation, at
    circle.save(update_fields=["current", "rotated_at"])
    _seat(circle, generation, secret, members)


def _new_generation() -> tuple[SecretKey, Holder]:
    secret = SecretKey.new()
    return secret, Holder.objects.create(kind=Holder.Kind.CIRCLE, public_key=secret.public)


def _seat(circle: Circle, generation: Holder, secret: SecretKey, members: Iterable[Holder]) -> None:
    Seat.objects.bulk_create(
        [seat_for(member, secret, circle_id=circle.pk, generation=generation) for member in members],
        ignore_conflicts=True,
    )
