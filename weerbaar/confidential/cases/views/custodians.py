"""Cases that nobody can open: who sees to it that they get a helper, and who agrees to it."""

from uuid import UUID

from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from weerbaar.confidential.cases import actions, queries
from weerbaar.confidential.cases.forms import AskCustodiansForm, CaseNumberForm
from weerbaar.confidential.cases.models import Case, Recovery
from weerbaar.confidential.cases.rules import IllegalMove
from weerbaar.confidential.cases.views.shelf import or_not_there
from weerbaar.foundation.accounts import queries as accounts
from weerbaar.foundation.accounts.doors import staff
from weerbaar.foundation.accounts.requests import StaffRequest
from weerbaar.foundation.accounts.roles import Permission
from weerbaar.team.network import queries as network
from weerbaar.team.network.queries import Barred


@staff(Permission.SEE_WORKLOAD)
@require_safe
def without_helper(request: StaffRequest) -> HttpResponse:
    """Will show which cases nobody who works here can open, by number, and what the custodians are being asked."""
    now, number = timezone.now(), request.GET.get("zaak", "").strip().upper()
    if number and queries.case_numbered(number):
        return redirect("ask_custodians", number)
    facts = {
        "alone": queries.unasked(now),
        "asked": queries.asked(now),
        "custodians": queries.custodians(),
        "now": now,
        "sent": "gevraagd" in request.GET,
        "unknown": number,
        "number_form": CaseNumberForm(initial={"zaak": number}),
    }
    return render(request, "cases/without_helper.html", facts, status=404 if number else 200)


@staff(Permission.SEE_WORKLOAD, step_up=True)
@require_http_methods(["GET", "POST"])
def ask(request: StaffRequest, number: str) -> HttpResponse:
    """Will ask for whom a case is opened again and why, and ask the custodians."""
    found = queries.case_numbered(number)
    if found is None:
        raise Http404
    data = request.POST if request.method == "POST" else None
    form = AskCustodiansForm(data, colleagues=network.colleagues(request.user, barred=Barred()))
    if form.is_bound and form.is_valid() and _asked(request, found, form):
        return redirect(f"{reverse('cases_without_helper')}?gevraagd")
    facts = {"case": found, "form": form}
    return render(request, "cases/ask_custodians.html", facts, status=400 if form.errors else 200)


@staff(Permission.OWN_ACCOUNT)
@require_safe
def custodians(request: StaffRequest) -> HttpResponse:
    """Will show a custodian what is asked, and anybody else that nothing is."""
    facts = {
        "is_custodian": queries.is_custodian(request.user),
        "asked": queries.asked_of(request.user, timezone.now()),
        "done": request.GET.get("gedaan", ""),
    }
    return render(request, "cases/custodians.html", facts)


@staff(Permission.OWN_ACCOUNT, step_up=True)
@require_POST
def agree(request: StaffRequest, request_id: UUID) -> HttpResponse:
    """Will count the viewer in; with the last who is needed, the case opens for the colleague."""
    found, now = _request(request, request_id), timezone.now()
    try:
        with or_not_there():
            outcome = actions.agree(request=found, by=request.user, keyring=request.keyring, at=now)
    except actions.MayNotAgree:
        return render(request, "cases/may_not_agree.html", {"asked": found}, status=400)
    except actions.RequestOver:
        raise Http404 from None
    return redirect(f"{reverse('custodians')}?gedaan={outcome.value}")


@staff(Permission.OWN_ACCOUNT, step_up=True)
@require_POST
def refuse(request: StaffRequest, request_id: UUID) -> HttpResponse:
    """Will end a request that the viewer does not trust."""
    try:
        actions.refuse(request=_request(request, request_id), by=request.user, at=timezone.now())
    except actions.RequestOver:
        raise Http404 from None
    return redirect(f"{reverse('custodians')}?gedaan=refused")


def _request(request: StaffRequest, request_id: UUID) -> Recovery:
    found = queries.request_for(request.user, request_id, timezone.now())
    if found is None:
        raise Http404
    return found


def _asked(request: StaffRequest, found: Case, form: AskCustodiansForm) -> bool:
    """Whether the custodians were asked; a refusal becomes an error in the form."""
    to = accounts.working_account(UUID(form.cleaned_data["to"]))
    reason = Recovery.Reason(form.cleaned_data["reason"])
    try:
        actions.ask_custodians(case=found, by=request.user, to=to, reason=reason, at=timezone.now())
    except actions.CannotHelp:
        form.add_error("to", _("Deze collega kan nu geen zaken openen. Kies iemand anders."))
    except actions.AskedAlready:
        form.add_error(None, _("De bewaarders zijn hier al over gevraagd. Wacht hun antwoord af."))
    except actions.OutOfReach:
        form.add_error(
            None,
            _("De bewaarders kunnen deze zaak niet openen. Alleen als de cliënt zelf weer schrijft, komt zij terug."),
        )
    except IllegalMove:
        form.add_error(None, _("Deze zaak is gewist of samengevoegd. Er valt niets te openen."))
    return form.is_valid()
