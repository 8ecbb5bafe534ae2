"""The letter with a key in it: choose a passphrase here, a second factor next, then print the spare keys."""

from http import HTTPStatus

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.cache import never_cache
from django.views.decorators.debug import sensitive_post_parameters

from weerbaar.foundation.accounts.actions.invitations import InvitationNotOpen, accept_invitation, invitation_of
from weerbaar.foundation.accounts.actions.sign_in import Opened, begin_visit
from weerbaar.foundation.accounts.doors import public
from weerbaar.foundation.accounts.forms import NewPassphraseForm
from weerbaar.foundation.accounts.views.waiting import say_busy
from weerbaar.foundation.vault.errors import TooBusy


@public
@never_cache
@sensitive_post_parameters("passphrase", "again")
def invitation(request: HttpRequest, token: str) -> HttpResponse:
    """Step one of three. Steps two and three are those of every sign-in and of every account."""
    now = timezone.now()
    try:
        invited = invitation_of(token=token, at=now)
        form = NewPassphraseForm(request.POST or None, known=[invited.email, invited.name])
        facts = {"form": form, "invited": invited}
        if form.is_valid():
            passphrase = form.cleaned_data["passphrase"]
            opened = Opened(*accept_invitation(token=token, passphrase=passphrase, at=now))
            return begin_visit(request, opened=opened, next_page=reverse("spare_keys"))
    except InvitationNotOpen:
        return render(request, "accounts/invitation_closed.html", status=HTTPStatus.NOT_FOUND)
    except TooBusy:
        return say_busy(request, "accounts/invitation.html", facts)
    status = HTTPStatus.BAD_REQUEST if form.errors else HTTPStatus.OK
    return render(request, "accounts/invitation.html", facts, status=status)
