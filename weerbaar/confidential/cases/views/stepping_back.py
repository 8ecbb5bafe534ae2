"""Stepping back from a case, going on leave, and coming back."""

from uuid import UUID

from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.http import require_http_methods, require_POST

from weerbaar.confidential.cases import actions, queries
from weerbaar.confidential.cases.forms import LeaveForm
from weerbaar.confidential.cases.rules import IllegalMove
from weerbaar.confidential.cases.views.shelf import case_of, hand_of, or_not_there
from weerbaar.foundation.accounts import queries as accounts
from weerbaar.foundation.accounts.doors import staff
from weerbaar.foundation.accounts.requests import StaffRequest
from weerbaar.foundation.accounts.roles import Permission
from weerbaar.team.network import queries as network
from weerbaar.team.network.queries import Barred


@staff(Permission.OPEN_CASE, step_up=True)
@require_http_methods(["GET", "POST"])
def recuse(request: StaffRequest, number: str) -> HttpResponse:
    """Will say what stepping back does, without opening the case, and do it."""
    found, refused = case_of(request, number), ""
    if request.method == "POST":
        try:
            with or_not_there():
                actions.recuse(case=found, **hand_of(request))
        except (actions.NotYours, IllegalMove):
            refused = "not_yours"
        except actions.NobodyElse:
            refused = "nobody_else"
        else:
            return redirect(f"{reverse('duty_desk')}?teruggetrokken")
    return render(request, "cases/recuse.html", {"case": found, "refused": refused}, status=400 if refused else 200)


@staff(Permission.HAND_OVER_CASE, step_up=True)
@require_http_methods(["GET", "POST"])
def leave(request: StaffRequest) -> HttpResponse:
    """Will hand over everything in one act, and show who stands in for whom."""
    data = request.POST if request.method == "POST" else None
    form, outcome = LeaveForm(data, colleagues=network.colleagues(request.user, barred=Barred())), None
    if form.is_bound and form.is_valid():
        chosen = [accounts.working_account(UUID(one)) for one in form.cleaned_data["to"]]
        to = [account for account in chosen if account]
        outcome = actions.go_on_leave(to=to, note=form.cleaned_data["note"], **hand_of(request))
    facts = {
        "form": form,
        "outcome": outcome,
        "own": queries.living_cases_of(request.user).count(),
        "lent": queries.lent_by(request.user),
        "standing_in": queries.standing_in_for(request.user),
        "given_back": request.GET.get("terug", ""),
    }
    return render(request, "cases/leave.html", facts, status=400 if form.errors else 200)


@staff(Permission.HAND_OVER_CASE, step_up=True)
@require_POST
def give_back(request: StaffRequest, account_id: UUID) -> HttpResponse:
    """Will give back what the viewer had for a colleague who is here again."""
    to = accounts.working_account(account_id)
    if to is None:
        raise Http404
    outcome = actions.give_back(to=to, note="", by=request.user, keyring=request.keyring, at=timezone.now())
    return redirect(f"{reverse('leave')}?terug={outcome.went}")
