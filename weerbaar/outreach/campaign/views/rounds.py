"""The rounds, and how far each province is in one."""

from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from weerbaar.foundation.accounts.doors import staff
from weerbaar.foundation.accounts.once import once
from weerbaar.foundation.accounts.requests import StaffRequest
from weerbaar.foundation.accounts.roles import Permission
from weerbaar.outreach.campaign.actions import rounds as acts
from weerbaar.outreach.campaign.forms.rounds import EndRoundForm, RoundForm, TurnsForm
from weerbaar.outreach.campaign.models import Round
from weerbaar.outreach.campaign.queries import provinces, rounds
from weerbaar.outreach.campaign.views.shelf import hand_of, status_of


@staff(Permission.CHANGE_TOUR)
@require_http_methods(["GET", "HEAD", "POST"])
@once
def index(request: StaffRequest) -> HttpResponse:
    """Will show every round, and open a new one."""
    form = RoundForm(request.POST or None)
    if form.is_bound and form.is_valid():
        told, by = form.cleaned_data, request.user
        try:
            opened = acts.open_round(
                code=told["code"], name=told["naam"], starts_on=told["begin"], ends_on=told["eind"], at=timezone.now(),
                bearer=by.bearer, role=by.main_role,
            )  # fmt: skip
        except acts.RoundExists:
            form.add_error("code", _("Er is al een ronde met deze korte naam."))
        else:
            return redirect("round", opened.pk)
    return render(
        request, "campaign/rounds.html", {"form": form, "rounds": rounds.counted_rounds()}, status=status_of(form)
    )


@staff(Permission.CHANGE_TOUR)
@require_http_methods(["GET", "HEAD", "POST"])
def round_page(request: StaffRequest, code: str) -> HttpResponse:
    """Will show how far each province is against its dates, and set order and dates."""
    found = _round(code)
    lines = provinces.provinces_of(found, on=timezone.localdate())
    form = TurnsForm(request.POST or None, provinces=lines)
    if form.is_bound and form.is_valid():
        acts.set_turns(round=found, turns=form.turns, **hand_of(request))
        return redirect("round", found.pk)
    context = {"round": found, "form": form, "end_form": EndRoundForm(initial={"eind": found.ends_on})}
    return render(request, "campaign/round.html", context, status=status_of(form))


@staff(Permission.CHANGE_TOUR)
@require_http_methods(["GET", "HEAD", "POST"])
def end_round(request: StaffRequest, code: str) -> HttpResponse:
    """Will ask which day is the last of a round."""
    found = _round(code)
    form = EndRoundForm(request.POST or None, initial={"eind": found.ends_on})
    if form.is_bound and form.is_valid():
        try:
            acts.end_round(round=found, on=form.cleaned_data["eind"], **hand_of(request))
        except acts.EndsBeforeBegin:
            form.add_error("eind", _("Deze dag ligt niet na de eerste dag van de ronde."))
        else:
            return redirect("round", found.pk)
    return render(request, "campaign/end_round.html", {"round": found, "form": form}, status=status_of(form))


def _round(code: str) -> Round:
    found = rounds.round_named(code, on=timezone.localdate())
    if found is None:
        raise Http404
    return found
