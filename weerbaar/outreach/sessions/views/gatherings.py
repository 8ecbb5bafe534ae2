"""The list of sessions and trainings, the page of one, and what is agreed about it."""

from typing import Any
from uuid import UUID

from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_safe

from weerbaar.foundation.accounts.doors import staff
from weerbaar.foundation.accounts.requests import StaffRequest
from weerbaar.foundation.accounts.roles import Permission
from weerbaar.outreach.campaign.queries.rounds import round_named
from weerbaar.outreach.sessions import phrases
from weerbaar.outreach.sessions.actions import gatherings as actions
from weerbaar.outreach.sessions.actions.states import NotNow
from weerbaar.outreach.sessions.forms.gatherings import (
    CancelForm,
    PlanForm,
    TermsForm,
    UndateForm,
    WantForm,
    plan_of,
    terms_of,
)
from weerbaar.outreach.sessions.models import Gathering, Kind
from weerbaar.outreach.sessions.queries import gatherings as queries
from weerbaar.outreach.sessions.queries import hall, quotations
from weerbaar.outreach.sessions.rules import is_ahead
from weerbaar.public.authorities import queries as authorities


def found(key: UUID) -> Gathering:
    """Will return the gathering that a page is about."""
    gathering = queries.gathering_by(key)
    if gathering is None:
        raise Http404
    return gathering


def page(request: StaffRequest, gathering: Gathering, template: str, *, status: int = 200, **more: Any) -> HttpResponse:
    """Will show one page of a gathering, in the frame that all of them share."""
    row = queries.row_of(gathering, timezone.now())
    context = {"gathering": gathering, "row": row, "ahead": is_ahead(gathering.state), **more}
    return render(request, f"sessions/{template}.html", context, status=status)


def bodies() -> Any:
    """Will return the names to choose from where an organisation is asked for."""
    return authorities.authorities_on(timezone.localdate())


@staff(Permission.SEE_TOUR)
@require_safe
def gatherings(request: StaffRequest) -> HttpResponse:
    """Will show what needs something first, then what comes, then what was."""
    overview = queries.overview(at=timezone.now(), page=request.GET.get("pagina"))
    return render(request, "sessions/gatherings.html", {"overview": overview})


@staff(Permission.CHANGE_TOUR)
@require_http_methods(["GET", "POST"])
def want_gathering(request: StaffRequest) -> HttpResponse:
    """Will write down that organisations want a session or training."""
    current = round_named("", on=timezone.localdate())
    if current is None:
        return render(request, "sessions/no_round.html")
    known = authorities.authority_by_code(request.GET.get("organisatie", ""))
    kind = Kind.TRAINING if request.GET.get("soort") == Kind.TRAINING else Kind.SESSION
    initial = {"lead": known.full_name if known else "", "kind": kind}
    form = WantForm(request.POST or None, round=current, initial=initial)
    if form.is_valid():
        told = form.cleaned_data
        made = actions.want_gathering(
            kind=Kind(told["kind"]), stages=told["stages"], wishes=told["wishes"], minutes=told["minutes"],
            at=timezone.now(), by=request.user,
        )  # fmt: skip
        return redirect("gathering", made.pk)
    context = {"form": form, "bodies": bodies()}
    return render(request, "sessions/want.html", context, status=400 if form.errors else 200)


@staff(Permission.SEE_TOUR)
@require_safe
def gathering(request: StaffRequest, gathering_id: UUID) -> HttpResponse:
    """Will show one gathering: what it lacks, and a line about each of its parts."""
    one = found(gathering_id)
    return page(
        request, one, "gathering",
        recipients=queries.recipients_of(one, on=timezone.localdate()), coming=queries.coming_to(one),
        programme=hall.programme_of(one), minutes=hall.minutes_of(one), numbers=hall.numbers_of(one),
        materials=hall.materials_of(one), total=quotations.total_of(one), quotation=queries.quotation_of(one),
        day_contact=hall.day_contact_of(one),
    )  # fmt: skip


@staff(Permission.CHANGE_TOUR)
@require_http_methods(["GET", "POST"])
def change_gathering(request: StaffRequest, gathering_id: UUID) -> HttpResponse:
    """Will change what was asked for."""
    one = found(gathering_id)
    form = TermsForm(request.POST or None, initial=terms_of(one))
    if form.is_valid():
        try:
            actions.change_terms(gathering=one, at=timezone.now(), by=request.user, **form.cleaned_data)
        except NotNow:
            form.add_error(None, phrases.OVER)
        else:
            return redirect("gathering", one.pk)
    return page(request, one, "terms", form=form, status=400 if form.errors else 200)


@staff(Permission.CHANGE_TOUR)
@require_http_methods(["GET", "POST"])
def plan_gathering(request: StaffRequest, gathering_id: UUID) -> HttpResponse:
    """Will set when and where it is, or move it; everybody involved is mailed."""
    one = found(gathering_id)
    form = PlanForm(request.POST or None, initial=plan_of(one))
    if form.is_valid():
        try:
            actions.plan_gathering(gathering=one, at=timezone.now(), by=request.user, **form.cleaned_data)
        except NotNow:
            form.add_error(None, phrases.OVER)
        else:
            return redirect("gathering", one.pk)
    recipients = queries.recipients_of(one, on=timezone.localdate())
    involved = {"recipients": recipients, "coming": queries.coming_to(one), "bodies": bodies()}
    return page(request, one, "plan", form=form, status=400 if form.errors else 200, **involved)


@staff(Permission.CHANGE_TOUR)
@require_http_methods(["GET", "POST"])
def take_date_away(request: StaffRequest, gathering_id: UUID) -> HttpResponse:
    """Will take the date away without another one, after showing who hears of it."""
    one, form = found(gathering_id), UndateForm(request.POST or None)
    if form.is_valid():
        try:
            actions.take_date_away(gathering=one, at=timezone.now(), by=request.user, **form.cleaned_data)
        except NotNow:
            form.add_error(None, phrases.OVER if one.starts_at else _("Er is nog geen datum."))
        else:
            return redirect("gathering", one.pk)
    recipients = queries.recipients_of(one, on=timezone.localdate())
    involved = {"recipients": recipients, "coming": queries.coming_to(one)}
    return page(request, one, "undate", form=form, status=400 if form.errors else 200, **involved)


@staff(Permission.CHANGE_TOUR)
@require_http_methods(["GET", "POST"])
def cancel_gathering(request: StaffRequest, gathering_id: UUID) -> HttpResponse:
    """Will call it off, after showing who hears of it."""
    one, form = found(gathering_id), CancelForm(request.POST or None)
    if form.is_valid():
        try:
            actions.cancel_gathering(gathering=one, at=timezone.now(), by=request.user, **form.cleaned_data)
        except NotNow:
            form.add_error(None, phrases.OVER)
        else:
            return redirect("gathering", one.pk)
    recipients = queries.recipients_of(one, on=timezone.localdate())
    involved = {"recipients": recipients, "coming": queries.coming_to(one)}
    return page(request, one, "cancel", form=form, status=400 if form.errors else 200, **involved)
