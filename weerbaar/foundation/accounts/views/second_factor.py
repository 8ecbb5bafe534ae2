"""The second of two steps, and the same question again before something that cannot be undone."""

from http import HTTPStatus
from typing import Any

from allauth.mfa.webauthn.internal.auth import begin_authentication
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.debug import sensitive_post_parameters

from weerbaar.foundation.accounts import queries
from weerbaar.foundation.accounts.actions.second_factors import WrongCode, confirm, show_code, show_passkey
from weerbaar.foundation.accounts.actions.slowing import TooSoon
from weerbaar.foundation.accounts.doors import public, staff
from weerbaar.foundation.accounts.forms import CodeForm, PasskeyForm
from weerbaar.foundation.accounts.models import Account
from weerbaar.foundation.accounts.requests import StaffRequest
from weerbaar.foundation.accounts.roles import Permission
from weerbaar.foundation.accounts.stages import pending_stage
from weerbaar.foundation.accounts.views.next_page import next_page
from weerbaar.foundation.accounts.views.waiting import say_wait


@public
@never_cache
@sensitive_post_parameters("code", "credential")
def second_factor(request: HttpRequest) -> HttpResponse:
    """The code or the passkey, after the right passphrase."""
    stage = pending_stage(request)
    if stage is None:
        return redirect("sign_in")
    account: Account = stage.login.user
    kinds = queries.kinds_of_second_factor(account)
    if not kinds:
        return redirect("choose_second_factor")
    answer = _ask(request, account, kinds, "accounts/second_factor.html")
    if answer is not None:
        return answer
    response: HttpResponse = stage.exit()
    return response


@staff(Permission.OWN_ACCOUNT)
@never_cache
@sensitive_post_parameters("code", "credential")
def step_up(request: StaffRequest) -> HttpResponse:
    """The code or the passkey once more, before something dangerous."""
    kinds = queries.kinds_of_second_factor(request.user)
    answer = _ask(request, request.user, kinds, "accounts/step_up.html")
    if answer is not None:
        return answer
    confirm(account=request.user, at=timezone.now())
    return redirect(next_page(request) or "home_for_staff")


def _ask(request: HttpRequest, account: Account, kinds: frozenset[str], template: str) -> HttpResponse | None:
    """Will return the page to show; None once the factor was shown."""
    form = CodeForm(request.POST if "code" in request.POST else None)
    passkey = PasskeyForm(request.POST if "credential" in request.POST else None)
    facts: dict[str, Any] = {"form": form, "next": next_page(request) or ""}
    try:
        if form.is_valid():
            show_code(request, account=account, code=form.cleaned_data["code"], at=timezone.now())
            return None
        if passkey.is_valid():
            show_passkey(request, account=account, credential=passkey.cleaned_data["credential"])
            return None
    except WrongCode:
        facts["wrong"] = _(
            "Dit klopt niet, of de code is al eens gebruikt. Wacht op de volgende code en probeer het opnieuw."
        )
    except TooSoon as too_soon:
        facts |= _offers(account, kinds)
        return say_wait(request, template, facts, too_soon)
    facts |= _offers(account, kinds)
    return render(
        request, template, facts, status=HTTPStatus.BAD_REQUEST if request.method == "POST" else HTTPStatus.OK
    )


def _offers(account: Account, kinds: frozenset[str]) -> dict[str, Any]:
    return {
        "has_app": "totp" in kinds,
        "options": begin_authentication(account) if "webauthn" in kinds else None,
    }
