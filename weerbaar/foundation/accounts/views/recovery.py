"""For who forgot the passphrase, and for who wants fresh spare keys."""

from http import HTTPStatus

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.debug import sensitive_post_parameters

from weerbaar.foundation.accounts.actions.own_account import confirm_spare_keys_kept, renew_spare_keys
from weerbaar.foundation.accounts.actions.sign_in import NotRecognised, begin_visit, open_with_recovery_code
from weerbaar.foundation.accounts.actions.slowing import TooSoon
from weerbaar.foundation.accounts.doors import public, staff
from weerbaar.foundation.accounts.forms import KeptForm, RecoveryForm
from weerbaar.foundation.accounts.requests import StaffRequest
from weerbaar.foundation.accounts.roles import Permission
from weerbaar.foundation.accounts.views.waiting import say_wait


@public
@never_cache
@sensitive_post_parameters("recovery")
def recover(request: HttpRequest) -> HttpResponse:
    """The printed code instead of the passphrase; then the second factor, and only then a new passphrase."""
    form = RecoveryForm(request.POST or None)
    facts = {"form": form}
    if form.is_valid():
        typed = form.cleaned_data
        try:
            opened = open_with_recovery_code(request, email=typed["email"], code=typed["recovery"], at=timezone.now())
        except NotRecognised:
            form.add_error(None, _("Dit e-mailadres en deze herstelcode horen niet bij elkaar. Kijk ze nog eens na."))
        except TooSoon as too_soon:
            return say_wait(request, "accounts/recover.html", facts, too_soon)
        else:
            return begin_visit(request, opened=opened, next_page=reverse("change_passphrase"))
    return render(
        request, "accounts/recover.html", facts, status=HTTPStatus.BAD_REQUEST if form.errors else HTTPStatus.OK
    )


@staff(Permission.OWN_ACCOUNT, step_up=True)
@never_cache
def spare_keys(request: StaffRequest) -> HttpResponse:
    """Shows fresh spare keys once, to print and put away."""
    if request.method != "POST":
        return render(request, "accounts/spare_keys.html", {"account": request.user})
    if KeptForm(request.POST).is_valid():
        confirm_spare_keys_kept(account=request.user, at=timezone.now())
        return redirect("home_for_staff")
    keys = renew_spare_keys(account=request.user, secret=request.keyring.secret, at=timezone.now())
    return render(request, "accounts/spare_keys.html", {"account": request.user, "keys": keys, "form": KeptForm()})
