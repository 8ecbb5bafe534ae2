"""Setting up a second factor: right after the first passphrase, or later beside another one.

Both ways run through the same two pages. `first` makes the difference: a passphrase alone never adds a second factor
to an account that has one.
"""

from collections.abc import Callable
from http import HTTPStatus
from typing import Any

from allauth.mfa.webauthn.internal.auth import begin_registration
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.debug import sensitive_post_parameters

from weerbaar.foundation.accounts import queries, seeds
from weerbaar.foundation.accounts.actions.second_factors import (
    AlreadyHasSecondFactor,
    WrongCode,
    add_app,
    add_passkey,
    note_first,
)
from weerbaar.foundation.accounts.doors import public, staff
from weerbaar.foundation.accounts.forms import AppForm, NewPasskeyForm
from weerbaar.foundation.accounts.models import Account
from weerbaar.foundation.accounts.requests import StaffRequest
from weerbaar.foundation.accounts.roles import Permission
from weerbaar.foundation.accounts.stages import SecondFactorStage, pending_stage

_Page = Callable[[HttpRequest, SecondFactorStage], HttpResponse]


def _newcomer(page: _Page) -> Callable[[HttpRequest], HttpResponse]:
    """Will let in who showed a passphrase and has no second factor at all, and send everyone else on."""

    @public
    @never_cache
    @sensitive_post_parameters("code", "credential")
    def view(request: HttpRequest) -> HttpResponse:
        stage = pending_stage(request)
        if stage is None:
            return redirect("sign_in")
        if queries.has_second_factor(stage.login.user):
            return redirect("second_factor")
        return page(request, stage)

    view.__name__, view.__doc__ = page.__name__, page.__doc__
    return view


@_newcomer
def choose_second_factor(request: HttpRequest, stage: SecondFactorStage) -> HttpResponse:
    """An app or a passkey."""
    return render(request, "accounts/choose_second_factor.html", {"account": stage.login.user})


@_newcomer
def first_app(request: HttpRequest, stage: SecondFactorStage) -> HttpResponse:
    """An app with codes as the first second factor."""
    return _app_page(request, stage.login.user, "ui/public.html", stage)


@_newcomer
def first_passkey(request: HttpRequest, stage: SecondFactorStage) -> HttpResponse:
    """A passkey as the first second factor."""
    return _passkey_page(request, stage.login.user, "ui/public.html", stage)


@staff(Permission.OWN_ACCOUNT, step_up=True)
@never_cache
@sensitive_post_parameters("code")
def new_app(request: StaffRequest) -> HttpResponse:
    """Another phone: the new app takes the place of the old one."""
    return _app_page(request, request.user, "ui/staff.html", None)


@staff(Permission.OWN_ACCOUNT, step_up=True)
@never_cache
@sensitive_post_parameters("credential")
def new_passkey(request: StaffRequest) -> HttpResponse:
    """One more passkey."""
    return _passkey_page(request, request.user, "ui/staff.html", None)


@public
@never_cache
def picture(request: HttpRequest) -> HttpResponse:
    """The picture of the seed that is being set up in this session; nothing for everyone else."""
    stage = pending_stage(request)
    account = stage.login.user if stage else request.user
    if not isinstance(account, Account):
        raise Http404
    seed = seeds.seed_of(request, account=account)
    if seed is None:
        raise Http404
    return HttpResponse(seeds.picture_of(seed, account=account), content_type="image/svg+xml")


def _app_page(request: HttpRequest, account: Account, base: str, stage: SecondFactorStage | None) -> HttpResponse:
    form = AppForm(request.POST or None)
    seed = seeds.begin_seed(request, account=account)
    if form.is_valid():
        code = "".join(form.cleaned_data["code"].split())
        try:
            add_app(account=account, seed=seed, code=code, at=timezone.now(), first=stage is not None)
        except WrongCode:
            form.add_error(
                "code", _("Deze code klopt niet. Kijk of de klok van uw telefoon goed staat en probeer de volgende.")
            )
        except AlreadyHasSecondFactor:
            return redirect("second_factor")
        else:
            seeds.forget_seed(request)
            return _done(request, account, stage)
    facts = {"form": form, "seed": " ".join(seed[i : i + 4] for i in range(0, len(seed), 4)), "base": base}
    return _show(request, "accounts/new_app.html", facts)


def _passkey_page(request: HttpRequest, account: Account, base: str, stage: SecondFactorStage | None) -> HttpResponse:
    form = NewPasskeyForm(request.POST or None)
    facts: dict[str, Any] = {"form": form, "base": base}
    if form.is_valid():
        name = form.cleaned_data["name"] or _("Passkey")
        credential = form.cleaned_data["credential"]
        try:
            add_passkey(account=account, name=name, credential=credential, at=timezone.now(), first=stage is not None)
        except WrongCode:
            facts["wrong"] = _("De passkey werkte niet. Probeer het nog eens.")
        except AlreadyHasSecondFactor:
            return redirect("second_factor")
        else:
            return _done(request, account, stage)
    facts["options"] = begin_registration(account, passwordless=False)
    return _show(request, "accounts/new_passkey.html", facts)


def _done(request: HttpRequest, account: Account, stage: SecondFactorStage | None) -> HttpResponse:
    if stage is None:
        return redirect("own_account")
    # The factor was shown a moment ago: that counts as the second step of this sign-in.
    note_first(request, account=account)
    response: HttpResponse = stage.exit()
    return response


def _show(request: HttpRequest, template: str, facts: dict[str, Any]) -> HttpResponse:
    status = HTTPStatus.BAD_REQUEST if request.method == "POST" else HTTPStatus.OK
    return render(request, template, facts, status=status)
