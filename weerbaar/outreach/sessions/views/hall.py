"""The programme and the hall."""

from collections.abc import Callable
from typing import Any
from uuid import UUID

from django.http import Http404, HttpResponse
from django.shortcuts import redirect
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_safe

from weerbaar.foundation.accounts.doors import staff
from weerbaar.foundation.accounts.once import once
from weerbaar.foundation.accounts.requests import StaffRequest
from weerbaar.foundation.accounts.roles import Permission
from weerbaar.outreach.sessions import phrases
from weerbaar.outreach.sessions.actions import hall as actions
from weerbaar.outreach.sessions.actions.programme import TooLong, set_programme
from weerbaar.outreach.sessions.actions.states import NotNow
from weerbaar.outreach.sessions.forms.hall import (
    DayContactForm,
    GuestsForm,
    MaterialForm,
    NumbersForm,
    ProgrammeForm,
    programme_fields,
)
from weerbaar.outreach.sessions.models import Gathering, Group, Side
from weerbaar.outreach.sessions.queries import hall as queries
from weerbaar.outreach.sessions.views.gatherings import back_to, found, page, sent_from


@staff(Permission.CHANGE_TOUR)
@require_http_methods(["GET", "POST"])
def gathering_programme(request: StaffRequest, gathering_id: UUID) -> HttpResponse:
    """Will show the programme, or a proposal for one, and take the order and the minutes."""
    one = found(gathering_id)
    saved, proposal = queries.programme_of(one), queries.suggested_for(one)
    chosen = [(timed.item.block, timed.item.minutes) for timed in saved]
    initial = programme_fields(chosen or [(each.block.key, each.block.minutes) for each in proposal])
    form = ProgrammeForm(request.POST or None, kind=one.kind, initial=initial)
    if form.is_valid():
        try:
            set_programme(gathering=one, chosen=form.chosen, at=timezone.now(), by=request.user)
        except (NotNow, TooLong):
            form.add_error(None, phrases.OVER)
        else:
            return redirect("gathering_programme", one.pk)
    why = {each.block.key: each.why for each in proposal}
    rows = [(block, place, minutes, why.get(block.key, "")) for block, place, minutes in form.rows]
    context = {"form": form, "rows": rows, "saved": saved, **_time(one, saved)}
    return page(request, one, "programme", status=400 if form.errors else 200, **context)


def _time(one: Gathering, saved: list[queries.Timed]) -> dict[str, Any]:
    used, there = sum(timed.item.minutes for timed in saved), queries.minutes_of(one)
    return {"used": used, "there": there, "over": used - there}


@staff(Permission.SEE_TOUR)
@require_safe
def gathering_hall(request: StaffRequest, gathering_id: UUID) -> HttpResponse:
    """Will show materials, whom to call, and who comes."""
    return _hall(request, found(gathering_id))


@staff(Permission.CHANGE_TOUR)
@sent_from("gathering_hall")
@once
def change_hall(request: StaffRequest, gathering_id: UUID, what: str) -> HttpResponse:
    """Will change one thing about the hall."""
    one = found(gathering_id)
    if what not in _CHANGES:
        raise Http404
    try:
        wrong = _CHANGES[what](request, one)
    except NotNow:
        return _hall(request, one, problem=phrases.OVER)
    if wrong:
        return _hall(request, one, **wrong)
    return back_to("gathering_hall", one, what) if what in phrases.SAID else redirect("gathering_hall", one.pk)


def _material(request: StaffRequest, one: Gathering) -> dict[str, Any]:
    form = MaterialForm(request.POST)
    if form.is_valid():
        told = form.cleaned_data
        try:
            actions.add_material(
                gathering=one, name=told["name"], side=Side(told["side"]), at=timezone.now(), by=request.user
            )
        except actions.AlreadyThere:
            form.add_error("name", _("Dit staat al op de lijst."))
    return {"material_form": form} if form.errors else {}


def _tick(request: StaffRequest, one: Gathering) -> dict[str, Any]:
    actions.tick_material(gathering=one, material_id=_key(request), at=timezone.now(), by=request.user)
    return {}


def _no_material(request: StaffRequest, one: Gathering) -> dict[str, Any]:
    actions.remove_material(gathering=one, material_id=_key(request), at=timezone.now(), by=request.user)
    return {}


def _contact(request: StaffRequest, one: Gathering) -> dict[str, Any]:
    form = DayContactForm(request.POST)
    if not form.is_valid():
        return {"contact_form": form}
    actions.set_day_contact(gathering=one, at=timezone.now(), by=request.user, **form.cleaned_data)
    return {}


def _numbers(request: StaffRequest, one: Gathering) -> dict[str, Any]:
    form = NumbersForm(request.POST)
    if not form.is_valid():
        return {"numbers_form": form}
    actions.expect(gathering=one, numbers=form.numbers, at=timezone.now(), by=request.user)
    return {}


def _names(request: StaffRequest, one: Gathering) -> dict[str, Any]:
    actions.wish_names(gathering=one, wished=one.names_wished_at is None, at=timezone.now(), by=request.user)
    return {}


def _guests(request: StaffRequest, one: Gathering) -> dict[str, Any]:
    form = GuestsForm(request.POST)
    if form.is_valid():
        told = form.cleaned_data
        try:
            actions.add_guests(
                gathering=one, names=told["names"], group=Group(told["group"]), at=timezone.now(), by=request.user
            )
        except actions.NamesNotWished:
            form.add_error("names", _("De organisatie vroeg niet om namen, of dit zijn er meer dan tweehonderd."))
    return {"guests_form": form} if form.errors else {}


def _no_guest(request: StaffRequest, one: Gathering) -> dict[str, Any]:
    actions.remove_guest(gathering=one, guest_id=_key(request), at=timezone.now(), by=request.user)
    return {}


_CHANGES: dict[str, Callable[[StaffRequest, Gathering], dict[str, Any]]] = {
    "materiaal": _material,
    "materiaal-klaar": _tick,
    "materiaal-weg": _no_material,
    "contact": _contact,
    "aantallen": _numbers,
    "namen": _names,
    "deelnemers": _guests,
    "deelnemer-weg": _no_guest,
}


def _key(request: StaffRequest) -> UUID:
    try:
        return UUID(request.POST.get("id", ""))
    except ValueError:
        raise Http404 from None


def _hall(request: StaffRequest, one: Gathering, *, problem: Any = "", **wrong: Any) -> HttpResponse:
    numbers, contact = queries.numbers_of(one), queries.day_contact_of(one)
    context = {
        "materials": queries.materials_of(one), "guests": queries.guests_of(one), "problem": problem,
        "contact": contact, "material_form": MaterialForm(), "guests_form": GuestsForm(),
        "contact_form": DayContactForm(initial={"name": contact.name, "phone": contact.phone} if contact else {}),
        "numbers_form": NumbersForm(initial={one.group: one.expected for one in numbers}),
        "may_change": request.user.may(Permission.CHANGE_TOUR), **wrong,
    }  # fmt: skip
    return page(request, one, "hall", status=400 if wrong or problem else 200, **context)
