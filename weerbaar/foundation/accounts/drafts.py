"""What was being typed when the session ended, kept for who signs in again in the same browser.

The texts are sealed: the key in a cookie of half an hour, the box in the session. Files are not kept.
"""

import json

from django.conf import settings
from django.http import HttpRequest

from weerbaar.foundation.accounts import cookies
from weerbaar.foundation.vault.errors import BrokenBox
from weerbaar.foundation.vault.session import open_secret, seal_secret

_SESSION_NAME = "draft"
_MAX_AGE = 30 * 60
# Secrets and machinery are not text that someone would miss.
_NEVER_KEPT = frozenset({"csrfmiddlewaretoken", "passphrase", "again", "current", "code", "credential", "receipt"})


def keep_draft(request: HttpRequest) -> None:
    """Will keep the posted texts of this request for its path, in place of an earlier draft."""
    texts = {name: value for name, value in request.POST.items() if name not in _NEVER_KEPT and isinstance(value, str)}
    if not any(texts.values()):
        return
    cookie_key, box = seal_secret(json.dumps(texts).encode())
    request.session[_SESSION_NAME] = {"path": request.path, "box": box}
    cookies.set_later(request, settings.DRAFT_COOKIE_NAME, cookie_key, max_age=_MAX_AGE)


def take_draft(request: HttpRequest, path: str) -> dict[str, str]:
    """Will return the texts that were kept for `path` and forget them; an empty dict when there are none."""
    kept = request.session.get(_SESSION_NAME)
    if not kept or kept["path"] != path:
        return {}
    cookie_key = cookies.value_of(request, settings.DRAFT_COOKIE_NAME)
    forget_draft(request)
    try:
        texts: dict[str, str] = json.loads(open_secret(cookie_key, kept["box"]))
    except BrokenBox:
        return {}
    return texts


def has_draft(request: HttpRequest) -> bool:
    """Will tell whether something is kept in this browser's session."""
    return _SESSION_NAME in request.session


def forget_draft(request: HttpRequest) -> None:
    """Will throw away what was kept: who leaves, leaves nothing for the next at this browser."""
    if request.session.pop(_SESSION_NAME, None) is not None:
        cookies.delete_later(request, settings.DRAFT_COOKIE_NAME)
