"""Afterwards: held, evaluated by a picture in the hall, promises, and one page back."""

from collections.abc import Callable
from typing import Any
from uuid import UUID

from django.conf import settings
from django.http import Http404, HttpResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from weerbaar.foundation.accounts.doors import staff
from weerbaar.foundation.accounts.once import once
from weerbaar.foundation.accounts.requests import StaffRequest
from weerbaar.foundation.accounts.roles import Permission
from weerbaar.foundation.papers.press import MEDIA_TYPE, pressed
from weerbaar.outreach.campaign.models import Payer
from weerbaar.outreach.sessions.actions import evaluations as actions
from weerbaar.outreach.sessions.actions.gatherings import NotYet, count_again, take_held_back, tell_held
from weerbaar.outreach.sessions.actions.hall import promise
from weerbaar.outreach.sessions.actions.states import NotNow
from weerbaar.outreach.sessions.forms.hall import EvaluationForm, NumbersForm, PromiseForm
from weerbaar.outreach.sessions.models import Gathering
from weerbaar.outreach.sessions.papers import results_paper
from weerbaar.outreach.sessions.pictures import qr_picture
from weerbaar.outreach.sessions.queries import results as queries
from weerbaar.outreach.sessions.queries.gatherings import name_of, participations_of, recipients_of
from weerbaar.outreach.sessions.queries.hall import numbers_of, promises_of
from weerbaar.outreach.sessions.views.gatherings import back_to, found, page, sent_from
from weerbaar.outreach.surveys.queries.openly import survey_about, way_to
from weerbaar.outreach.surveys.queries.questionnaires import choosable_in_a_hall

RESULTS = "uitkomsten"


@staff(Permission.SEE_TOUR)
@require_safe
def gathering_after(request: StaffRequest, gathering_id: UUID) -> HttpResponse:
    """Will show how it went: who was there, what they said, what was promised, and what goes back."""
    return _after(request, found(gathering_id))


@staff(Permission.CHANGE_TOUR)
@sent_from("gathering_after")
def change_after(request: StaffRequest, gathering_id: UUID, what: str) -> HttpResponse:
    """Will do one thing of what follows on a gathering."""
    if what not in _CHANGES:
        raise Http404
    # The results are set on paper before anything is locked; that they went already, the gathering says itself.
    return (_change if what == RESULTS else _change_once)(request, gathering_id, what)


def _change(request: StaffRequest, gathering_id: UUID, what: str) -> HttpResponse:
    one = found(gathering_id)
    try:
        wrong = _CHANGES[what](request, one)
    except NotNow:
        return _after(request, one, problem=_("Dat kan nu niet. Er is niets veranderd."))
    if isinstance(wrong, HttpResponse):
        return wrong
    return _after(request, one, **wrong) if wrong else redirect("gathering_after", one.pk)


_change_once = once(_change)


@staff(Permission.SEE_TOUR)
@require_safe
def evaluation_picture(request: StaffRequest, gathering_id: UUID) -> HttpResponse:
    """Will show the picture that leads to the evaluation, large, to show in the hall or to print."""
    one = found(gathering_id)
    survey = survey_about(one.subject)
    if survey is None:
        raise Http404
    way = way_to(survey)
    before, code, after = f"{settings.SITE_URL}{reverse('evaluation', args=[way.code])}".rpartition(way.code)
    return page(request, one, "picture", before=before, code=code + after, picture=qr_picture(way.qr_text))


@staff(Permission.SEE_TOUR)
@require_safe
def results_pdf(_request: StaffRequest, gathering_id: UUID) -> HttpResponse:
    """Will give the one page with what came back, as it would be sent."""
    one = found(gathering_id)
    if one.held_at is None:
        raise Http404
    response = HttpResponse(pressed(results_paper(queries.results_of(one))), content_type=MEDIA_TYPE)
    response["Content-Disposition"] = 'attachment; filename="uitkomsten.pdf"'
    return response


def _held(request: StaffRequest, one: Gathering) -> dict[str, Any]:
    form = NumbersForm(request.POST)
    if form.is_valid():
        try:
            tell_held(gathering=one, present=form.numbers, at=timezone.now(), by=request.user)
        except NotYet:
            form.add_error(None, _("Deze bijeenkomst moet nog beginnen."))
    return {"held_form": form} if form.errors else {}


def _counted(request: StaffRequest, one: Gathering) -> dict[str, Any]:
    form = NumbersForm(request.POST)
    if form.is_valid():
        count_again(gathering=one, present=form.numbers, at=timezone.now(), by=request.user)
    return {"count_form": form} if form.errors else {}


def _not_held(request: StaffRequest, one: Gathering) -> HttpResponse:
    take_held_back(gathering=one, at=timezone.now(), by=request.user)
    return back_to("gathering_after", one, "niet-gehouden")


def _open(request: StaffRequest, one: Gathering) -> dict[str, Any]:
    form = EvaluationForm(request.POST, questionnaires=choosable_in_a_hall())
    if not form.is_valid():
        return {"evaluation_form": form}
    actions.open_evaluation(gathering=one, questionnaire=form.chosen, at=timezone.now(), by=request.user)
    return {}


def _promise(request: StaffRequest, one: Gathering) -> dict[str, Any]:
    form = PromiseForm(request.POST, organisations=_organisations(one))
    if not form.is_valid():
        return {"promise_form": form}
    told = form.cleaned_data
    whom = next(each for each in participations_of(one) if str(each.pk) == told["whom"])
    promise(
        gathering=one, participation=whom, text=told["text"], side=Payer(told["side"]), due_on=told["due_on"],
        at=timezone.now(), by=request.user,
    )  # fmt: skip
    return {}


def _send(request: StaffRequest, one: Gathering) -> dict[str, Any]:
    if one.results_sent_at is not None:
        return {}  # pressed twice: the page says when they went
    try:
        actions.send_results(gathering=one, at=timezone.now(), by=request.user)
    except actions.NoAddress:
        return {
            "problem": _("Wij hebben geen mailadres van deze organisatie. Zet er eerst een bij haar contactpersoon.")
        }
    return {}


def _offer(request: StaffRequest, one: Gathering) -> HttpResponse:
    offered = actions.offer_training(gathering=one, at=timezone.now(), by=request.user)
    return back_to("gathering_after", one, "training" if offered else "geen-training")


_CHANGES: dict[str, Callable[[StaffRequest, Gathering], dict[str, Any] | HttpResponse]] = {
    "gehouden": _held,
    "geteld": _counted,
    "niet-gehouden": _not_held,
    "evaluatie": _open,
    "toezegging": _promise,
    RESULTS: _send,
    "training": _offer,
}


def _organisations(one: Gathering) -> list[tuple[str, str]]:
    return [(str(each.pk), each.organisation.authority.full_name) for each in participations_of(one)]


def _after(request: StaffRequest, one: Gathering, *, problem: Any = "", **wrong: Any) -> HttpResponse:
    outcome, numbers = queries.outcome_of(one), numbers_of(one)
    organisations = _organisations(one)
    context = {
        "outcome": outcome, "figures": queries.figures_of(outcome), "words": queries.words_of(outcome), "numbers": numbers, "problem": problem,
        "promises": promises_of(one), "next_steps": queries.next_steps_of(one, outcome),
        "training_open": queries.training_is_open(one), "recipients": recipients_of(one, on=timezone.localdate()),
        "began": one.starts_at is not None and one.starts_at <= timezone.now(), "name": name_of(one),
        "present": sum(each.present or 0 for each in numbers),
        "held_form": NumbersForm(initial={each.group: each.expected for each in numbers}),
        "count_form": NumbersForm(initial={each.group: each.present for each in numbers}),
        "was_not_held": queries.may_take_held_back(one),
        "evaluation_form": EvaluationForm(questionnaires=choosable_in_a_hall()),
        "promise_form": PromiseForm(organisations=organisations, initial={"whom": organisations[0][0]}),
        "may_change": request.user.may(Permission.CHANGE_TOUR), **wrong,
    }  # fmt: skip
    return page(request, one, "after", status=400 if wrong or problem else 200, **context)
