"""Who goes out for the team: the list, the page of one, and one's own agenda."""

from collections.abc import Callable
from typing import Any
from uuid import UUID

from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from weerbaar.foundation.accounts.doors import staff
from weerbaar.foundation.accounts.once import once
from weerbaar.foundation.accounts.requests import StaffRequest
from weerbaar.foundation.accounts.roles import Permission
from weerbaar.foundation.calendars.reading import UnreadableCalendar
from weerbaar.public.authorities import queries as authorities
from weerbaar.public.authorities.models import Kind
from weerbaar.team.network.actions import facilitators as actions
from weerbaar.team.network.actions.calendars import take_upload
from weerbaar.team.network.forms.facilitators import (
    BusyForm,
    CalendarFileForm,
    FacilitatorForm,
    FeedForm,
    HoursForm,
    LeaveForm,
    initial_of,
)
from weerbaar.team.network.models import Facilitator
from weerbaar.team.network.phrases import FAILURES
from weerbaar.team.network.queries import facilitators as queries

WEEKS_SHOWN = 28


@staff(Permission.SEE_TOUR)
@require_safe
def facilitators(request: StaffRequest) -> HttpResponse:
    """Will show who goes out, what they can, and how evenly the evenings are divided."""
    counted = queries.loads(at=timezone.now())
    rows = [(one, counted.get(one.pk, queries.Load())) for one in queries.facilitators()]
    here = [row for row in rows if row[0].left_on is None]
    most = max((load.evenings for _one, load in here), default=0)
    context = {"rows": here, "gone": [row for row in rows if row[0].left_on], "most": most}
    context["unread"] = queries.without_agenda(on=timezone.localdate())
    return render(request, "network/facilitators.html", context)


@staff(Permission.CHANGE_TOUR)
@require_http_methods(["GET", "POST"])
@once
def add_facilitator(request: StaffRequest) -> HttpResponse:
    """Will add somebody who goes out."""
    form = FacilitatorForm(request.POST or None)
    if form.is_valid():
        added = actions.add_facilitator(**form.cleaned_data, at=timezone.now(), by=request.user)
        return redirect("facilitator", added.pk)
    context = {"form": form, "bodies": _municipalities()}
    return render(request, "network/add_facilitator.html", context, status=400 if form.errors else 200)


@staff(Permission.SEE_TOUR)
@require_safe
def facilitator(request: StaffRequest, facilitator_id: UUID) -> HttpResponse:
    """Will show one facilitator: what they can, when they are free, what they did and will do."""
    return _page(request, _found(facilitator_id))


@staff(Permission.CHANGE_TOUR)
@require_POST
def change_facilitator(request: StaffRequest, facilitator_id: UUID) -> HttpResponse:
    """Will change who somebody is and what they can."""
    found, form = _found(facilitator_id), FacilitatorForm(request.POST)
    if not form.is_valid():
        return _page(request, found, form=form)
    actions.change_facilitator(facilitator=found, at=timezone.now(), by=request.user, **form.cleaned_data)
    return redirect("facilitator", found.pk)


@staff(Permission.CHANGE_TOUR)
@require_POST
def leave_team(request: StaffRequest, facilitator_id: UUID) -> HttpResponse:
    """Will let somebody go, unless they still go out for us after that day."""
    found, form = _found(facilitator_id), LeaveForm(request.POST)
    if form.is_valid():
        try:
            actions.leave_team(facilitator=found, on=form.cleaned_data["left_on"], at=timezone.now(), by=request.user)
        except actions.StillEngaged:
            form.add_error(
                "left_on", _("Op of na die dag gaat deze persoon nog op pad. Zoek eerst iemand anders daarvoor.")
            )
    return _page(request, found, leave_form=form) if form.errors else redirect("facilitator", found.pk)


@staff(Permission.CHANGE_TOUR)
@require_POST
def come_back(request: StaffRequest, facilitator_id: UUID) -> HttpResponse:
    """Will let somebody who left be asked again."""
    actions.come_back(facilitator=_found(facilitator_id), at=timezone.now(), by=request.user)
    return redirect("facilitator", facilitator_id)


@staff(Permission.CHANGE_TOUR)
@require_POST
@once
def agenda_of(request: StaffRequest, facilitator_id: UUID, what: str) -> HttpResponse:
    """Will change hours, busy times or calendars of somebody, on their behalf."""
    found = _found(facilitator_id)
    wrong = _change_agenda(request, found, what)
    return _page(request, found, **wrong) if wrong else redirect("facilitator", found.pk)


@staff(Permission.OWN_ACCOUNT)
@require_safe
def own_agenda(request: StaffRequest) -> HttpResponse:
    """Will show a facilitator their own hours, busy times, calendars and what is to come."""
    return _page(request, queries.facilitator_of(request.user), own=True)


@staff(Permission.OWN_ACCOUNT)
@require_POST
@once
def change_own_agenda(request: StaffRequest, what: str) -> HttpResponse:
    """Will change the hours, busy times or calendars of the viewer."""
    found = queries.facilitator_of(request.user)
    if found is None:
        raise Http404
    wrong = _change_agenda(request, found, what)
    return _page(request, found, own=True, **wrong) if wrong else redirect("own_agenda")


def _change_agenda(request: StaffRequest, found: Facilitator, what: str) -> dict[str, Any]:
    """Does one change; returns the form that was filled in wrongly under its name, or nothing."""
    if what not in _CHANGES:
        raise Http404
    return _CHANGES[what](request, found)


def _hours(request: StaffRequest, found: Facilitator) -> dict[str, Any]:
    form = HoursForm(request.POST)
    if not form.is_valid():
        return {"hours_form": form}
    actions.set_hours(facilitator=found, hours=form.cleaned_data["hours"], at=timezone.now(), by=request.user)
    return {}


def _busy(request: StaffRequest, found: Facilitator) -> dict[str, Any]:
    form = BusyForm(request.POST)
    if not form.is_valid():
        return {"busy_form": form}
    actions.say_busy(facilitator=found, at=timezone.now(), by=request.user, **form.cleaned_data)
    return {}


def _feed(request: StaffRequest, found: Facilitator) -> dict[str, Any]:
    form = FeedForm(request.POST)
    if form.is_valid():
        try:
            actions.add_feed(
                facilitator=found, address=form.cleaned_data["address"], at=timezone.now(), by=request.user
            )
        except actions.TooManyFeeds:
            form.add_error("address", _("Er zijn al drie agenda's. Haal er eerst een weg."))
    return {"feed_form": form} if form.errors else {}


def _free_again(request: StaffRequest, found: Facilitator) -> dict[str, Any]:
    actions.take_back_busy(facilitator=found, busy_id=_key(request), at=timezone.now(), by=request.user)
    return {}


def _no_feed(request: StaffRequest, found: Facilitator) -> dict[str, Any]:
    actions.remove_feed(facilitator=found, feed_id=_key(request), at=timezone.now(), by=request.user)
    return {}


def _file(request: StaffRequest, found: Facilitator) -> dict[str, Any]:
    form = CalendarFileForm(request.POST, request.FILES)
    if getattr(request, "upload_refused", None):
        form.add_error("calendar", _("Het bestand is te groot of kwam niet aan. Er is niets bewaard."))
    if form.is_valid():
        try:
            take_upload(facilitator=found, content=form.cleaned_data["calendar"], at=timezone.now(), by=request.user)
        except UnreadableCalendar as refused:
            form.add_error("calendar", FAILURES[refused.reason])
    return {"file_form": form} if form.errors else {}


_CHANGES: dict[str, Callable[[StaffRequest, Facilitator], dict[str, Any]]] = {
    "werktijden": _hours,
    "bezet": _busy,
    "agenda": _feed,
    "weer-vrij": _free_again,
    "agenda-weg": _no_feed,
    "bestand": _file,
}


def _key(request: StaffRequest) -> UUID:
    try:
        return UUID(request.POST.get("id", ""))
    except ValueError:
        raise Http404 from None


def _found(key: UUID) -> Facilitator:
    found = queries.facilitator_by(key)
    if found is None:
        raise Http404
    return found


def _municipalities() -> Any:
    return authorities.authorities_on(timezone.localdate(), Kind.MUNICIPALITY)


def _page(request: StaffRequest, found: Facilitator | None, *, own: bool = False, **forms: Any) -> HttpResponse:
    if found is None:
        return render(request, "network/no_agenda.html")
    now = timezone.now()
    ahead, done = queries.engagements_of(found, at=now)
    context = {
        "one": found, "own": own, "ahead": ahead, "done": done,
        "load": queries.loads([found.pk], at=now).get(found.pk, queries.Load()),
        "busy": queries.busy_of(found, at=now)[:100], "feeds": found.feeds.order_by("added_at"),
        "free": queries.free_spans(found, from_at=now, days=WEEKS_SHOWN)[:40],
        "may_change": own or request.user.may(Permission.CHANGE_TOUR),
        "form": None if own else FacilitatorForm(initial=initial_of(found)),
        "hours_form": HoursForm(hours=queries.hours_of(found)), "busy_form": BusyForm(), "feed_form": FeedForm(), "file_form": CalendarFileForm(),
        "leave_form": LeaveForm(), "bodies": [] if own else _municipalities(), **forms,
    }  # fmt: skip
    wrong = any(form.is_bound for form in forms.values())
    return render(request, "network/facilitator.html", context, status=400 if wrong else 200)
