"""The browser someone works at, known by a random cookie and by nothing else."""

import secrets
from datetime import datetime

from django.conf import settings
from django.http import HttpRequest

from weerbaar.foundation.accounts import cookies
from weerbaar.foundation.accounts.models import Account, KnownDevice
from weerbaar.foundation.vault import application_box

REMEMBERED_DAYS = 365
_MAX_AGE = REMEMBERED_DAYS * 24 * 3600


def device_of(request: HttpRequest, *, email: str) -> str:
    """Will return the id of this browser when the account with this e-mail signed in on it before, or an empty text."""
    token = request.COOKIES.get(settings.DEVICE_COOKIE_NAME, "")
    if not token:
        return ""
    known = KnownDevice.objects.filter(account__email=email.strip().lower(), token_digest=_digest(token)).first()
    return str(known.pk) if known else ""


def remember_device(request: HttpRequest, *, account: Account, at: datetime) -> None:
    """Will know this browser the next time the account signs in on it."""
    token = request.COOKIES.get(settings.DEVICE_COOKIE_NAME, "") or secrets.token_urlsafe(32)
    KnownDevice.objects.bulk_create(
        [KnownDevice(account=account, token_digest=_digest(token), last_used_at=at)],
        update_conflicts=True,
        unique_fields=["account", "token_digest"],
        update_fields=["last_used_at"],
    )
    cookies.set_later(request, settings.DEVICE_COOKIE_NAME, token, max_age=_MAX_AGE)


def _digest(token: str) -> str:
    return application_box.keyed_hash(token, purpose="known-device").hex()
