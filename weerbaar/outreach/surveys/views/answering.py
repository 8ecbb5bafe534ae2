"""The screens of a survey, one after another. Every answer is kept by the server: nothing hangs on the browser."""

from http import HTTPStatus
from typing import Any

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods

from weerbaar.foundation.accounts.doors import public
from weerbaar.foundation.ui.language import only_in_dutch
from weerbaar.outreach.surveys.actions import answering
from weerbaar.outreach.surveys.actions.openly import SurveyClosed
from weerbaar.outreach.surveys.forms.answering import AnswerForm
from weerbaar.outreach.surveys.forms.sending import SendForm
from weerbaar.outreach.surveys.queries.answering import Filling, filling_by
from weerbaar.outreach.surveys.queries.sealing import all_answers
from weerbaar.outreach.surveys.questionnaires.showing import Screen
from weerbaar.outreach.surveys.rules import is_open
from weerbaar.outreach.surveys.rules.offers import offers_for
from weerbaar.outreach.surveys.views.coming_in import link_of
from weerbaar.outreach.surveys.views.openly import closed

LOOK, TAKE = ["GET", "HEAD"], ["GET", "HEAD", "POST"]
AGAIN = "wijzig"
"""In the address of a screen that somebody came back to from the check page."""


@public
@never_cache
@require_http_methods(TAKE)
def step(request: HttpRequest, token: str, number: int, section: str) -> HttpResponse:
    """Will show one screen, and keep what is answered there."""
    filling = _filling(request, token, number)
    if filling is None or not is_open(filling.response.survey, timezone.localdate()):
        return _over(request, token, filling)
    screen = filling.screen(section)
    if screen is None:
        return redirect("survey_on", token, number)
    if request.method != "POST":
        return _screen(request, token, filling, screen, _form(filling, screen))
    form = _form(
        filling, screen, request.POST, request.FILES, must="later" not in request.POST and "stop" not in request.POST,
        refused=getattr(request, "upload_refused", None),
    )  # fmt: skip
    return _take(request, token, filling, screen, form)


def _take(request: HttpRequest, token: str, filling: Filling, screen: Screen, form: AnswerForm) -> HttpResponse:
    if not form.is_valid() and form.non_field_errors():
        return _screen(request, token, filling, screen, form)
    number = filling.response.number
    try:
        kept = answering.keep_step(
            response=filling.response, section=screen.section.key, given=form.given, files=form.files_given,
            state=form.state, at=timezone.now(),
            stays="stop" in request.POST or bool(form.errors), came_back=AGAIN in request.GET,
        )  # fmt: skip
    except SurveyClosed:
        return _over(request, token, filling)
    except answering.NotAsked:
        return redirect("survey_on", token, number)
    except answering.ChangedElsewhere as changed:
        return _screen(request, token, changed.filling, screen, form, changed=True)
    if not form.errors:
        return _after_keeping(request, token, kept)
    form.show_kept(kept.answers)
    return _screen(request, token, kept, screen, form)


def _after_keeping(request: HttpRequest, token: str, kept: Filling) -> HttpResponse:
    if "stop" in request.POST:
        return redirect(f"{reverse('survey', args=[token])}?bewaard")
    return _onward(token, kept, kept.response.next_screen)


def _onward(token: str, filling: Filling, key: str) -> HttpResponse:
    number = filling.response.number
    return redirect("survey_step", token, number, key) if key else redirect("survey_check", token, number)


@public
@never_cache
@require_http_methods(LOOK)
def go_on(request: HttpRequest, token: str, number: int) -> HttpResponse:
    """Will lead to the screen where they stopped, else to the first that still misses something, or to the check page."""
    filling = _filling(request, token, number)
    if filling is None or not is_open(filling.response.survey, timezone.localdate()):
        return _over(request, token, filling)
    return _onward(token, filling, filling.goes_on_at)


@public
@never_cache
@require_http_methods(TAKE)
def check(request: HttpRequest, token: str, number: int) -> HttpResponse:
    """Will show everything once more, and send it. Sending the page twice sends once."""
    filling = _filling(request, token, number)
    if filling is None or not is_open(filling.response.survey, timezone.localdate()):
        return _over(request, token, filling)
    form = SendForm(request.POST if request.method == "POST" else None)
    status = HTTPStatus.OK
    if form.is_valid():
        try:
            answering.send(response=filling.response, at=timezone.now())
        except SurveyClosed:
            return _over(request, token, filling)
        except answering.Incomplete:
            status = HTTPStatus.BAD_REQUEST
        else:
            return redirect("survey_done", token, number)
    facts = {"filling": filling, "token": token, "form": form}
    return render(request, "surveys/check.html", facts, status=HTTPStatus.BAD_REQUEST if form.errors else status)


@public
@never_cache
@require_http_methods(LOOK)
def done(request: HttpRequest, token: str, number: int) -> HttpResponse:
    """Will thank, tell what we do with it, and what we can offer."""
    filling = _filling(request, token, number)
    if filling is None:
        return closed(request)
    if filling.response.sent_at is None:
        raise Http404
    facts = {
        "filling": filling,
        "token": token,
        "offers": offers_for(all_answers(filling.response)),
        "is_open": is_open(filling.response.survey, timezone.localdate()),
    }
    return render(request, "surveys/done.html", facts)


def _filling(request: HttpRequest, token: str, number: int) -> Filling | None:
    link = link_of(token)
    filling = filling_by(link, number) if link else None
    if filling is not None and not filling.form.in_english:
        only_in_dutch(request)
    return filling


def _over(request: HttpRequest, token: str, filling: Filling | None) -> HttpResponse:
    """The link is good, but the survey is closed: what became of what they filled in is said."""
    if filling is None:
        return closed(request)
    facts = {"filling": filling, "token": token, "is_lost": request.method == "POST"}
    return render(request, "surveys/over.html", facts, status=HTTPStatus.GONE)


def _form(filling: Filling, screen: Screen, *posted: Any, **more: Any) -> AnswerForm:
    return AnswerForm(
        *posted, questions=screen.questions, on=timezone.localdate(), answers=filling.answers, said=filling.said, **more
    )


def _screen(
    request: HttpRequest, token: str, filling: Filling, screen: Screen, form: AnswerForm, *, changed: bool = False
) -> HttpResponse:
    key = screen.section.key
    facts = {
        "filling": filling, "screen": screen, "form": form, "token": token, "changed": changed,
        "place": filling.place_of(key), "before": filling.before(key), "state": filling.state_of(screen.section),
        "title": filling.said(str(screen.section.title)),
        "now": [(question, text) for section, told in filling.told if section.key == key for question, text in told],
    }  # fmt: skip
    status = HTTPStatus.CONFLICT if changed else HTTPStatus.BAD_REQUEST if form.errors else HTTPStatus.OK
    return render(request, "surveys/step.html", facts, status=status)
