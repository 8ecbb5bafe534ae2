"""The page of a survey about a subject: one form, no name, no cookie that says who was here."""

from http import HTTPStatus

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils import timezone
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods

from weerbaar.foundation.accounts.doors import public
from weerbaar.foundation.ui.language import only_in_dutch
from weerbaar.foundation.vault.tokens import new_token
from weerbaar.outreach.surveys.actions.openly import SurveyClosed, TooManyAnswers, answer_openly
from weerbaar.outreach.surveys.forms.openly import OpenForm
from weerbaar.outreach.surveys.models import Survey
from weerbaar.outreach.surveys.queries.openly import survey_by
from weerbaar.outreach.surveys.queries.questionnaires import form_of
from weerbaar.outreach.surveys.rules import is_open

ONCE_LENGTH = 40


@public
@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def evaluation(request: HttpRequest, token: str) -> HttpResponse:
    """Will ask about a subject, and store what is answered once. An unknown address and one that is over look alike."""
    now = timezone.now()
    survey = survey_by(token)
    if survey is None or not is_open(survey, timezone.localdate(now)):
        return closed(request)
    asked = form_of(survey.version)
    if not asked.in_english:
        only_in_dutch(request)
    form = OpenForm(request.POST if request.method == "POST" else None, asked=asked, on=timezone.localdate(now))
    if form.is_valid():
        return _stored(request, survey, form)
    facts = {"asked": asked, "form": form, "once": form.data.get("once", "")[:ONCE_LENGTH] or new_token()}
    return render(request, "surveys/evaluation.html", facts, status=400 if form.errors else 200)


def _stored(request: HttpRequest, survey: Survey, form: OpenForm) -> HttpResponse:
    try:
        answer_openly(
            survey=survey,
            answers=form.given,
            once=form.once,
            whom=request.META.get("REMOTE_ADDR", ""),
            at=timezone.now(),
        )
    except SurveyClosed:
        return closed(request)
    except TooManyAnswers:
        return render(request, "surveys/too_many.html", status=HTTPStatus.TOO_MANY_REQUESTS)
    return render(request, "surveys/evaluation_thanks.html", {"asked": form_of(survey.version)})


def closed(request: HttpRequest) -> HttpResponse:
    """Will say calmly that this address opens nothing (any more), and whom to call. Who guesses learns no more."""
    return render(request, "surveys/no_longer.html", status=HTTPStatus.NOT_FOUND)
