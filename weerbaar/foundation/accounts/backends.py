"""How a passphrase is checked: by opening the key, since no hash of it exists."""

from typing import Any
from uuid import UUID

from django.contrib.auth.backends import BaseBackend
from django.db.models import QuerySet
from django.http import HttpRequest

from weerbaar.foundation.accounts.models import Account
from weerbaar.foundation.database.prepared import prepared
from weerbaar.foundation.vault import persons
from weerbaar.foundation.vault.errors import WrongPassphrase
from weerbaar.foundation.vault.keys import SecretKey


@prepared
def _working(account_id: UUID) -> QuerySet[Account]:
    return Account.objects.working().filter(pk=account_id).order_by()


@prepared
def _working_at(email: str) -> QuerySet[Account]:
    return Account.objects.working().filter(email=email).order_by()


class PassphraseBackend(BaseBackend):
    """Django's way in. Who it returns has only shown a passphrase: the stages of sign-in ask for the second factor."""

    def authenticate(self, request: HttpRequest | None, **credentials: Any) -> Account | None:
        """Will return the account that e-mail and passphrase belong to, or None."""
        del request
        opened = open_account(email=credentials.get("email", ""), passphrase=credentials.get("passphrase", ""))
        return opened[0] if opened else None

    def get_user(self, user_id: str | UUID) -> Account | None:
        """Will return the account of a session; None ends the session of who was deactivated."""
        return next(iter(_working(UUID(str(user_id)))), None)


def open_account(*, email: str, passphrase: str) -> tuple[Account, SecretKey] | None:
    """Will return account and opened key, or None, after exactly one key derivation whatever the reason.

    Raises `TooBusy` when too many derivations wait.
    """
    account = next(iter(_working_at(email.strip().lower())), None)
    try:
        if account is None:
            persons.pretend_unlock(passphrase=passphrase)
            return None
        return account, persons.unlock(holder_id=account.holder_id, passphrase=passphrase)
    except WrongPassphrase:
        return None
