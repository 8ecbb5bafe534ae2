"""What people see and change of their own account."""

from http import HTTPStatus

from allauth.mfa.models import Authenticator
from django.contrib.auth import update_session_auth_hash
from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.views.decorators.cache import never_cache
from django.views.decorators.debug import sensitive_post_parameters
from django.views.decorators.http import require_POST

from weerbaar.foundation.accounts import queries
from weerbaar.foundation.accounts.actions import own_account as actions
from weerbaar.foundation.accounts.actions.second_factors import LastSecondFactor, remove_second_factor
from weerbaar.foundation.accounts.doors import staff
from weerbaar.foundation.accounts.forms import NameForm, NewPassphraseForm
from weerbaar.foundation.accounts.requests import StaffRequest
from weerbaar.foundation.accounts.roles import Permission
from weerbaar.foundation.accounts.views.waiting import say_busy
from weerbaar.foundation.vault.errors import TooBusy


@staff(Permission.OWN_ACCOUNT)
@never_cache
def own_account(request: StaffRequest) -> HttpResponse:
    """Name, second factors, sessions."""
    form = NameForm(request.POST or None, initial={"name": request.user.name})
    if form.is_valid():
        actions.rename(account=request.user, name=form.cleaned_data["name"], at=timezone.now())
        return redirect("own_account")
    return _page(request, form, HTTPStatus.BAD_REQUEST if form.errors else HTTPStatus.OK)


@staff(Permission.OWN_ACCOUNT, step_up=True)
@never_cache
@sensitive_post_parameters("passphrase", "again")
def change_passphrase(request: StaffRequest) -> HttpResponse:
    """A new passphrase around the same key."""
    form = NewPassphraseForm(request.POST or None, known=[request.user.email, request.user.name])
    if not form.is_valid():
        status = HTTPStatus.BAD_REQUEST if form.errors else HTTPStatus.OK
        return render(request, "accounts/change_passphrase.html", {"form": form}, status=status)
    try:
        actions.change_passphrase(
            account=request.user,
            secret=request.keyring.secret,
            passphrase=form.cleaned_data["passphrase"],
            session_key=request.session.session_key or "",
            at=timezone.now(),
        )
    except TooBusy:
        return say_busy(request, "accounts/change_passphrase.html", {"form": form})
    update_session_auth_hash(request, request.user)
    return redirect("own_account" if request.user.recovery_kept_at else "spare_keys")


@staff(Permission.OWN_ACCOUNT, step_up=True)
@require_POST
def remove_factor(request: StaffRequest, authenticator_id: int) -> HttpResponse:
    """Takes away one of one's own second factors, never the last."""
    try:
        remove_second_factor(account=request.user, authenticator_id=authenticator_id, at=timezone.now())
    except Authenticator.DoesNotExist:
        raise Http404 from None
    except LastSecondFactor:
        return _page(request, NameForm(initial={"name": request.user.name}), HTTPStatus.BAD_REQUEST, last=True)
    return redirect("own_account")


@staff(Permission.OWN_ACCOUNT)
@require_POST
def end_other_sessions(request: StaffRequest) -> HttpResponse:
    """Signs out everywhere but here."""
    key = request.session.session_key or ""
    actions.end_other_sessions(account=request.user, session_key=key, at=timezone.now())
    update_session_auth_hash(request, request.user)
    return redirect("own_account")


def _page(request: StaffRequest, form: NameForm, status: int, *, last: bool = False) -> HttpResponse:
    now = timezone.now()
    facts = {
        "form": form,
        "factors": queries.second_factors_of(request.user),
        "sessions": queries.sessions_of(request.user, now),
        "here": request.session.session_key,
        "last": last,
    }
    return render(request, "accounts/own_account.html", facts, status=status)
