"""The administrator's pages: who works here, who was invited, and what each role may do."""

from http import HTTPStatus
from uuid import UUID

from django.core.paginator import Paginator
from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from weerbaar.foundation.accounts import phrases, queries
from weerbaar.foundation.accounts.actions.invitations import AlreadyHere, InvitationNotOpen, invite, withdraw_invitation
from weerbaar.foundation.accounts.actions.staff import AccountIsClosed, OwnAccount, change_roles, deactivate
from weerbaar.foundation.accounts.departures import StillHolds
from weerbaar.foundation.accounts.doors import staff
from weerbaar.foundation.accounts.forms import InvitationForm, RolesForm
from weerbaar.foundation.accounts.models import Account
from weerbaar.foundation.accounts.requests import StaffRequest
from weerbaar.foundation.accounts.roles import Permission

_ROWS = 50


@staff(Permission.MANAGE_ACCOUNTS)
def accounts(request: StaffRequest) -> HttpResponse:
    """Who works here, and who was invited."""
    rows = Paginator(queries.accounts_for(request.user), _ROWS).get_page(request.GET.get("pagina"))
    waiting = Paginator(queries.invitations_for(request.user, timezone.now()), _ROWS).get_page(request.GET.get("wacht"))
    return render(request, "accounts/accounts.html", {"rows": rows, "waiting": waiting})


@staff(Permission.MANAGE_ACCOUNTS, step_up=True)
def invite_colleague(request: StaffRequest) -> HttpResponse:
    """Mails someone a link to make an account."""
    form = InvitationForm(request.POST or None)
    if form.is_valid():
        try:
            invite(**form.cleaned_data, by=request.user, at=timezone.now())
        except AlreadyHere:
            form.add_error(
                "email",
                _("Iemand met dit e-mailadres heeft al een account. Is de sleutel kwijt? Sluit dat account dan eerst."),
            )
        else:
            return redirect("accounts")
    status = HTTPStatus.BAD_REQUEST if form.errors else HTTPStatus.OK
    return render(request, "accounts/invite.html", {"form": form}, status=status)


@staff(Permission.MANAGE_ACCOUNTS)
@require_POST
def withdraw(request: StaffRequest, invitation_id: UUID) -> HttpResponse:
    """Ends an invitation before it is used."""
    try:
        withdraw_invitation(invitation_id=invitation_id, by=request.user, at=timezone.now())
    except InvitationNotOpen:
        raise Http404 from None
    return redirect("accounts")


@staff(Permission.MANAGE_ACCOUNTS, step_up=True)
def account(request: StaffRequest, account_id: UUID) -> HttpResponse:
    """One account: its roles."""
    shown = _account_or_404(request, account_id)
    form = RolesForm(request.POST or None, initial={"roles": list(shown.roles)})
    if form.is_valid():
        try:
            change_roles(account=shown, roles=form.cleaned_data["roles"], by=request.user, at=timezone.now())
        except OwnAccount:
            form.add_error(None, _("Uw eigen rollen verandert u niet zelf. Vraag het een andere beheerder."))
        except StillHolds as refused:
            form.add_error(None, phrases.still_holds(refused.number))
        except AccountIsClosed:
            raise Http404 from None
        else:
            return redirect("accounts")
    status = HTTPStatus.BAD_REQUEST if form.errors else HTTPStatus.OK
    return render(request, "accounts/account.html", {"form": form, "shown": shown}, status=status)


@staff(Permission.MANAGE_ACCOUNTS, step_up=True)
@require_POST
def close_account(request: StaffRequest, account_id: UUID) -> HttpResponse:
    """Closes the account of someone who left."""
    shown = _account_or_404(request, account_id)
    try:
        deactivate(account=shown, by=request.user, at=timezone.now(), force="toch" in request.POST)
    except (OwnAccount, StillHolds) as refused:
        facts = {"form": RolesForm(initial={"roles": list(shown.roles)}), "shown": shown}
        facts |= {"own": isinstance(refused, OwnAccount), "holds": getattr(refused, "number", 0)}
        return render(request, "accounts/account.html", facts, status=HTTPStatus.BAD_REQUEST)
    except AccountIsClosed:
        raise Http404 from None
    return redirect("accounts")


@staff(Permission.MANAGE_ACCOUNTS)
def roles(request: StaffRequest) -> HttpResponse:
    """What each role may do, as a table."""
    columns, rows = queries.role_table()
    return render(request, "accounts/roles.html", {"columns": columns, "rows": rows})


def _account_or_404(request: StaffRequest, account_id: UUID) -> Account:
    try:
        return queries.account_for(request.user, account_id)
    except Account.DoesNotExist:
        raise Http404 from None
