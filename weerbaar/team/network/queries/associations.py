"""Who answers, who may read a first contact, and who has a tie that keeps them out."""

from collections import Counter
from collections.abc import Collection, Iterable
from dataclasses import asdict, dataclass, field, replace
from datetime import datetime
from uuid import UUID

from django.db.models import Q, QuerySet

from weerbaar.foundation.accounts.models import Account
from weerbaar.foundation.accounts.queries import working_accounts_with
from weerbaar.foundation.accounts.roles import Permission
from weerbaar.foundation.vault.models import Holder
from weerbaar.public.authorities.queries import authority_by_code
from weerbaar.team.network.models import Association, Member, Tie


class NobodyMayRead(Exception):
    """With these wishes no adviser is left who could read it."""


@dataclass(frozen=True)
class Barred:
    """Whom a person does not want to read along: associations, parties or public bodies.

    `accounts` are advisers who stepped back themselves, because they know the person.
    """

    associations: tuple[str, ...] = ()
    parties: tuple[str, ...] = ()
    authorities: tuple[str, ...] = ()
    accounts: tuple[str, ...] = ()

    def names(self) -> list[str]:
        """Will return what the client named, for who helps to see; who stepped back is nobody's business."""
        found = Association.objects.filter(code__in=self.associations).values_list("name", flat=True)
        bodies = [body.full_name for code in self.authorities if (body := authority_by_code(code))]
        return [*found, *self.parties, *bodies]

    def __bool__(self) -> bool:
        return bool(self.associations or self.parties or self.authorities or self.accounts)

    def without(self, account: Account) -> "Barred":
        """Will return the same, with this adviser kept out too."""
        return replace(self, accounts=tuple(sorted({*self.accounts, str(account.pk)})))

    def joined_with(self, other: "Barred") -> "Barred":
        """Will return everyone whom either keeps out."""
        both = {name: tuple(sorted({*kept, *getattr(other, name)})) for name, kept in asdict(self).items()}
        return Barred(**both)


@dataclass(frozen=True)
class FirstReaders:
    """Who a first contact is sealed to: the whole circle, or only those of its members without a tie."""

    association: Association
    holders: list[Holder] = field(repr=False)


@dataclass(frozen=True)
class Colleague:
    """An adviser to whom a case could be handed over."""

    account_id: UUID
    name: str
    association: str


def answering() -> QuerySet[Association]:
    """Will return the associations that have someone who can read, by name."""
    return Association.objects.filter(members__admitted_at__isnull=False).distinct().order_by("name")


def on_duty() -> Association | None:
    """Will return the association that answers who has no preference, or None when nobody can read at all."""
    return min(answering(), key=lambda found: _preference(found, ""), default=None)


def first_readers(*, chosen: str, barred: Barred) -> FirstReaders:
    """Will return who a first contact is sealed to.

    The chosen association if it can; else the one on duty; else the others. When a wish keeps out one member of the
    circle, the contact is sealed to each of the others separately, because a circle cannot be half closed. Raises
    `NobodyMayRead` when no association has a reader left.
    """
    candidates = [
        found for found in answering().select_related("circle__current") if found.code not in barred.associations
    ]
    for association in sorted(candidates, key=lambda found: _preference(found, chosen)):
        if not barred:
            assert association.circle is not None
            return FirstReaders(association, [association.circle.current])
        holders = _holders_without_ties(association, barred)
        if holders:
            return FirstReaders(association, holders)
    raise NobodyMayRead


def has_tie(account: Account, barred: Barred) -> bool:
    """Will tell whether this account is one of those who may not read."""
    return account.pk in _tied_accounts(barred)


def circle_holders(association: Association, barred: Barred) -> list[Holder]:
    """Will return who can read for this association, as `first_readers` would choose; empty when nobody can."""
    holders = _holders_without_ties(association, barred)
    if barred or not holders:
        return holders
    assert association.circle is not None
    return [association.circle.current]


def colleagues(viewer: Account, *, barred: Barred) -> list[Colleague]:
    """Will return the advisers to whom `viewer` could hand a case over, without those who may not read it."""
    tied = _tied_accounts(barred)
    readers = working_accounts_with(Permission.OPEN_CASE).exclude(pk=viewer.pk)
    members = Member.objects.filter(admitted_at__isnull=False, account__in=readers)
    rows = members.select_related("account", "association").order_by("account__name", "association__name")
    return [
        Colleague(row.account_id, row.account.name, row.association.name) for row in rows if row.account_id not in tied
    ]


def most_in_one_association(accounts: Collection[Account]) -> int:
    """Will return how many of these people at most answer for the same association; nought when none does."""
    members = Member.objects.filter(account__in=accounts).values_list("association_id", flat=True)
    return max(Counter(members).values(), default=0)


def people_behind(holder_ids: Iterable[UUID]) -> list[Account]:
    """Will return who works here and is behind these holders, by name: a person, or every member of a circle.

    A circle that got a new key is known by its older keys too, for as long as something is sealed to them.
    """
    ids = list(holder_ids)
    accounts = Account.objects.filter(
        Q(holder_id__in=ids) | Q(holder__seats__generation_id__in=ids), deactivated_at=None
    )
    return list(accounts.distinct())


def addresses_of(holder_ids: Iterable[UUID]) -> list[str]:
    """Will return the mail addresses of `people_behind` these holders."""
    return sorted({account.email for account in people_behind(holder_ids)})


def associations_for(viewer: Account) -> list[Association]:
    """Will return every association with its members, for the page of the network."""
    if viewer.deactivated_at:
        return []
    return list(Association.objects.select_related("circle").prefetch_related("members__account").order_by("name"))


def ties_of(viewer: Account) -> QuerySet[Tie]:
    """Will return what the viewer declared."""
    return Tie.objects.filter(account=viewer).select_related("authority").order_by("party", "authority__name")


def member_for(viewer: Account, member_id: UUID) -> Member | None:
    """Will return a member, for someone who looks after the network."""
    if viewer.deactivated_at:
        return None
    return Member.objects.select_related("association__circle", "account__holder").filter(pk=member_id).first()


def _preference(association: Association, chosen: str) -> tuple[bool, bool, float, str]:
    since: datetime | None = association.on_duty_from
    return association.code != chosen, since is None, -since.timestamp() if since else 0.0, association.name


def _holders_without_ties(association: Association, barred: Barred) -> list[Holder]:
    tied = _tied_accounts(barred)
    members = association.members.filter(
        admitted_at__isnull=False, account__in=working_accounts_with(Permission.OPEN_CASE)
    )
    return [
        member.account.holder for member in members.select_related("account__holder") if member.account_id not in tied
    ]


def _tied_accounts(barred: Barred) -> set[UUID]:
    if not barred:
        return set()
    ties = Tie.objects.filter(Q(party__in=barred.parties) | Q(authority_id__in=barred.authorities))
    members = Member.objects.filter(association_id__in=barred.associations)
    tied = set(ties.values_list("account_id", flat=True)) | set(members.values_list("account_id", flat=True))
    return tied | {UUID(account) for account in barred.accounts}
