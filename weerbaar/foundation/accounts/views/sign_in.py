"""In, and out."""

from http import HTTPStatus

from django.conf import settings
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.debug import sensitive_post_parameters
from django.views.decorators.http import require_POST

from weerbaar.foundation.accounts import demo, keyrings
from weerbaar.foundation.accounts.actions.sign_in import NotRecognised, begin_visit, end_visit, open_with_passphrase
from weerbaar.foundation.accounts.actions.slowing import TooSoon
from weerbaar.foundation.accounts.doors import public, staff
from weerbaar.foundation.accounts.forms import SignInForm
from weerbaar.foundation.accounts.requests import StaffRequest
from weerbaar.foundation.accounts.roles import Permission
from weerbaar.foundation.accounts.views.next_page import next_page
from weerbaar.foundation.accounts.views.waiting import say_busy, say_wait
from weerbaar.foundation.vault.errors import TooBusy


@public
@never_cache
@sensitive_post_parameters("passphrase")
def sign_in(request: HttpRequest) -> HttpResponse:
    """E-mail and passphrase: the first of two steps."""
    now = timezone.now()
    if request.method == "GET" and keyrings.staff_keyring(request, at=now) is not None:
        return redirect(next_page(request) or "home_for_staff")
    form = SignInForm(request.POST or None)
    facts = {
        "form": form,
        "next": next_page(request) or "",
        "people": demo.people_at_the_door(now) if settings.DEMO else [],
    }
    if form.is_valid():
        try:
            opened = open_with_passphrase(request, **form.cleaned_data, at=now)
        except NotRecognised:
            form.add_error(None, _("Dit e-mailadres en deze wachtzin horen niet bij elkaar. Probeer het nog eens."))
        except TooSoon as too_soon:
            return say_wait(request, "accounts/sign_in.html", facts, too_soon)
        except TooBusy:
            return say_busy(request, "accounts/sign_in.html", facts)
        else:
            return begin_visit(request, opened=opened, next_page=next_page(request))
    return render(
        request, "accounts/sign_in.html", facts, status=HTTPStatus.BAD_REQUEST if form.errors else HTTPStatus.OK
    )


@public
@require_POST
def sign_out(request: HttpRequest) -> HttpResponse:
    """Ends the visit, and asks the browser to forget what it kept of it."""
    end_visit(request, at=timezone.now())
    response = redirect("sign_in")
    response["Clear-Site-Data"] = '"cache", "storage"'
    return response


@staff(Permission.OWN_ACCOUNT)
def home_for_staff(request: StaffRequest) -> HttpResponse:
    """Sends each to where their work is."""
    if request.user.recovery_kept_at is None:
        return redirect("spare_keys")
    for permission, url_name in settings.STAFF_HOMES:
        if request.user.may(Permission(permission)):
            return redirect(url_name)
    return redirect("own_account")
