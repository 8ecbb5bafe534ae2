"""What an administrator does with the accounts of others."""

from collections.abc import Collection
from datetime import datetime

from allauth.mfa.models import Authenticator
from django.db import transaction

from weerbaar.foundation.accounts import departures
from weerbaar.foundation.accounts.actions.own_account import end_sessions
from weerbaar.foundation.accounts.models import Account, RoleAssignment
from weerbaar.foundation.accounts.roles import Permission, Role, permissions_of
from weerbaar.foundation.accounts.rules import may_be_combined
from weerbaar.foundation.audit.actions import record
from weerbaar.foundation.vault.models import Holder


class OwnAccount(Exception):
    """Nobody closes the own account or changes the own roles: letting people in is always about someone else."""


class RolesDoNotCombine(Exception):
    """One person cannot hold these roles together: an administrator never helps people as well."""


class AccountIsClosed(Exception):
    """The account was deactivated before."""


@transaction.atomic
def add_account(*, email: str, name: str, roles: Collection[str], holder: Holder, at: datetime) -> Account:
    """Will make the account of someone whose key is there: from an invitation, or invented for a demonstration."""
    account = Account.objects.create(email=email, name=name, holder=holder, joined_at=at)
    RoleAssignment.objects.bulk_create(RoleAssignment(account=account, role=role) for role in roles)
    return account


@transaction.atomic
def change_roles(*, account: Account, roles: Collection[Role], by: Account, at: datetime) -> None:
    """Will give the account exactly these roles; raises `OwnAccount`, `RolesDoNotCombine` and `AccountIsClosed`.

    Raises `departures.StillHolds` when it would lose the last role that opens cases with cases in its hands.

    A role opens pages. It opens no case: for that somebody has to give a key. Who loses the last role that opens cases
    is announced as a departure: no key is left with someone who may not use it.
    """
    if account == by:
        raise OwnAccount
    if not may_be_combined(roles):
        raise RolesDoNotCombine
    account = hold_working(account)
    before = account.roles
    account.role_assignments.exclude(role__in=roles).delete()
    RoleAssignment.objects.bulk_create(
        RoleAssignment(account=account, role=role) for role in Role if role in set(roles) - before
    )
    opens_cases = Permission.OPEN_CASE in permissions_of(set(roles))
    if account.may(Permission.OPEN_CASE) and not opens_cases:
        departures.refuse_while_holding(account)
        departures.announce(account=account, by=by, at=at)
    detail = {"before": sorted(before), "after": sorted(roles)}
    record(bearer=by.bearer, role=by.main_role, action="roles.changed", subject=account.bearer, detail=detail, at=at)


@transaction.atomic
def deactivate(*, account: Account, by: Account, at: datetime, force: bool = False) -> None:
    """Will close the account at once: sessions, browsers and second factors end, and other rooms take back their keys.

    Raises `OwnAccount`, `AccountIsClosed`, and `departures.StillHolds` for who has not handed everything over. With `force`
    it is closed all the same, because a stolen account cannot wait; the rooms see to what nobody can open then.
    """
    if account == by:
        raise OwnAccount
    account = hold_working(account)
    if not force:
        departures.refuse_while_holding(account)
    account.deactivated_at, account.deactivated_by = at, by
    account.save(update_fields=["deactivated_at", "deactivated_by"])
    end_sessions(account, but=None)
    account.known_devices.all().delete()
    Authenticator.objects.filter(user=account).delete()
    departures.announce(account=account, by=by, at=at)
    detail = {"forced": True} if force else None
    record(bearer=by.bearer, role=by.main_role, action="account.closed", subject=account.bearer, detail=detail, at=at)


def hold_working(account: Account) -> Account:
    """Will return the account as it is now, held until the transaction ends; raises `AccountIsClosed`."""
    locked = Account.objects.select_for_update().get(pk=account.pk)
    if not locked.is_active:
        raise AccountIsClosed
    return locked
