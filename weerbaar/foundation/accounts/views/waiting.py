"""What someone gets who tries too soon, or when too many sign in at once."""

from http import HTTPStatus
from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from weerbaar.foundation.accounts.actions.slowing import TooSoon

_BUSY_SECONDS = 5


def say_wait(request: HttpRequest, template: str, facts: dict[str, Any], too_soon: TooSoon) -> HttpResponse:
    """Will show the page again with how long to wait; nobody is ever locked out."""
    seconds = too_soon.seconds
    facts["wait"] = ngettext(
        "Het ging een paar keer mis. Wacht %(seconds)d seconde en probeer het dan opnieuw.",
        "Het ging een paar keer mis. Wacht %(seconds)d seconden en probeer het dan opnieuw.",
        seconds,
    ) % {"seconds": seconds}
    response = render(request, template, facts, status=HTTPStatus.TOO_MANY_REQUESTS)
    response["Retry-After"] = str(seconds)
    return response


def say_busy(request: HttpRequest, template: str, facts: dict[str, Any]) -> HttpResponse:
    """Will show the page again: too many people are signing in at this moment."""
    facts["wait"] = _("Het is nu even druk. Wacht een paar tellen en probeer het dan opnieuw.")
    response = render(request, template, facts, status=HTTPStatus.SERVICE_UNAVAILABLE)
    response["Retry-After"] = str(_BUSY_SECONDS)
    return response
