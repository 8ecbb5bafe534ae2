"""How far a round is: the map, the funnel, the lead times and the end."""

from django.http import HttpResponse
from django.shortcuts import render
from django.utils import timezone
from django.views.decorators.http import require_safe

from weerbaar.foundation.accounts.doors import staff
from weerbaar.foundation.accounts.requests import StaffRequest
from weerbaar.foundation.accounts.roles import Permission
from weerbaar.outreach.campaign import figures, maps
from weerbaar.outreach.campaign.filters import ProgressFilter
from weerbaar.outreach.campaign.queries import rounds


@staff(Permission.SEE_TOUR_PROGRESS)
@require_safe
def progress(request: StaffRequest) -> HttpResponse:
    """Will show how far every organisation is with one stage; links to them are for who may see them."""
    today = timezone.localdate()
    current = rounds.current_round(today)
    if current is None:
        return render(request, "campaign/progress.html")
    form = ProgressFilter(request.GET, rounds=list(rounds.rounds()), current=current, on=today)
    asked, may_look = form.asked, request.user.may(Permission.SEE_TOUR)
    drawn = maps.map_of(asked, on=today, links=may_look)
    shown = figures.page_of(figures.report_of(asked.round, on=today), asked.kind, asked.province)
    context = {"form": form, "asked": asked, "map": drawn, "shown": shown, "may_look": may_look}
    return render(request, "campaign/progress.html", context, status=400 if form.errors else 200)
