"""The visit of someone who came back with the seven words: no account, a keyring for half an hour."""

from datetime import datetime
from uuid import UUID

from django.conf import settings
from django.http import HttpRequest

from weerbaar.foundation.accounts import cookies, drafts
from weerbaar.foundation.vault.errors import BrokenBox
from weerbaar.foundation.vault.keyring import Keyring
from weerbaar.foundation.vault.keys import SecretKey
from weerbaar.foundation.vault.session import open_secret, seal_secret

_SESSION_NAME = "receipt"
ROLE = "client"


def enter(request: HttpRequest, holder_id: UUID, secret: SecretKey) -> None:
    """Will let this browser through the `@receipt` doors until the session ends or `leave` is called.

    What someone else was typing in this browser is forgotten.
    """
    drafts.forget_draft_of_others(request, bearer=_bearer(holder_id))
    request.session.cycle_key()
    cookie_key, box = seal_secret(secret.raw)
    request.session[_SESSION_NAME] = {"box": box, "holder": str(holder_id)}
    cookies.set_later(request, settings.RECEIPT_COOKIE_NAME, cookie_key)


def leave(request: HttpRequest) -> None:
    """Will throw away both halves of the receipt's keyring, and any draft; a staff visit in the same browser stays."""
    drafts.forget_draft(request)
    request.session.pop(_SESSION_NAME, None)
    cookies.delete_later(request, settings.RECEIPT_COOKIE_NAME)


def receipt_keyring(request: HttpRequest, *, at: datetime) -> Keyring | None:
    """Will return the keyring of the receipt that this browser came back with, or None."""
    parked = request.session.get(_SESSION_NAME)
    if not parked:
        return None
    try:
        secret = SecretKey(open_secret(cookies.value_of(request, settings.RECEIPT_COOKIE_NAME), parked["box"]))
    except BrokenBox:
        return None
    holder_id = UUID(parked["holder"])
    return Keyring(holder_id=holder_id, secret=secret, bearer=_bearer(holder_id), role=ROLE, at=at)


def _bearer(holder_id: UUID) -> str:
    return f"receipt:{holder_id}"
