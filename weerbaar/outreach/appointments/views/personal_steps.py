"""What else can be done behind the link: each a page with one form."""

from collections.abc import Callable
from http import HTTPStatus
from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils import timezone
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods

from weerbaar.foundation.accounts.doors import public
from weerbaar.foundation.accounts.once import once
from weerbaar.foundation.ui.strict import StrictForm
from weerbaar.outreach.appointments.actions import booking, handing, people, questions
from weerbaar.outreach.appointments.forms import personal as forms
from weerbaar.outreach.appointments.models import Appointment
from weerbaar.outreach.appointments.queries import appointments, offers
from weerbaar.outreach.appointments.rules import may_change_oneself
from weerbaar.outreach.appointments.views.personal import TALK, back, common, link_of, no_longer
from weerbaar.outreach.campaign.models import Office, PersonalLink

GET_OR_POST = require_http_methods(["GET", "HEAD", "POST"])
Act = Callable[[PersonalLink, Appointment | None], str]


@public
@never_cache
@GET_OR_POST
def other_days(request: HttpRequest, token: str) -> HttpResponse:
    """Will take days and times in words, when none of the offered times fits."""
    form = forms.DaysForm(request.POST or None)

    def act(link: PersonalLink, _there: Appointment | None) -> str:
        questions.name_days(link=link, text=form.cleaned_data["text"], at=timezone.now())
        return "dagen"

    return _step(request, token, "other_days", form, act)


@public
@never_cache
@GET_OR_POST
def hand_over(request: HttpRequest, token: str) -> HttpResponse:
    """Will let somebody else arrange it; whoever hands it on keeps seeing how it goes."""
    form = forms.HandForm(request.POST or None)

    def act(link: PersonalLink, _there: Appointment | None) -> str:
        told = form.cleaned_data
        to = handing.Successor(name=told["name"], email=told["email"], office=Office(told["office"]))
        try:
            handing.hand_over(link=link, to=to, at=timezone.now())
        except handing.TooManyHands:
            return "handen"
        return "doorgegeven"

    return _step(request, token, "hand_over", form, act)


@public
@never_cache
@GET_OR_POST
def not_now(request: HttpRequest, token: str) -> HttpResponse:
    """Will take a no for now, or for good."""
    form = forms.NotNowForm(request.POST or None, today=timezone.localdate())

    def act(link: PersonalLink, there: Appointment | None) -> str:
        if there is not None:
            return "al"
        questions.not_now(link=link, **form.cleaned_data, at=timezone.now())
        return "nietnu"

    return _step(request, token, "not_now", form, act)


@public
@never_cache
@GET_OR_POST
def invite_colleagues(request: HttpRequest, token: str) -> HttpResponse:
    """Will invite more people to what was agreed."""
    form = forms.ColleaguesForm(request.POST or None)

    def act(_link: PersonalLink, there: Appointment | None) -> str:
        assert there is not None
        try:
            people.invite(appointment=there, guests=form.cleaned_data["colleagues"], at=timezone.now())
        except people.TooMany:
            return "teveel"
        return "erbij"

    return _step(request, token, "invite_colleagues", form, act, needs=True)


@public
@never_cache
@GET_OR_POST
def change_place(request: HttpRequest, token: str) -> HttpResponse:
    """Will change between the spot and video, or to another room."""
    form = forms.WhereForm(request.POST or None, initial=_here(token))

    def act(_link: PersonalLink, there: Appointment | None) -> str:
        assert there is not None
        booking.change_place(appointment=there, where=form.where, at=timezone.now())
        return "plek"

    return _step(request, token, "change_place", form, act, needs=True, changes=True)


@public
@never_cache
@GET_OR_POST
def move_appointment(request: HttpRequest, token: str) -> HttpResponse:
    """Will move what was agreed to another time."""
    form = forms.MomentForm(request.POST or None)

    def act(link: PersonalLink, there: Appointment | None) -> str:
        assert there is not None
        now = timezone.now()
        key, today = form.cleaned_data["moment"], timezone.localdate(now)
        slot = offers.slot_named(key, link.participation, TALK, on=today, beyond=there)
        if slot is None:
            return "bezet"
        booking.move(appointment=there, slot=slot, at=now)
        return "verzet"

    return _step(request, token, "move_appointment", form, act, needs=True, changes=True)


@public
@never_cache
@GET_OR_POST
def cancel_appointment(request: HttpRequest, token: str) -> HttpResponse:
    """Will cancel what was agreed."""
    form = forms.CancelForm(request.POST if request.method == "POST" else None)

    def act(_link: PersonalLink, there: Appointment | None) -> str:
        assert there is not None
        booking.cancel(appointment=there, reason=form.cleaned_data["reason"], at=timezone.now())
        return "afgezegd"

    return _step(request, token, "cancel_appointment", form, act, needs=True, changes=True)


@once
def _step(
    request: HttpRequest,
    token: str,
    name: str,
    form: StrictForm,
    act: Act,
    *,
    needs: bool = False,
    changes: bool = False,
) -> HttpResponse:
    """Does one thing behind a link: `needs` an appointment, `changes` it as long as that can be done without calling."""
    link = link_of(token)
    if link is None:
        return no_longer(request)
    there = appointments.open_appointment(link.participation, TALK)
    if needs and there is None:
        return back(token, "weg")
    if changes and there is not None and not may_change_oneself(there.starts_at, timezone.localdate()):
        facts = common(link, there)
        return render(
            request, "appointments/too_late.html", facts, status=HTTPStatus.CONFLICT if form.is_bound else 200
        )
    if form.is_bound and form.is_valid():
        return back(token, _done(act, link, there))
    facts = common(link, there) | {"form": form, "chosen": form.data.get("moment", "")} | _more(name, link, there)
    return render(request, f"appointments/{name}.html", facts, status=400 if form.errors else 200)


def _done(act: Act, link: PersonalLink, there: Appointment | None) -> str:
    """What came of it, in the word that the page knows."""
    try:
        return act(link, there)
    except booking.SlotTaken:
        return "bezet"
    except booking.NotOpen:
        return "weg"
    except booking.TooLate:
        return "gauw"


def _here(token: str) -> dict[str, str]:
    """How and where it is now, for the form that changes it."""
    link = link_of(token)
    there = appointments.open_appointment(link.participation, TALK) if link else None
    return {"form": there.form, "place": there.place} if there else {}


def _more(name: str, link: PersonalLink, there: Appointment | None) -> dict[str, Any]:
    if name == "move_appointment":
        found = offers.offers(link.participation, TALK, on=timezone.localdate(), beyond=there)
        return {"slots": [slot for slot in found if there is None or slot.starts_at != there.starts_at]}
    return {}
