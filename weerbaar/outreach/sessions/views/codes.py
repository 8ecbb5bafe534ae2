"""The code of a letter about a quotation, for whoever reads it from paper."""

from http import HTTPStatus

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods

from weerbaar.foundation.accounts.actions.slowing import TooSoon, count_attempt, forget_attempts
from weerbaar.foundation.accounts.doors import public
from weerbaar.outreach.campaign.models import PersonalLink
from weerbaar.outreach.campaign.queries.links import link_by, opener_of
from weerbaar.outreach.sessions import phrases
from weerbaar.outreach.sessions.forms.answering import CodeForm


@public
@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def quotation_code(request: HttpRequest) -> HttpResponse:
    """Will lead to the quotations of an organisation; every wrong code gets the same answer, and costs a little time."""
    form = CodeForm(request.POST if request.method == "POST" else None)
    if not form.is_valid():
        return _page(request, form, HTTPStatus.BAD_REQUEST if form.errors else HTTPStatus.OK)
    now = timezone.now()
    try:
        attempt = count_attempt(kind="link", whom=request.META.get("REMOTE_ADDR", ""), device="", at=now)
    except TooSoon as wait:
        form.add_error("code", phrases.too_soon(wait.seconds))
        return _page(request, form, HTTPStatus.TOO_MANY_REQUESTS)
    code = form.cleaned_data["code"]
    found = link_by(code, purpose=PersonalLink.Purpose.QUOTATION, on=timezone.localdate(now))
    if found is None:
        form.add_error("code", _("Deze code kennen wij niet (meer). Kijk hem nog eens na, of bel ons."))
        return _page(request, form, HTTPStatus.NOT_FOUND)
    forget_attempts(attempt)
    return redirect("quotation", opener_of(found).token)


def _page(request: HttpRequest, form: CodeForm, status: HTTPStatus) -> HttpResponse:
    return render(request, "sessions/public/code.html", {"form": form}, status=status)
