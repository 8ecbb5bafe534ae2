"""The outbox of the development fakes: what would have been sent. It exists with DEBUG on only."""

from django.conf import settings
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from weerbaar.foundation.accounts.doors import public
from weerbaar.foundation.gateways.mail import outbox_folder
from weerbaar.foundation.gateways.outbox import kept


@public
@require_safe
def outbox(request: HttpRequest) -> HttpResponse:
    """Will show what the fakes kept; 404 with DEBUG off."""
    if not settings.DEBUG:
        raise Http404
    return render(request, "ui/outbox.html", {"kept": kept(outbox_folder())})
