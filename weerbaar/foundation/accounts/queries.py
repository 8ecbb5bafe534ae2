"""What pages about accounts read."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from allauth.mfa.models import Authenticator
from django.db.models import Exists, OuterRef, QuerySet
from django.utils.functional import Promise

from weerbaar.foundation.accounts import phrases
from weerbaar.foundation.accounts.models import Account, Invitation, Session, UsedForm
from weerbaar.foundation.accounts.roles import PERMISSIONS, Permission, Role
from weerbaar.foundation.database.prepared import prepared
from weerbaar.foundation.vault import application_box

_SECOND_FACTORS = (Authenticator.Type.TOTP, Authenticator.Type.WEBAUTHN)

# Beside the seed of a code app, in the column that allauth gave it: which code was used last.
LAST_COUNTER = "last_counter"


@dataclass(frozen=True)
class RoleRow:
    """One row of the role screen."""

    role: Role
    description: Promise
    cells: list[bool]


def second_factors_of(account: Account) -> QuerySet[Authenticator]:
    """Will return the account's app and passkeys; the printed codes are a spare key, not a second factor."""
    factors: QuerySet[Authenticator] = Authenticator.objects.filter(user=account, type__in=_SECOND_FACTORS)
    return factors.order_by("created_at")


def has_second_factor(account: Account) -> bool:
    """Will tell whether an app or a passkey was set up."""
    return bool(kinds_of_second_factor(account))


def kinds_of_second_factor(account: Account) -> frozenset[str]:
    """Will return "totp" and "webauthn", as far as the account has them."""
    return frozenset(_kinds(account.pk))


@prepared
def _kinds(account_id: UUID) -> QuerySet[Authenticator, str]:
    factors: QuerySet[Authenticator] = Authenticator.objects.filter(user_id=account_id, type__in=_SECOND_FACTORS)
    return factors.values_list("type", flat=True)


def last_counters_of(emails: Iterable[str]) -> dict[str, int]:
    """Will return, for those of these addresses that have a code app, the number of the last code that was used."""
    apps = Authenticator.objects.filter(type=Authenticator.Type.TOTP, user__email__in=emails, user__deactivated_at=None)
    return {app.user.email: app.data.get(LAST_COUNTER, 0) for app in apps.select_related("user")}


def accounts_for(viewer: Account) -> QuerySet[Account]:
    """Will return the accounts that the viewer may manage, working ones first, each knowing whether it is complete."""
    if not viewer.may(Permission.MANAGE_ACCOUNTS):
        return Account.objects.none()
    complete = Exists(Authenticator.objects.filter(user=OuterRef("pk"), type__in=_SECOND_FACTORS))
    accounts = Account.objects.annotate(is_complete=complete).prefetch_related("role_assignments")
    return accounts.order_by("deactivated_at", "name", "id")


def account_for(viewer: Account, account_id: UUID) -> Account:
    """Will return one account that the viewer may manage; raises `Account.DoesNotExist`."""
    return accounts_for(viewer).get(pk=account_id)


def invitations_for(viewer: Account, at: datetime) -> QuerySet[Invitation]:
    """Will return the invitations that wait for an answer."""
    if not viewer.may(Permission.MANAGE_ACCOUNTS):
        return Invitation.objects.none()
    return open_invitations(at).select_related("invited_by")


def open_invitations(at: datetime) -> QuerySet[Invitation]:
    """Will return the invitations that can still be used."""
    return Invitation.objects.filter(accepted_at=None, withdrawn_at=None, expires_at__gt=at)


def sessions_of(viewer: Account, at: datetime) -> QuerySet[Session]:
    """Will return the viewer's own sessions, newest first."""
    return viewer.sessions.filter(expire_date__gt=at).order_by("-started_at")


def working_accounts_with(permission: Permission) -> QuerySet[Account]:
    """Will return the working accounts that hold `permission`, for rooms that ask who can be given something."""
    roles = [role for role, card in PERMISSIONS.items() if permission in card.permissions]
    return Account.objects.working().filter(role_assignments__role__in=roles).distinct()


def role_table() -> tuple[list[Promise], list[RoleRow]]:
    """Will return the roles and their permissions, as the role screen shows them: column names and rows."""
    columns = [permission for permission in Permission if permission is not Permission.OWN_ACCOUNT]
    rows = [RoleRow(role, card.description, _cells(columns, card.permissions)) for role, card in PERMISSIONS.items()]
    return [phrases.PERMISSIONS[permission] for permission in columns], rows


def _cells(columns: Iterable[Permission], held: frozenset[Permission]) -> list[bool]:
    return [permission in held for permission in columns]


def working_account(account_id: UUID) -> Account | None:
    """Will return the account with this id and its holder, unless it was deactivated."""
    return Account.objects.working().filter(pk=account_id).select_related("holder").first()


def working_accounts_at(emails: Iterable[str]) -> list[Account]:
    """Will return the working accounts at these addresses, with their holders, for a command of the operator."""
    return list(Account.objects.working().filter(email__in=list(emails)).select_related("holder"))


def names_of_colleagues() -> list[str]:
    """Will return the names of everybody who has or had an account, to keep them out of what becomes public."""
    return list(Account.objects.order_by("name").values_list("name", flat=True))


def digest_of_form(form: str) -> bytes:
    """Will return what a form that was sent is known by; what stood in it cannot be read from that."""
    return application_box.keyed_hash(form, purpose="used-form")


def address_context(digest: bytes) -> str:
    """Will return what the sealed address in the row of a form is bound to."""
    return f"used-form:{digest.hex()}"


def where_it_led(form: str) -> str:
    """Will return where whoever sent a form was led; empty when it led nowhere, or was never sent."""
    found = UsedForm.objects.filter(pk=digest_of_form(form)).exclude(leads_to="").first()
    return application_box.open(found.leads_to, context=address_context(bytes(found.digest))) if found else ""
