"""The list of sessions and trainings, the page of one, and what is agreed about it."""

from collections.abc import Callable
from functools import wraps
from typing import Any
from uuid import UUID

from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.http import urlencode
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_safe

from weerbaar.foundation.accounts.doors import staff
from weerbaar.foundation.accounts.once import once
from weerbaar.foundation.accounts.requests import StaffRequest
from weerbaar.foundation.accounts.roles import Permission
from weerbaar.outreach.campaign.queries.rounds import round_named
from weerbaar.outreach.sessions import phrases
from weerbaar.outreach.sessions.actions import gatherings as actions
from weerbaar.outreach.sessions.actions import post
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
from weerbaar.outreach.sessions.queries import hall
from weerbaar.outreach.sessions.queries.moments import moment_of, place_of
from weerbaar.outreach.sessions.queries.returned import returned_of
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
    context = {
        "gathering": gathering, "row": row, "ahead": is_ahead(gathering.state), "tab": template,
        "when": moment_of(gathering), "where": place_of(gathering),
        "returned": {one.email.lower() for one in returned_of(gathering)},
        "said": phrases.SAID.get(request.GET.get("melding", "")), **more,
    }  # fmt: skip
    return render(request, f"sessions/{template}.html", context, status=status)


def back_to(name: str, gathering: Gathering, said: str) -> HttpResponse:
    """Will lead to a page of a gathering that says what was done."""
    return redirect(f"{reverse(name, args=[gathering.pk])}?{urlencode({'melding': said})}")


def sent_from(name: str) -> Callable[[Callable[..., HttpResponse]], Callable[..., HttpResponse]]:
    """Will have an address that only takes a form lead whoever opens it anew to the page that the form stands on."""

    def around(view: Callable[..., HttpResponse]) -> Callable[..., HttpResponse]:
        @require_http_methods(["GET", "HEAD", "POST"])
        @wraps(view)
        def lead_back(request: StaffRequest, gathering_id: UUID, **rest: Any) -> HttpResponse:
            if request.method != "POST":
                return redirect(name, gathering_id)
            return view(request, gathering_id, **rest)

        return lead_back

    return around


def bodies() -> Any:
    """Will return the names to choose from where an organisation is asked for."""
    return authorities.authorities_on(timezone.localdate())


def _who_hears(one: Gathering, there: list[post.Involved], *, expected: bool = True) -> dict[str, Any]:
    """Will return who gets a mail: at the organisations, and who would lead it or may yet say yes."""
    asks = [*queries.coming_to(one), *queries.waiting_for(one)]
    return {"there": there, "asks": asks, "unreached": expected and not there}


@staff(Permission.SEE_TOUR)
@require_safe
def gatherings(request: StaffRequest) -> HttpResponse:
    """Will show what needs something first, then what comes, then what was."""
    overview = queries.overview(at=timezone.now(), page=request.GET.get("pagina"))
    return render(request, "sessions/gatherings.html", {"overview": overview})


@staff(Permission.CHANGE_TOUR)
@require_http_methods(["GET", "POST"])
@once
def want_gathering(request: StaffRequest) -> HttpResponse:
    """Will write down that organisations want a session or training."""
    current = round_named("", on=timezone.localdate())
    if current is None:
        return render(request, "sessions/no_round.html")
    known = authorities.authority_by_code(request.GET.get("organisatie", ""))
    kind = Kind.TRAINING if request.GET.get("soort") == Kind.TRAINING else Kind.SESSION
    initial = {"lead": known.full_name if known else "", "kind": kind}
    form, already = WantForm(request.POST or None, round=current, initial=initial), None
    if form.is_valid():
        # Who went back gets a fresh page, which was not taken yet: what stands there tells it.
        already = queries.wanted_already(form.cleaned_data["kind"], form.cleaned_data["stages"][0])
    if form.is_valid() and (already is None or request.POST.get("again") == str(already)):
        told = form.cleaned_data
        made = actions.want_gathering(
            kind=Kind(told["kind"]), stages=told["stages"], wishes=told["wishes"], minutes=told["minutes"],
            at=timezone.now(), by=request.user,
        )  # fmt: skip
        return redirect("gathering", made.pk)
    context = {"form": form, "bodies": bodies(), "already": already}
    return render(request, "sessions/want.html", context, status=400 if form.errors or already else 200)


@staff(Permission.SEE_TOUR)
@require_safe
def gathering(request: StaffRequest, gathering_id: UUID) -> HttpResponse:
    """Will show one gathering: what it lacks, and a line about each of its parts."""
    one = found(gathering_id)
    programme, minutes = hall.programme_of(one), hall.minutes_of(one)
    return page(
        request, one, "gathering",
        participations=queries.participations_of(one), coming=queries.coming_to(one),
        programme=programme, minutes=minutes, over=sum(timed.item.minutes for timed in programme) - minutes,
        quotation=queries.quotation_of(one), day_contact=hall.day_contact_of(one),
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
            return back_to("gathering", one, "wensen")
    return page(request, one, "terms", form=form, status=400 if form.errors else 200)


@staff(Permission.CHANGE_TOUR)
@require_http_methods(["GET", "POST"])
@once
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
            return back_to("gathering", one, "moment")
    hear = _who_hears(one, post.involved(one, at=timezone.now()))
    return page(request, one, "plan", form=form, bodies=bodies(), status=400 if form.errors else 200, **hear)


@staff(Permission.CHANGE_TOUR)
@require_http_methods(["GET", "POST"])
@once
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
    hear = _who_hears(one, post.involved(one, at=timezone.now()))
    return page(request, one, "undate", form=form, status=400 if form.errors else 200, **hear)


@staff(Permission.CHANGE_TOUR)
@require_http_methods(["GET", "POST"])
@once
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
    hear = _who_hears(one, post.hear_of_cancelling(one, at=timezone.now()), expected=one.starts_at is not None)
    return page(request, one, "cancel", form=form, status=400 if form.errors else 200, **hear)
