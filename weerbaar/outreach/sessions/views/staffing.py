"""Who leads it: whom to ask, and the page of whoever was asked."""

from typing import Any
from uuid import UUID

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from weerbaar.foundation.accounts.doors import public, staff
from weerbaar.foundation.accounts.requests import StaffRequest
from weerbaar.foundation.accounts.roles import Permission
from weerbaar.outreach.sessions import phrases
from weerbaar.outreach.sessions.actions import staffing as actions
from weerbaar.outreach.sessions.actions.post import moment_of, place_of
from weerbaar.outreach.sessions.actions.states import NotNow
from weerbaar.outreach.sessions.forms.staffing import AnswerForm, AskForm, LetGoForm
from weerbaar.outreach.sessions.models import Answer, Ask, Gathering, Released
from weerbaar.outreach.sessions.queries import staffing as queries
from weerbaar.outreach.sessions.queries.gatherings import gathering_by, name_of, short_of
from weerbaar.outreach.sessions.queries.hall import programme_of
from weerbaar.outreach.sessions.views.gatherings import found, page
from weerbaar.team.network.actions.engagements import AlreadyEngaged
from weerbaar.team.network.models import Skill
from weerbaar.team.network.queries.facilitators import facilitator_by


@staff(Permission.SEE_TOUR)
@require_safe
def gathering_people(request: StaffRequest, gathering_id: UUID) -> HttpResponse:
    """Will show who was asked, and who could be asked, best first and with the reasons."""
    return _people(request, found(gathering_id))


@staff(Permission.CHANGE_TOUR)
@require_POST
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
@require_POST
def let_go(request: StaffRequest, gathering_id: UUID, ask_id: UUID) -> HttpResponse:
    """Will take a question back, or let go who fell ill; the page then shows who can replace them."""
    one, form = found(gathering_id), LetGoForm(request.POST)
    asked = queries.ask_of(one, ask_id)
    if asked is None or not form.is_valid():
        raise Http404
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
        (skill, short_of(one, skill), queries.candidates_for(one, skill, at=timezone.now()))
        for skill in (Skill.MODERATE, Skill.TRAIN)
    ]
    context = {
        "asks": asks,
        "groups": groups,
        "problem": problem,
        "may_change": request.user.may(Permission.CHANGE_TOUR),
    }
    return page(request, one, "people", status=400 if problem else 200, **context)


@public
@require_http_methods(["GET", "POST"])
def asked_to_lead(request: HttpRequest, token: str) -> HttpResponse:
    """Will show whoever was asked what it is about, and take their answer. Looking changes nothing."""
    asked = queries.ask_by(token)
    if asked is None:
        return render(request, "sessions/public/unknown.html", status=404)
    form = AnswerForm(request.POST if request.method == "POST" else None)
    if form.is_valid() and _answered(form, asked):
        return redirect("asked_to_lead", token)
    return _ask_page(request, asked, form)


def _answered(form: AnswerForm, asked: Ask) -> bool:
    told = form.cleaned_data
    try:
        actions.answer(asked=asked, answer=Answer(told["answer"]), remark=told["remark"], at=timezone.now())
    except (actions.NotAsked, NotNow):
        form.add_error(None, _("Deze vraag staat niet meer open. U hoeft niets te doen."))
    except actions.AlreadyFilled:
        form.add_error(None, _("Iemand anders was net eerder. Dank dat u wilde. U hoeft niets te doen."))
    except AlreadyEngaged as refused:
        message = _("Dit past niet bij wat u al voor ons doet: u %(why)s. Zeg nee, of overleg met ons.")
        form.add_error("answer", message % {"why": _engaged(refused)})
    return not form.errors


def _engaged(refused: AlreadyEngaged) -> str:
    # In the words of who reads it: "u gaat dan al ...", "u komt niet op tijd ...".
    return str(refused.obstacle.label)


def _ask_page(request: HttpRequest, asked: Ask, form: AnswerForm) -> HttpResponse:
    one = gathering_by(asked.gathering_id)
    assert one is not None
    stands = not asked.released and asked.answer in {Answer.OPEN, Answer.OTHER} and asked.expires_at > timezone.now()
    context = {
        "asked": asked, "form": form, "stands": stands, "what": one.get_kind_display(), "whom": name_of(one),
        "when": moment_of(one), "where": place_of(one), "programme": programme_of(one),
        "skill": Skill(asked.skill).label,
    }  # fmt: skip
    return render(request, "sessions/public/asked.html", context, status=400 if form.errors else 200)
