"""A view that takes the same page once.

Somebody presses twice where no script runs, or goes back to a page that the browser kept and sends it again. Two promises
would then stand where one was made, and a second mail would go out.
"""

import hashlib
import json
from collections.abc import Callable
from functools import wraps
from http import HTTPStatus
from typing import Any, TypeVar

from django.db import transaction
from django.http import HttpRequest, HttpResponse, HttpResponseBase
from django.shortcuts import redirect
from django.utils import timezone

from weerbaar.foundation.accounts.actions.used_forms import SentBefore, note_where_it_led, take_back_use, use_form
from weerbaar.foundation.accounts.queries import where_it_led

# What tells one page from another: the field with the token against forgery.
_FRESH_ON_EACH_PAGE = "csrfmiddlewaretoken"

Answer = TypeVar("Answer", bound=HttpResponseBase)


def once(view: Callable[..., Answer]) -> Callable[..., Answer | HttpResponse]:
    """Will have a view take the very same form once; sent again, it leads to where it led the first time, and does nothing.

    It is the same when it comes from the same page, to the same address, and says the same: the token against forgery is
    fresh on every page. Who opens the page anew means it anew, and so does who goes back and writes something else. What
    the view does not lead on from, such as a form with something wrong in it, was not taken and can be sent again.

    The view runs in one transaction with the note that the form was taken. One that reads or makes much before it writes
    asks `led_before`, does that, and says `@once` of the part that writes; or its action notes the form itself (`use_form`).
    """

    @wraps(view)
    def take_once(request: HttpRequest, *args: Any, **kwargs: Any) -> Answer | HttpResponse:
        form = form_of(request)
        if not form:
            return view(request, *args, **kwargs)
        try:
            with transaction.atomic():
                used = use_form(form, at=timezone.now())
                answer = view(request, *args, **kwargs)
                if answer.status_code == HTTPStatus.FOUND:
                    note_where_it_led(used, answer["Location"])
                else:
                    take_back_use(used)
        except SentBefore:
            return redirect(where_it_led(form))
        return answer

    take_once.takes_once = True  # type: ignore[attr-defined] # hangs on the view, for a test that looks at each
    return take_once


def led_before(request: HttpRequest) -> HttpResponse | None:
    """Will lead whoever sent the very same form before to where it led them; None for a form that was not taken yet."""
    form = form_of(request)
    address = where_it_led(form) if form else ""
    return redirect(address) if address else None


def form_of(request: HttpRequest) -> str:
    """Will return what tells a form that was sent from every other: its page, its address, and all that it says.

    Empty for a request that looks, and for one that comes from no page of ours.
    """
    if request.method != "POST" or not request.POST.get(_FRESH_ON_EACH_PAGE):
        return ""
    told = sorted((name, request.POST.getlist(name)) for name in request.POST)
    files = [(name, one.name, _digest(one)) for name in sorted(request.FILES) for one in request.FILES.getlist(name)]
    return json.dumps([request.get_full_path(), told, files])


def _digest(upload: Any) -> str:
    digest = hashlib.sha256()
    for chunk in upload.plain_chunks():
        digest.update(chunk)
    return digest.hexdigest()
