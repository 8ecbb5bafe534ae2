"""The keyring for the length of a visit: half in a cookie, half in the session, and opened per request."""

from datetime import datetime
from uuid import UUID

from django.conf import settings
from django.http import HttpRequest

from weerbaar.foundation.accounts import cookies
from weerbaar.foundation.accounts.models import Account
from weerbaar.foundation.vault.errors import BrokenBox
from weerbaar.foundation.vault.keyring import Keyring
from weerbaar.foundation.vault.keys import SecretKey
from weerbaar.foundation.vault.session import open_secret, seal_secret

_SESSION_NAME = "keyring"


def park(request: HttpRequest, *, account: Account, secret: SecretKey) -> None:
    """Will keep the account's secret for this visit. It opens nothing until the account is signed in on it."""
    cookie_key, box = seal_secret(secret.raw)
    request.session[_SESSION_NAME] = {"box": box, "account": str(account.pk)}
    cookies.set_later(request, settings.KEYRING_COOKIE_NAME, cookie_key)


def forget(request: HttpRequest) -> None:
    """Will throw away both halves."""
    request.session.pop(_SESSION_NAME, None)
    cookies.delete_later(request, settings.KEYRING_COOKIE_NAME)


def staff_keyring(request: HttpRequest, *, at: datetime) -> Keyring | None:
    """Will return the keyring of who is signed in; None without a second factor, a cookie or an unbroken box."""
    account = request.user
    if not isinstance(account, Account):
        return None
    secret = parked_secret(request, account=account)
    if secret is None:
        return None
    return Keyring(holder_id=account.holder_id, secret=secret, bearer=account.bearer, role=account.main_role, at=at)


def parked_secret(request: HttpRequest, *, account: Account) -> SecretKey | None:
    """Will return the secret that was parked for this very account, or None."""
    parked = request.session.get(_SESSION_NAME, {})
    if not parked or UUID(parked["account"]) != account.pk:
        return None
    try:
        return SecretKey(open_secret(cookies.value_of(request, settings.KEYRING_COOKIE_NAME), parked["box"]))
    except BrokenBox:
        return None
