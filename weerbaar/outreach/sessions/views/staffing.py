"""Who leads it: whom to ask, and the page of whoever was asked."""

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
from weerbaar.outreach.sessions.actions import staffing as actions
from weerbaar.outreach.sessions.actions.states import NotNow
from weerbaar.outreach.sessions.forms.staffing import AskForm, LetGoForm
from weerbaar.outreach.sessions.models import Gathering, Released
from weerbaar.outreach.sessions.queries import staffing as queries
from weerbaar.outreach.sessions.queries.gatherings import short_of
from weerbaar.outreach.sessions.views.gatherings import found, page, sent_from
from weerbaar.team.network.models import Skill
from weerbaar.team.network.queries.facilitators import facilitator_by


@staff(Permission.SEE_TOUR)
@require_safe
def gathering_people(request: StaffRequest, gathering_id: UUID) -> HttpResponse:
    """Will show who was asked, and who could be asked, best first and with the reasons."""
    return _people(request, found(gathering_id))


@staff(Permission.CHANGE_TOUR)
@sent_from("gathering_people")
@once
def ask_to_lead(request: StaffRequest, gathering_id: UUID) -> HttpResponse:
    """Will ask somebody by mail."""
    one, form = found(gathering_id), AskForm(request.POST)
    person = facilitator_by(form.cleaned_data["facilitator"]) if form.is_valid() else None
    if person is None or person.left_on is not None:
        raise Http404
    try:
        actions.ask(
            gathering=one,
            facilitator=person,
            skill=Skill(form.cleaned_data["skill"]),
            at=timezone.now(),
            by=request.user,
        )
    except actions.NoMoment:
        return _people(request, one, problem=_("Prik eerst een datum. Daarna kunt u iemand vragen."))
    except actions.AlreadyAsked:
        return _people(request, one, problem=_("Deze persoon is al gevraagd."))
    except NotNow:
        return _people(request, one, problem=phrases.OVER)
    return redirect("gathering_people", one.pk)


@staff(Permission.CHANGE_TOUR)
@require_http_methods(["GET", "HEAD", "POST"])
@once
def let_go(request: StaffRequest, gathering_id: UUID, ask_id: UUID) -> HttpResponse:
    """Will take a question back, or ask why somebody who said yes does not come; then the page shows who can replace them."""
    one, form = found(gathering_id), LetGoForm(request.POST if request.method == "POST" else None)
    asked = queries.ask_of(one, ask_id)
    if asked is None:
        raise Http404
    if not form.is_valid():
        return page(request, one, "let_go", asked=asked, form=form, status=400 if form.errors else 200)
    try:
        actions.let_go(asked=asked, why=Released(form.cleaned_data["why"]), at=timezone.now(), by=request.user)
    except actions.NotAsked:
        return _people(request, one, problem=_("Deze persoon stond er al niet meer bij."))
    except NotNow:
        return _people(request, one, problem=phrases.OVER)
    return redirect("gathering_people", one.pk)


def _people(request: StaffRequest, one: Gathering, *, problem: Any = "") -> HttpResponse:
    asks = list(queries.asks_of(one))
    groups = [
        (skill, short_of(one, skill), queries.candidates_for(one, skill, at=timezone.now(), by_hand=True))
        for skill in (Skill.MODERATE, Skill.TRAIN)
    ]
    context = {
        "asks": asks,
        "groups": groups,
        "problem": problem,
        "may_change": request.user.may(Permission.CHANGE_TOUR),
    }
    return page(request, one, "people", status=400 if problem else 200, **context)
