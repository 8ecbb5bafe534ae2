"""Codes and passkeys: showing them, adding them, taking them away."""

from datetime import datetime
from typing import Any
from uuid import UUID

from allauth.mfa import app_settings
from allauth.mfa.base.internal.flows import post_authentication
from allauth.mfa.models import Authenticator
from allauth.mfa.recovery_codes.internal.auth import RecoveryCodes
from allauth.mfa.totp.internal.auth import TOTP, format_hotp_value, hotp_value
from allauth.mfa.utils import decrypt
from allauth.mfa.webauthn.internal import auth as webauthn
from django.core.exceptions import ValidationError
from django.db import transaction
from django.db.models import QuerySet
from django.http import HttpRequest
from django.utils.crypto import constant_time_compare

from weerbaar.foundation.accounts import queries
from weerbaar.foundation.accounts.actions.devices import device_of
from weerbaar.foundation.accounts.actions.sign_in import record_failures
from weerbaar.foundation.accounts.actions.slowing import count_attempt, forget_attempts
from weerbaar.foundation.accounts.models import Account
from weerbaar.foundation.audit.actions import record
from weerbaar.foundation.database.prepared import prepared

Type = Authenticator.Type


class WrongCode(Exception):
    """The code or passkey is not right, or the code was used before."""


class LastSecondFactor(Exception):
    """The last second factor is never taken away."""


class AlreadyHasSecondFactor(Exception):
    """A passphrase alone never adds a second factor to an account that has one."""


def show_code(request: HttpRequest, *, account: Account, code: str, at: datetime) -> None:
    """Will accept a code from the app, once, or one of the printed codes, once, and note it in the session.

    Raises `WrongCode`, and `TooSoon` when it went wrong too often just now.
    """
    device = device_of(request, email=account.email)
    with transaction.atomic():
        # A hundred at once wait in line at the count, which is theirs until the code was judged.
        attempt = count_attempt(kind="code", whom=str(account.pk), device=device, at=at)
        used = _use_code(account, "".join(code.split()), at)
        if used is None:
            record_failures(attempt.failures, kind="code", at=at)
        else:
            forget_attempts(attempt)
            post_authentication(request, used)
    if used is None:
        # Not inside: the count of a wrong code stays.
        raise WrongCode


def show_passkey(request: HttpRequest, *, account: Account, credential: Any) -> None:
    """Will accept a passkey's answer to the challenge in the session, and note it there; raises `WrongCode`."""
    try:
        webauthn.parse_authentication_response(credential)
        used = webauthn.complete_authentication(account, credential)
    except (ValidationError, ValueError, TypeError, KeyError, AttributeError) as error:
        raise WrongCode from error
    post_authentication(request, used)


def confirm(*, account: Account, at: datetime) -> None:
    """Will record that the second factor was shown again, before something dangerous."""
    record(bearer=account.bearer, role=account.main_role, action="step_up", subject=account.bearer, at=at)


def add_app(*, account: Account, seed: str, code: str, at: datetime, first: bool) -> Authenticator:
    """Will add a one-time code app once it shows a right code; an app that was there is replaced.

    Raises `WrongCode`, and with `first` `AlreadyHasSecondFactor`.
    """
    counter = _counter_of(seed, code, at)
    if counter is None:
        raise WrongCode
    with transaction.atomic():
        _make_room(account, first=first)
        Authenticator.objects.filter(user=account, type=Type.TOTP).delete()
        added: Authenticator = TOTP.activate(account, seed).instance
        added.data[queries.LAST_COUNTER] = counter
        added.save()
        _record(account, "second_factor.added", Type.TOTP, at)
    return added


def add_passkey(*, account: Account, name: str, credential: Any, at: datetime, first: bool) -> Authenticator:
    """Will add the passkey that answered the challenge in the session.

    Raises `WrongCode`, and with `first` `AlreadyHasSecondFactor`.
    """
    try:
        webauthn.parse_registration_response(credential)
        webauthn.complete_registration(credential)
    except (ValidationError, ValueError, TypeError, KeyError, AttributeError) as error:
        raise WrongCode from error
    with transaction.atomic():
        _make_room(account, first=first)
        added: Authenticator = webauthn.WebAuthn.add(account, name, credential).instance
        _record(account, "second_factor.added", Type.WEBAUTHN, at)
    return added


def note_first(request: HttpRequest, *, account: Account) -> None:
    """Will note in the session that the only second factor, added a moment ago, was shown with it."""
    post_authentication(request, queries.second_factors_of(account).get())


@transaction.atomic
def remove_second_factor(*, account: Account, authenticator_id: int, at: datetime) -> None:
    """Will take away one of the account's own second factors.

    Raises `Authenticator.DoesNotExist` for anything that is not the account's own, and `LastSecondFactor`.
    """
    Account.objects.select_for_update().get(pk=account.pk)
    own = queries.second_factors_of(account)
    leaving = own.get(pk=authenticator_id)
    if own.count() == 1:
        raise LastSecondFactor
    leaving.delete()
    _record(account, "second_factor.removed", leaving.type, at)


@transaction.atomic
def new_codes(*, account: Account, at: datetime) -> list[str]:
    """Will return ten fresh codes that each work once; earlier ones work no more."""
    Authenticator.objects.filter(user=account, type=Type.RECOVERY_CODES).delete()
    codes: list[str] = RecoveryCodes.activate(account).generate_codes()
    _record(account, "second_factor.codes_renewed", Type.RECOVERY_CODES, at)
    return codes


def _use_code(account: Account, code: str, at: datetime) -> Authenticator | None:
    for authenticator in _codes_of(account.pk):
        authenticator.user = account
        if authenticator.type == Type.TOTP and _use_app_code(authenticator, code, at):
            return authenticator
        if authenticator.type == Type.RECOVERY_CODES and RecoveryCodes(authenticator).validate_code(code):
            authenticator.refresh_from_db()
            return authenticator
    return None


@prepared
def _codes_of(account_id: UUID) -> QuerySet[Authenticator]:
    codes: QuerySet[Authenticator] = Authenticator.objects.select_for_update()
    return codes.filter(user_id=account_id, type__in=[Type.TOTP, Type.RECOVERY_CODES])


def _use_app_code(authenticator: Authenticator, code: str, at: datetime) -> bool:
    # allauth remembers used codes in a cache, which each process has of its own; the row is shared by all.
    counter = _counter_of(decrypt(authenticator.data["secret"]), code, at)
    if counter is None or counter <= authenticator.data.get(queries.LAST_COUNTER, 0):
        return False
    authenticator.data[queries.LAST_COUNTER] = counter
    authenticator.save(update_fields=["data"])
    return True


def _counter_of(seed: str, code: str, at: datetime) -> int | None:
    now = int(at.timestamp()) // app_settings.TOTP_PERIOD
    for counter in range(now - app_settings.TOTP_TOLERANCE, now + app_settings.TOTP_TOLERANCE + 1):
        if constant_time_compare(format_hotp_value(hotp_value(seed, counter)), code):
            return counter
    return None


def _make_room(account: Account, *, first: bool) -> None:
    Account.objects.select_for_update().get(pk=account.pk)
    if first and queries.has_second_factor(account):
        raise AlreadyHasSecondFactor


def _record(account: Account, action: str, kind: str, at: datetime) -> None:
    record(
        bearer=account.bearer,
        role=account.main_role,
        action=action,
        subject=account.bearer,
        detail={"kind": str(kind)},
        at=at,
    )
