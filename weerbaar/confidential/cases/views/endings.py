"""The state of a case on its page: what it waits for, closing, opening again, keeping; and the list of what was closed."""

from dataclasses import dataclass
from datetime import datetime

from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from weerbaar.confidential.cases import actions, queries, rules
from weerbaar.confidential.cases.forms import CloseForm, HoldForm
from weerbaar.confidential.cases.models import Case
from weerbaar.confidential.cases.views.shelf import case_of
from weerbaar.foundation.accounts import drafts
from weerbaar.foundation.accounts.doors import staff
from weerbaar.foundation.accounts.requests import StaffRequest
from weerbaar.foundation.accounts.roles import Permission


@dataclass(frozen=True)
class Standing:
    """How a case stands, as its page shows it: the moves that are one button, and what the client asked in vain."""

    moves: list[rules.Move]
    is_closed: bool
    erasure_asked_at: datetime | None
    piece_asked_at: datetime | None


def standing_of(request: StaffRequest, found: Case) -> Standing:
    """Will return how this case stands for the viewer."""
    is_mine = rules.is_claimed_by(request.user, found)
    moves = [move for move in rules.moves_for(request.user, found) if move.act in rules.STEPS] if is_mine else []
    return Standing(
        moves=moves,
        is_closed=found.state == rules.State.CLOSED,
        erasure_asked_at=queries.erasure_asked_at(found),
        piece_asked_at=queries.erasure_asked_at(found, queries.PIECE_ASKED),
    )


@staff(Permission.WRITE_IN_CASE)
@require_POST
def move(request: StaffRequest, number: str) -> HttpResponse:
    """Will say what the case waits for, or that it is in hand again."""
    found, act = case_of(request, number), request.POST.get("act", "")
    try:
        actions.move(case=found, by=request.user, keyring=request.keyring, act=act, at=timezone.now())
    except (actions.NotYours, rules.IllegalMove):
        return _back(number, "intussen")
    except rules.DangerFirst:
        return _back(number, "gevaar")
    return _back(number, "gezet")


@staff(Permission.WRITE_IN_CASE)
@require_http_methods(["GET", "POST"])
def close(request: StaffRequest, number: str) -> HttpResponse:
    """Will ask how it ended, and end the help."""
    found = case_of(request, number)
    if found.state not in rules.HELPED or not rules.is_claimed_by(request.user, found):
        return _back(number, "intussen")
    data = request.POST if request.method == "POST" else None
    form = CloseForm(data, initial=drafts.take_draft(request, request.path))
    if form.is_bound and form.is_valid():
        try:
            actions.close(case=found, by=request.user, keyring=request.keyring, at=timezone.now(), **form.cleaned_data)
        except (actions.NotYours, rules.IllegalMove):
            return _back(number, "intussen")
        except rules.DangerFirst:
            form.add_error(None, _("Er is direct gevaar gemeld. Kijk eerst opnieuw. Uw tekst staat er nog."))
        else:
            return _back(number, "afgesloten")
    facts = {"case": found, "form": form, "open_work": queries.open_work(found)}
    return render(request, "cases/close.html", facts, status=400 if form.errors else 200)


@staff(Permission.WRITE_IN_CASE)
@require_POST
def reopen(request: StaffRequest, number: str) -> HttpResponse:
    """Will open a closed case again."""
    found = case_of(request, number)
    try:
        actions.reopen(case=found, by=request.user, keyring=request.keyring, at=timezone.now())
    except (actions.NotYours, rules.IllegalMove):
        return _back(number, "intussen")
    return _back(number, "heropend")


@staff(Permission.WRITE_IN_CASE, step_up=True)
@require_http_methods(["GET", "POST"])
def hold(request: StaffRequest, number: str) -> HttpResponse:
    """Will ask why a case must be kept, or no longer, and do so."""
    found = case_of(request, number)
    act, said = (actions.lift_hold, "vrij") if found.held_at else (actions.hold, "bewaard-door-plicht")
    data = request.POST if request.method == "POST" else None
    form = HoldForm(data, initial=drafts.take_draft(request, request.path))
    if form.is_bound and form.is_valid():
        reason = form.cleaned_data["reason"]
        try:
            act(case=found, by=request.user, keyring=request.keyring, reason=reason, at=timezone.now())
        except actions.NotYours:
            form.add_error(None, _("Alleen wie de zaak heeft, kan dit. Uw tekst staat er nog."))
        else:
            return _back(number, said)
    return render(request, "cases/hold.html", {"case": found, "form": form}, status=400 if form.errors else 200)


@staff(Permission.WRITE_IN_CASE)
@require_POST
def keep(request: StaffRequest, number: str) -> HttpResponse:
    """Will have the term of a closed case begin anew."""
    found = case_of(request, number)
    try:
        actions.keep_longer(case=found, by=request.user, keyring=request.keyring, at=timezone.now())
    except actions.NotYours:
        return _back(number, "intussen")
    return _back(number, "langer")


@staff(Permission.OPEN_CASE)
@require_safe
def closed(request: StaffRequest) -> HttpResponse:
    """Will show the closed cases of the viewer: first what ends soon, then the last to be closed."""
    found = queries.closed(request.user, request.keyring, after=request.GET.get("na", ""))
    return render(request, "cases/closed.html", {"closed": found, "now": timezone.now()})


def _back(number: str, said: str) -> HttpResponse:
    return redirect(f"{reverse('case', args=[number])}?{said}")
