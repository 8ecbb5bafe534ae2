"""From a passphrase to a visit, in two steps that cannot be skipped."""

from dataclasses import dataclass, field
from datetime import datetime

from allauth.account.internal.flows.login import perform_login, record_authentication
from allauth.account.models import Login
from django.contrib.auth import logout
from django.db import transaction
from django.http import HttpRequest, HttpResponse

from weerbaar.foundation.accounts import drafts, keyrings
from weerbaar.foundation.accounts.actions.devices import device_of, remember_device
from weerbaar.foundation.accounts.actions.slowing import Attempt, count_attempt, forget_attempts
from weerbaar.foundation.accounts.backends import open_account
from weerbaar.foundation.accounts.models import Account
from weerbaar.foundation.accounts.rules import FREE_FAILURES
from weerbaar.foundation.accounts.session_store import STARTED_AT, TOUCHED_AT
from weerbaar.foundation.audit.actions import record
from weerbaar.foundation.vault import persons
from weerbaar.foundation.vault.errors import WrongPassphrase
from weerbaar.foundation.vault.keys import SecretKey


@dataclass(frozen=True)
class Opened:
    """An account and its opened key, and the attempt that opened it: forgotten when the visit begins."""

    account: Account
    secret: SecretKey = field(repr=False)
    attempt: Attempt | None = None


class NotRecognised(Exception):
    """E-mail and passphrase (or recovery code) do not belong together; which of the two is wrong is not told."""


def open_with_passphrase(request: HttpRequest, *, email: str, passphrase: str, at: datetime) -> Opened:
    """Will return the account and its opened key, after one key derivation outside any transaction.

    Raises `NotRecognised`, `TooSoon` when it went wrong too often just now, and the vault's `TooBusy`.
    """
    email = email.strip().lower()
    attempt = count_attempt(kind="passphrase", whom=email, device=device_of(request, email=email), at=at)
    opened = open_account(email=email, passphrase=passphrase)
    if opened is None:
        record_failures(attempt.failures, kind="passphrase", at=at)
        raise NotRecognised
    return Opened(*opened, attempt)


def open_with_recovery_code(request: HttpRequest, *, email: str, code: str, at: datetime) -> Opened:
    """Will return the account and the key that its printed recovery code opens.

    Raises `NotRecognised`, and `TooSoon` when it went wrong too often just now.
    """
    email = email.strip().lower()
    attempt = count_attempt(kind="recovery", whom=email, device=device_of(request, email=email), at=at)
    opened = _open_with_code(email, code)
    if opened is None:
        record_failures(attempt.failures, kind="recovery", at=at)
        raise NotRecognised
    _note_recovery(opened[0], at)
    return Opened(*opened, attempt)


@transaction.atomic
def begin_visit(request: HttpRequest, *, opened: Opened, next_page: str | None) -> HttpResponse:
    """Will park the key and send the visitor to the second factor; whatever visit there was, is over."""
    if request.user.is_authenticated:
        logout(request)
    if opened.attempt:
        forget_attempts(opened.attempt)
    keyrings.park(request, account=opened.account, secret=opened.secret)
    record_authentication(request, opened.account, method="password")
    response: HttpResponse = perform_login(request, Login(user=opened.account, redirect_url=next_page))
    request.session.save()
    return response


@transaction.atomic
def complete_visit(request: HttpRequest, *, account: Account, at: datetime) -> None:
    """Will note that both factors were shown: the browser is known from now on, and the audit tells.

    What someone else was typing in this browser is forgotten.
    """
    drafts.forget_draft_of_others(request, bearer=account.bearer)
    request.session[STARTED_AT] = request.session[TOUCHED_AT] = at.isoformat()
    request.session.save()
    remember_device(request, account=account, at=at)
    record(bearer=account.bearer, role=account.main_role, action="sign_in", subject=account.bearer, at=at)


def end_visit(request: HttpRequest, *, at: datetime) -> None:
    """Will end the visit: session and both halves of the key are gone."""
    account = request.user
    if isinstance(account, Account):
        record(bearer=account.bearer, role=account.main_role, action="sign_out", subject=account.bearer, at=at)
    logout(request)
    keyrings.forget(request)


@transaction.atomic
def _note_recovery(account: Account, at: datetime) -> None:
    # A code that came out of its envelope is replaced: after sign-in the account is asked to print a new one.
    account.recovery_kept_at = None
    account.save(update_fields=["recovery_kept_at"])
    record(bearer=account.bearer, role=account.main_role, action="recovery.used", subject=account.bearer, at=at)


def _open_with_code(email: str, code: str) -> tuple[Account, SecretKey] | None:
    account = Account.objects.working().filter(email=email).first()
    if account is None:
        return None
    try:
        return account, persons.unlock_with_recovery(holder_id=account.holder_id, code=code)
    except WrongPassphrase:
        return None


def record_failures(failures: int, *, kind: str, at: datetime) -> None:
    """Will record every third wrong answer in a row, without saying whose: a count, not a trace."""
    if failures % FREE_FAILURES == 0:
        record(bearer="system", role="", action="sign_in.failed", detail={"failures": failures, "kind": kind}, at=at)
