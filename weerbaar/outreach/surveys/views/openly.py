"""The page of a survey about a subject: one form, no name, no cookie that says who was here.

Its mark stands in its address: who goes back comes to the same page, and what one page sends counts once. Opened anew it
is another page: several people may share one device.
"""

from http import HTTPStatus

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods

from weerbaar.foundation.accounts.doors import public
from weerbaar.foundation.ui.language import only_in_dutch
from weerbaar.foundation.vault.tokens import new_token
from weerbaar.outreach.surveys.actions.openly import AnsweredAlready, SurveyClosed, TooManyAnswers, answer_openly
from weerbaar.outreach.surveys.forms.openly import ONCE, OpenForm
from weerbaar.outreach.surveys.models import Survey
from weerbaar.outreach.surveys.queries.openly import sent_from, survey_by
from weerbaar.outreach.surveys.queries.questionnaires import form_of
from weerbaar.outreach.surveys.rules import is_open

PAGE = "blad"
"""What the mark of a page is called in its address."""


@public
@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def evaluation(request: HttpRequest, token: str) -> HttpResponse:
    """Will ask about a subject, and store once what a page answers. An unknown address and one that is over look alike."""
    now = timezone.now()
    survey = survey_by(token)
    if survey is None or not is_open(survey, timezone.localdate(now)):
        return closed(request)
    asked = form_of(survey.version)
    if not asked.in_english:
        only_in_dutch(request)
    once = request.GET.get(PAGE, "")
    if request.method != "POST" and len(once) not in ONCE:
        return redirect(f"{request.path}?{PAGE}={new_token()}")
    if request.method != "POST" and sent_from(survey, once):
        return _thanks(request, survey)
    form = OpenForm(request.POST if request.method == "POST" else None, asked=asked, on=timezone.localdate(now))
    if form.is_valid():
        return _stored(request, survey, form)
    return _form(request, form, form.once if len(form.once) in ONCE else once or new_token())


def _form(request: HttpRequest, form: OpenForm, once: str, *, is_other: bool = False) -> HttpResponse:
    facts = {"asked": form.asked, "form": form, "once": once, "page_in_address": PAGE, "is_other": is_other}
    status = HTTPStatus.CONFLICT if is_other else HTTPStatus.BAD_REQUEST if form.errors else HTTPStatus.OK
    return render(request, "surveys/evaluation.html", facts, status=status)


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
    except AnsweredAlready:
        return _form(request, form, new_token(), is_other=True)
    return _thanks(request, survey)


def _thanks(request: HttpRequest, survey: Survey) -> HttpResponse:
    return render(request, "surveys/evaluation_thanks.html", {"asked": form_of(survey.version)})


def closed(request: HttpRequest) -> HttpResponse:
    """Will say calmly that this address opens nothing (any more), and whom to call. Who guesses learns no more."""
    return render(request, "surveys/no_longer.html", status=HTTPStatus.NOT_FOUND)
