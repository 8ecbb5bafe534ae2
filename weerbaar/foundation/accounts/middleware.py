"""The first lock: nobody gets past a view's door without what it asks for."""

from collections.abc import Callable
from datetime import datetime, timedelta
from typing import Any
from urllib.parse import urlencode, urlsplit

from django.conf import settings
from django.contrib.auth import logout
from django.core.exceptions import ImproperlyConfigured
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseBase
from django.shortcuts import redirect, render, resolve_url
from django.utils import timezone

from weerbaar.foundation.accounts import cookies, drafts, keyrings, receipt_session
from weerbaar.foundation.accounts.actions import ended_visits
from weerbaar.foundation.accounts.doors import Door
from weerbaar.foundation.accounts.freshness import showed_second_factor_since
from weerbaar.foundation.accounts.models import Account
from weerbaar.foundation.accounts.rules import STEP_UP_LASTS
from weerbaar.foundation.accounts.session_store import TOUCHED_AT

_TOUCH_EVERY = timedelta(minutes=1)
_READING = frozenset({"GET", "HEAD"})


class DoorMiddleware:
    """Opens the keyring and lets in who may come in; everyone else is sent where they can be let in."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponseBase]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponseBase:
        response = self.get_response(request)
        cookies.apply(request, response)
        return response

    def process_view(
        self, request: HttpRequest, view: Callable[..., HttpResponseBase], args: Any, kwargs: Any
    ) -> HttpResponseBase | None:
        """Will return nothing when the visitor may come in, and otherwise the answer to give instead."""
        del args, kwargs
        door: Door | None = getattr(view, "door", None)
        request.keyring = None  # type: ignore[attr-defined]
        if door is None:
            message = f"{view.__module__}.{getattr(view, '__name__', view)} declares no door"
            raise ImproperlyConfigured(message)
        if door.kind == "receipt":
            return _at_receipt_door(request, timezone.now())
        if door.kind == "staff":
            return _at_staff_door(request, door, timezone.now())
        return None


def _at_receipt_door(request: HttpRequest, at: datetime) -> HttpResponse | None:
    request.keyring = receipt_session.receipt_keyring(request, at=at)  # type: ignore[attr-defined]
    if request.keyring is None:  # type: ignore[attr-defined]
        return _ask_to_come_back_in(request, "receipt", resolve_url(settings.RECEIPT_LOGIN_URL))
    _keep_session_alive(request, at)
    return None


def _at_staff_door(request: HttpRequest, door: Door, at: datetime) -> HttpResponse | None:
    request.keyring = keyrings.staff_keyring(request, at=at)  # type: ignore[attr-defined]
    if request.keyring is None:  # type: ignore[attr-defined]
        return _ask_to_come_back_in(request, "staff", resolve_url(settings.LOGIN_URL))
    account = request.user
    assert isinstance(account, Account)
    if door.permission is None or not account.may(door.permission):
        raise Http404
    if not door.background:
        _keep_session_alive(request, at)
    asks = door.step_up and not (door.does_nothing and door.does_nothing(request))
    if asks and not showed_second_factor_since(request, at - STEP_UP_LASTS):
        return _ask_second_factor_again(request, door, account)
    return None


def _ask_second_factor_again(request: HttpRequest, door: Door, account: Account) -> HttpResponse:
    acts = door.hands_out or request.method not in _READING
    page = _page_to_return_to(request, acts=acts)
    entrance = _with_next(resolve_url("step_up"), page)
    if acts:
        drafts.note_unsent(request, page, waits_for_factor=True)
    if request.method in _READING or drafts.keep_draft(request, owner=account.bearer):
        return redirect(entrance)
    typed = drafts.texts_to_copy(request)
    return _say_not_sent(request, entrance, why="confirm", typed=typed) if typed else redirect(entrance)


def _ask_to_come_back_in(request: HttpRequest, kind: str, entrance: str) -> HttpResponse:
    reading = request.method in _READING
    owner = "" if reading else ended_visits.bearer_of_ended_visit(request, kind=kind) or _owner_of_draft(request, kind)
    if kind == "staff" and request.user.is_authenticated:
        # Half of the key is gone. The visit is over; the draft goes into the session that comes next.
        logout(request)
    page = _page_to_return_to(request, acts=not reading)
    entrance = _with_next(entrance, page)
    if reading:
        return redirect(entrance)
    typed, is_kept = drafts.texts_to_copy(request), drafts.keep_draft(request, owner=owner)
    if is_kept and kind == "staff":
        drafts.note_unsent(request, page, waits_for_factor=False)
    why, is_text_kept = "idle" if owner else "outside", is_kept and bool(typed)
    return _say_not_sent(request, entrance, why=why, kept=is_text_kept, typed=[] if is_kept else typed)


def _owner_of_draft(request: HttpRequest, kind: str) -> str:
    """Who sends it a second time before coming back in: their visit is told by the draft of the first time."""
    owner = drafts.owner_of_draft(request)
    return owner if owner.startswith("account:" if kind == "staff" else "receipt:") else ""


def _say_not_sent(
    request: HttpRequest, entrance: str, *, why: str, typed: list[str], kept: bool = False
) -> HttpResponse:
    facts = {"entrance": entrance, "why": why, "kept": kept, "typed": typed, "had_files": bool(request.FILES)}
    return render(request, "accounts/session_ended.html", facts, status=400)


def _page_to_return_to(request: HttpRequest, *, acts: bool) -> str:
    """The page itself; for something that was pressed, the page of ours with the button, where a draft is shown again."""
    page = urlsplit(request.headers.get("Referer", ""))
    if acts and page.netloc == request.get_host() and page.path:
        return f"{page.path}?{page.query}" if page.query else page.path
    return request.get_full_path() if request.method in _READING else request.path


def _with_next(url: str, page: str) -> str:
    return f"{url}?{urlencode({'next': page})}"


def _keep_session_alive(request: HttpRequest, at: datetime) -> None:
    # Half an hour idle ends the session. Writing it down once a minute is precise enough, and spares each page a write.
    touched = request.session.get(TOUCHED_AT)
    if touched is None or at - datetime.fromisoformat(touched) >= _TOUCH_EVERY:
        request.session[TOUCHED_AT] = at.isoformat()
