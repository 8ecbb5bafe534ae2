"""What was being typed when the session ended, kept for who typed it and comes back in the same browser.

The texts are sealed together with whose they are: the key in a cookie of half an hour, the box in the session. Files
are not kept, and neither is anything of someone who was never in: a stranger stores nothing here.
"""

import json
from dataclasses import dataclass, field
from datetime import datetime
from urllib.parse import urlsplit

from django.conf import settings
from django.http import HttpRequest

from weerbaar.foundation.accounts import cookies
from weerbaar.foundation.accounts.freshness import showed_second_factor_since
from weerbaar.foundation.accounts.rules import MOST_KEPT_OF_A_DRAFT, STEP_UP_LASTS, WORTH_SHOWING_AGAIN
from weerbaar.foundation.vault.errors import BrokenBox
from weerbaar.foundation.vault.session import open_secret, seal_secret

_SESSION_NAME = "draft"
_UNSENT_NAME = "unsent"
_MAX_AGE = 30 * 60
# Secrets and machinery are not text that someone would miss.
_NEVER_KEPT = frozenset(
    {"csrfmiddlewaretoken", "passphrase", "again", "current", "code", "credential", "receipt", "recovery"}
)


@dataclass(frozen=True)
class _Draft:
    """Texts by the names of their fields, and the bearer who typed them."""

    owner: str
    texts: dict[str, str] = field(repr=False)


def keep_draft(request: HttpRequest, *, owner: str) -> bool:
    """Will keep the posted texts of this request for its path and for `owner`, in place of an earlier draft.

    Returns False, and keeps nothing, when there is no owner, no text, or more than 64 kB of it.
    """
    texts = _texts(request)
    if not owner or not any(texts.values()):
        return False
    content = json.dumps({"owner": owner, "texts": texts}, ensure_ascii=False).encode()
    if len(content) > MOST_KEPT_OF_A_DRAFT:
        return False
    cookie_key, box = seal_secret(content)
    request.session[_SESSION_NAME] = {"path": request.path, "box": box}
    cookies.set_later(request, settings.DRAFT_COOKIE_NAME, cookie_key, max_age=_MAX_AGE)
    return True


def take_draft(request: HttpRequest, path: str) -> dict[str, str]:
    """Will return the texts that whoever is in now typed for `path`, and forget them; an empty dict when there are none.

    A draft of someone else is forgotten unread.
    """
    kept = request.session.get(_SESSION_NAME)
    keyring = getattr(request, "keyring", None)
    if not kept or kept["path"] != path or keyring is None:
        return {}
    draft = _open(request)
    forget_draft(request)
    return draft.texts if draft and draft.owner == keyring.bearer else {}


def texts_to_copy(request: HttpRequest) -> list[str]:
    """Will return the longer texts of this request, for a page that says they were not kept; never a secret."""
    return _worth_showing(_texts(request))


@dataclass(frozen=True)
class Unsent:
    """What was pressed and did not happen, because the door asked something first. `texts` are those no form took back."""

    texts: list[str] = field(repr=False)


def note_unsent(request: HttpRequest, page: str, *, waits_for_factor: bool) -> None:
    """Will note that what was sent did not happen, for the page where somebody comes back, by the factor if it waits for that."""
    request.session[_UNSENT_NAME] = [urlsplit(page).path, waits_for_factor]


def take_unsent(request: HttpRequest, *, at: datetime) -> Unsent | None:
    """Will return, once, that what was sent from this page did not happen and now can; None when it did, or cannot yet.

    Asked after the view is done: what its forms took back by `take_draft` is not shown a second time.
    """
    page, waits_for_factor = request.session.get(_UNSENT_NAME, ["", False])
    if request.method != "GET" or page != request.path:
        return None
    if waits_for_factor and not showed_second_factor_since(request, at - STEP_UP_LASTS):
        return None
    del request.session[_UNSENT_NAME]
    kept = request.session.get(_SESSION_NAME)
    return Unsent(_worth_showing(take_draft(request, kept["path"])) if kept else [])


def has_draft(request: HttpRequest) -> bool:
    """Will tell whether something is kept in this browser's session."""
    return _SESSION_NAME in request.session


def owner_of_draft(request: HttpRequest) -> str:
    """Will return whose draft is kept in this browser; an empty text when there is none, or its key is gone."""
    draft = _open(request) if has_draft(request) else None
    return draft.owner if draft else ""


def forget_draft_of_others(request: HttpRequest, *, bearer: str) -> None:
    """Will throw away what anyone but `bearer` typed: they are not at this browser any more."""
    if owner_of_draft(request) != bearer:
        forget_draft(request)


def forget_draft(request: HttpRequest) -> None:
    """Will throw away what was kept: who leaves, leaves nothing for the next at this browser."""
    if request.session.pop(_SESSION_NAME, None) is not None:
        cookies.delete_later(request, settings.DRAFT_COOKIE_NAME)


def _worth_showing(texts: dict[str, str]) -> list[str]:
    return [text for text in texts.values() if len(text) >= WORTH_SHOWING_AGAIN or "\n" in text]


def _texts(request: HttpRequest) -> dict[str, str]:
    return {name: value for name, value in request.POST.items() if name not in _NEVER_KEPT and isinstance(value, str)}


def _open(request: HttpRequest) -> _Draft | None:
    box = request.session[_SESSION_NAME]["box"]
    try:
        return _Draft(**json.loads(open_secret(cookies.value_of(request, settings.DRAFT_COOKIE_NAME), box)))
    except BrokenBox:
        return None
