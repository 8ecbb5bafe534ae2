"""Guides are read and left: no cookie, no session, no row, and nothing stays in the cache of a shared laptop."""

from typing import Any

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import get_language
from django.views.decorators.cache import cache_control
from django.views.decorators.http import require_safe

from weerbaar.foundation.accounts.doors import public
from weerbaar.public.guidance import phrases, queries
from weerbaar.public.guidance.guides import Guide, Step


@public
@require_safe
@cache_control(no_store=True)
def overview(request: HttpRequest) -> HttpResponse:
    """Will show all guides."""
    return render(request, "guidance/overview.html", {"guides": queries.guides()})


@public
@require_safe
@cache_control(no_store=True)
def begin(request: HttpRequest, address: str) -> HttpResponse:
    """Will show the first question of a guide."""
    guide = _guide_at(address)
    return _step_page(request, guide, guide.start)


@public
@require_safe
@cache_control(no_store=True)
def step(request: HttpRequest, address: str, step_id: str) -> HttpResponse:
    """Will show one step. Where somebody came from is not asked and not kept."""
    return _step_page(request, _guide_at(address), step_id)


@public
@require_safe
@cache_control(no_store=True)
def whole(request: HttpRequest, address: str) -> HttpResponse:
    """Will show a whole guide on one page, to print."""
    guide = _guide_at(address)
    parts = [
        {"step": each, "choices": [(choice.label, choice.to) for choice in each.choices]} | _told(each)
        for each in guide.steps
    ]
    return render(request, "guidance/whole.html", {"parts": parts} | _frame(guide))


@public
@require_safe
@cache_control(no_store=True)
def law(request: HttpRequest) -> HttpResponse:
    """Will show the law table: what something may fall under, and what we do not know."""
    labels = {behaviour.key: behaviour.label for behaviour in queries.behaviours()}
    lines = [
        {
            "hint": hint,
            "behaviours": [labels[key] for key in hint.article.behaviours],
            "request": phrases.PROSECUTION_REQUESTS[hint.article.prosecution_request],
        }
        for hint in queries.law_table()
    ]
    facts = {
        "lines": lines,
        "open_sources": queries.sources_of_what_is_open(),
        "ask": phrases.ASK["lawyer"],
        "request_sources": queries.sources_of_prosecution_requests(),
    }
    return render(request, "guidance/law.html", facts)


def _guide_at(address: str) -> Guide:
    guide = queries.guide_at(address)
    if guide is None:
        raise Http404
    return guide


def _step_page(request: HttpRequest, guide: Guide, step_id: str) -> HttpResponse:
    shown = guide.step(step_id)
    if shown is None:
        raise Http404
    facts = {"step": shown, "before": guide.before(shown)} | _told(shown) | _frame(guide)
    return render(request, "guidance/step.html", facts)


def _frame(guide: Guide) -> dict[str, Any]:
    return {"guide": guide, "in_dutch": get_language() == "en" and not guide.in_english}


def _told(shown: Step) -> dict[str, Any]:
    """What a step tells: options with where they lead, and claims with what they rest on and whom to ask."""
    return {
        "options": [(option, _link(option.link)) for option in shown.options],
        "facts": [(fact, phrases.ASK.get(fact.claim.ask, "")) for fact in queries.grounded(shown.claims)],
    }


def _link(name: str) -> dict[str, Any]:
    if not name:
        return {}
    guide = queries.guide_at(name)
    if guide:
        return {"url": reverse("guide", args=[guide.address]), "text": guide.title}
    return {"url": reverse(phrases.LINKS[name]), "text": phrases.LINK_TEXTS[name]}
