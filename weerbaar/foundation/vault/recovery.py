"""A key that nobody holds: custodians who act together open what nobody else can open any more.

The secret half is split by Shamir the moment it is made, each part sealed to one custodian, and kept nowhere else. To open,
each custodian who agrees seals their part to the others for that one request, and the last of those who are needed puts the
parts together, in memory, for as long as one act takes.
"""

from collections.abc import Collection, Iterable, Sequence
from datetime import datetime
from uuid import UUID

from django.db import transaction

from weerbaar.foundation.vault import shamir
from weerbaar.foundation.vault.errors import BrokenBox, NotGranted, TooFew
from weerbaar.foundation.vault.keyring import Keyring
from weerbaar.foundation.vault.keys import SecretKey, Stored, open_sealed, seal_to
from weerbaar.foundation.vault.models import Compartment, Contribution, Holder, Quorum, Share

_PLACE_BYTES = 1
_NAME_BYTES = 16


@transaction.atomic
def found_quorum(*, custodians: Sequence[Holder], needed: int, at: datetime) -> Quorum:
    """Will make a key pair, split its secret half among `custodians`, and use it for all that comes after.

    What was granted to the quorum of before stays with that quorum until somebody who can open it gives it new keys.
    Raises `ValueError` when fewer than two would do, or more are needed than there are.
    """
    secret = SecretKey.new()
    parts = shamir.split(secret.raw, needed=needed, shares=len(custodians))
    Quorum.objects.select_for_update().filter(replaced_at=None).update(replaced_at=at)
    holder = Holder.objects.create(kind=Holder.Kind.RECOVERY, public_key=secret.public)
    quorum = Quorum.objects.create(holder=holder, needed=needed, founded_at=at)
    Share.objects.bulk_create(
        Share(quorum=quorum, custodian=custodian, sealed_part=_seal(custodian, part, quorum.pk))
        for custodian, part in zip(custodians, parts, strict=True)
    )
    forget_empty()
    return quorum


def quorum_in_use() -> Quorum | None:
    """Will return the quorum that new grants go to, or None when none was founded."""
    return Quorum.objects.filter(replaced_at=None).first()


def quorum_of(scope: UUID) -> Quorum | None:
    """Will return the quorum that can open what is named by `scope`, or None when none can open all of it."""
    parts = Compartment.objects.filter(scope=scope)
    quorums = list(Quorum.objects.filter(holder__grants__compartment__scope=scope).distinct())
    whole = [quorum for quorum in quorums if not parts.exclude(grants__holder_id=quorum.holder_id).exists()]
    return whole[0] if whole else None


def custodians_of(quorum: Quorum) -> list[UUID]:
    """Will return the holder ids of those who have a share."""
    return list(quorum.shares.order_by("custodian_id").values_list("custodian_id", flat=True))


def has_share(holder_id: UUID) -> bool:
    """Will tell whether this holder is a custodian, of the quorum in use or of one that something is still granted to."""
    return Share.objects.filter(custodian_id=holder_id).exists()


def contributors_to(request: UUID) -> list[UUID]:
    """Will return the holder ids of the custodians who gave their part for this request."""
    given = Contribution.objects.filter(request=request).order_by("share__custodian_id")
    return list(given.values_list("share__custodian_id", flat=True).distinct())


@transaction.atomic
def contribute(*, quorum: Quorum, request: UUID, keyring: Keyring, at: datetime) -> None:
    """Will seal the part of the keyring's holder to every fellow custodian, for this request only.

    A second time changes nothing. Raises `NotGranted` when the keyring's holder has no share in the quorum.
    """
    own = _share(quorum, keyring)
    part = _open(keyring.secret, own.sealed_part, quorum.pk, own.custodian_id)
    fellows = Holder.objects.filter(shares__quorum=quorum).exclude(pk=own.custodian_id)
    Contribution.objects.bulk_create(
        [
            Contribution(
                request=request, share=own, reader=fellow, sealed_part=_seal(fellow, part, request), given_at=at
            )
            for fellow in fellows
        ],
        ignore_conflicts=True,
    )


def reopened(*, quorum: Quorum, request: UUID, scope: UUID, keyring: Keyring) -> Keyring:
    """Will return a keyring that opens what is named by `scope` and nothing else, in the hands of who asks for it.

    It takes the own part of the keyring's holder and what the others gave for this request. Raises `NotGranted` when the
    holder has no share, `TooFew` when more custodians are needed, and `BrokenBox` when the parts do not fit.
    """
    own = _share(quorum, keyring)
    given = Contribution.objects.filter(request=request, share__quorum=quorum, reader_id=keyring.holder_id)
    parts = [_open(keyring.secret, own.sealed_part, quorum.pk, own.custodian_id)]
    parts += [_open(keyring.secret, one.sealed_part, request, keyring.holder_id) for one in given.order_by("share_id")]
    if len(parts) < quorum.needed:
        raise TooFew
    secret = SecretKey(shamir.combine(parts[: quorum.needed]))
    if secret.public != bytes(quorum.holder.public_key):
        message = "these parts do not make the key of this quorum"
        raise BrokenBox(message)
    inside = Compartment.objects.filter(scope=scope).values_list("pk", flat=True)
    return _Reopened(quorum.holder_id, secret, keyring, frozenset(inside))


def forget_contributions(requests: Iterable[UUID], *, of: Collection[UUID] | None = None) -> None:
    """Will throw away what custodians gave for these requests, or what those `of` these holder ids did."""
    given = Contribution.objects.filter(request__in=list(requests))
    (given if of is None else given.filter(share__custodian_id__in=of)).delete()


def forget_empty() -> None:
    """Will throw away the quorums of before that nothing is granted to any more, with their shares."""
    gone = Holder.objects.filter(quorum__replaced_at__isnull=False, grants=None)
    ids = list(gone.values_list("pk", flat=True))
    Quorum.objects.filter(holder_id__in=ids).delete()
    Holder.objects.filter(pk__in=ids).delete()


class _Reopened(Keyring):
    """The key of a quorum for one act: it opens the compartments that it was made for, and no others."""

    def __init__(self, holder_id: UUID, secret: SecretKey, hands: Keyring, inside: frozenset[UUID]) -> None:
        super().__init__(holder_id=holder_id, secret=secret, bearer=hands.bearer, role=hands.role, at=hands.at)
        self._inside = inside

    def open(self, compartments: Iterable[UUID], *, purpose: str) -> frozenset[UUID]:
        """Will open those of these compartments that the request is about."""
        return super().open(self._inside.intersection(compartments), purpose=purpose)


def _share(quorum: Quorum, keyring: Keyring) -> Share:
    try:
        return quorum.shares.get(custodian_id=keyring.holder_id)
    except Share.DoesNotExist:
        raise NotGranted from None


def _seal(reader: Holder, part: shamir.Part, opens: UUID) -> bytes:
    """As a grant does, the box names what it is for and for whom: moved to another request or reader it does not open."""
    return seal_to(bytes(reader.public_key), bytes([part.x]) + opens.bytes + reader.pk.bytes + part.values)


def _open(secret: SecretKey, sealed: Stored, opens: UUID, reader_id: UUID) -> shamir.Part:
    content = open_sealed(secret, sealed)
    names, values = content[_PLACE_BYTES : _PLACE_BYTES + 2 * _NAME_BYTES], content[_PLACE_BYTES + 2 * _NAME_BYTES :]
    if names != opens.bytes + reader_id.bytes:
        message = "made for another request or another custodian"
        raise BrokenBox(message)
    return shamir.Part(content[0], values)
