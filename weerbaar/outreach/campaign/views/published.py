"""What everybody may know of the Tour, as a page and as open data."""

from django.http import Http404, HttpRequest, HttpResponse, JsonResponse
from django.shortcuts import render
from django.utils import timezone
from django.views.decorators.cache import cache_control
from django.views.decorators.http import require_safe

from weerbaar.foundation.accounts.doors import public
from weerbaar.outreach.campaign.published import Published, as_csv, as_open_data, published
from weerbaar.outreach.campaign.queries import rounds


def _shown() -> Published | None:
    today = timezone.localdate()
    current = rounds.current_round(today)
    return published(current, today=today) if current else None


@public
@require_safe
def public_progress(request: HttpRequest) -> HttpResponse:
    """Will show how far the round is, by province."""
    return render(request, "campaign/public_progress.html", {"shown": _shown()})


@public
@require_safe
@cache_control(public=True, max_age=3600)
def public_progress_json(request: HttpRequest) -> HttpResponse:  # noqa: ARG001 - Django gives it
    """Will give the same figures as JSON."""
    shown = _shown()
    if shown is None:
        raise Http404
    return JsonResponse(as_open_data(shown), json_dumps_params={"ensure_ascii": False})


@public
@require_safe
@cache_control(public=True, max_age=3600)
def public_progress_csv(request: HttpRequest) -> HttpResponse:  # noqa: ARG001 - Django gives it
    """Will give the same figures as CSV."""
    shown = _shown()
    if shown is None:
        raise Http404
    return HttpResponse(as_csv(shown), content_type="text/csv; charset=utf-8")
