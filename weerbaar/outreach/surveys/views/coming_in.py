"""Coming in: with the code from a letter, or with a personal link. Looking changes nothing."""

from http import HTTPStatus
from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods

from weerbaar.foundation.accounts.actions.slowing import TooSoon, count_attempt, forget_attempts
from weerbaar.foundation.accounts.doors import public
from weerbaar.foundation.ui.language import only_in_dutch
from weerbaar.foundation.vault.tokens import TOKEN_SIGNS
from weerbaar.outreach.campaign.models import PersonalLink
from weerbaar.outreach.campaign.queries.links import link_by, opener_of
from weerbaar.outreach.surveys.actions.answering import begin as begin_answers
from weerbaar.outreach.surveys.actions.openly import SurveyClosed
from weerbaar.outreach.surveys.forms.beginning import BeginForm, CodeForm
from weerbaar.outreach.surveys.models import Survey
from weerbaar.outreach.surveys.queries import openly
from weerbaar.outreach.surveys.queries.answering import Asked, fillings_by, surveys_of
from weerbaar.outreach.surveys.rules import offices_in
from weerbaar.outreach.surveys.views.openly import closed

ASK, TAKE = ["GET", "HEAD"], ["GET", "HEAD", "POST"]


@public
@never_cache
@require_http_methods(TAKE)
def code(request: HttpRequest) -> HttpResponse:
    """Will lead whoever types a code to their page. Guessing is slowed; nobody is locked out."""
    form = CodeForm(request.POST if request.method == "POST" else None)
    facts: dict[str, Any] = {"form": form}
    if form.is_valid():
        try:
            address = _address_behind(form.cleaned_data["code"], request)
        except TooSoon as too_soon:
            facts["wait"] = too_soon.seconds
            return render(request, "surveys/code.html", facts, status=HTTPStatus.TOO_MANY_REQUESTS)
        if address is not None:
            return address
        form.add_error("code", _("Deze code kennen wij niet (meer). Kijk hem nog eens na, of bel ons."))
    return render(request, "surveys/code.html", facts, status=HTTPStatus.BAD_REQUEST if form.errors else HTTPStatus.OK)


def _address_behind(text: str, request: HttpRequest) -> HttpResponse | None:
    now = timezone.now()
    attempt = count_attempt(kind="survey-code", whom=request.META.get("REMOTE_ADDR", ""), device="", at=now)
    link = link_by(text, purpose=PersonalLink.Purpose.SURVEY, on=timezone.localdate(now))
    survey = None if link else openly.survey_by(text)
    if link is None and survey is None:
        return None
    forget_attempts(attempt)
    if link is not None:
        return redirect("survey", opener_of(link).token)
    assert survey is not None
    return redirect("evaluation", openly.token_of(survey))


@public
@never_cache
@require_http_methods(TAKE)
def begin(request: HttpRequest, token: str) -> HttpResponse:
    """Will tell what we ask and until when, what was filled in before, and let somebody begin or go on."""
    link = link_of(token)
    if link is None:
        # A code that was typed into the address bar: looked up only when it is sent, because that is slowed.
        is_code = request.method != "POST" and len(token) < TOKEN_SIGNS
        return (
            render(request, "surveys/code.html", {"form": CodeForm(initial={"code": token})})
            if is_code
            else closed(request)
        )
    asked = surveys_of(link, timezone.localdate())
    named = request.GET.get("lijst", "")
    chosen = next((one for one in asked if one.mark == named), asked[0] if len(asked) == 1 else None)
    form = BeginForm(
        request.POST if chosen and request.method == "POST" else None, initial={"office": link.office},
        offices=offices_in(link.participation.organisation.authority.kind),
    )  # fmt: skip
    if chosen and form.is_valid():
        return _begun(link, chosen.survey, form, token)
    facts: dict[str, Any] = {"form": form, "chosen": chosen, "asked": asked, "token": token, "link": link}
    facts |= {
        "kept": "bewaard" in request.GET,
        "is_over": bool(asked and named and named not in [one.mark for one in asked]),
    }
    return _begin_page(request, link, chosen, facts)


def _begin_page(request: HttpRequest, link: PersonalLink, chosen: Asked | None, facts: dict[str, Any]) -> HttpResponse:
    asked, fillings = facts["asked"], fillings_by(link)
    if asked and not any(one.form.in_english for one in ([chosen] if chosen else asked)):
        only_in_dutch(request)
    running = {one.survey.pk for one in asked}
    begun = {filling.response.survey_id for filling in fillings}
    facts |= {
        "fillings": fillings, "running": running, "has_more": len(running | begun) > 1,
        "is_begun": chosen is not None and chosen.survey.pk in begun,
    }  # fmt: skip
    return render(request, "surveys/begin.html", facts, status=400 if facts["form"].errors else 200)


def _begun(link: PersonalLink, survey: Survey, form: BeginForm, token: str) -> HttpResponse:
    try:
        response = begin_answers(link=link, survey=survey, office=form.office_chosen, at=timezone.now())
    except SurveyClosed:
        # The page at the beginning says that it is closed.
        return redirect("survey", token)
    return redirect("survey_on", token, response.number)


def link_of(token: str) -> PersonalLink | None:
    """Will give the link behind a token from an address; a typed code is not taken here, because that is slowed."""
    if len(token) < TOKEN_SIGNS:
        return None
    return link_by(token, purpose=PersonalLink.Purpose.SURVEY, on=timezone.localdate())
