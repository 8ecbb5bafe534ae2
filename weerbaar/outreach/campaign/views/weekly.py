"""Choosing whether the overview of the week comes by mail."""

from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.views.decorators.http import require_http_methods

from weerbaar.foundation.accounts.doors import staff
from weerbaar.foundation.accounts.requests import StaffRequest
from weerbaar.foundation.accounts.roles import Permission
from weerbaar.outreach.campaign.actions.weekly import choose_week_mail
from weerbaar.outreach.campaign.filters import WeekMailForm
from weerbaar.outreach.campaign.queries.weekly import wants_the_week


@staff(Permission.SEE_TOUR_PROGRESS)
@require_http_methods(["GET", "POST"])
def week_mail(request: StaffRequest) -> HttpResponse:
    """Will ask whether somebody wants the overview of the week, and keep the answer."""
    form = WeekMailForm(request.POST if request.method == "POST" else None)
    if form.is_bound and form.is_valid():
        choose_week_mail(account=request.user, wanted=form.cleaned_data["wil"] == "ja", at=timezone.now())
        return redirect("week_mail")
    context = {"form": form, "wanted": wants_the_week(request.user)}
    return render(request, "campaign/week_mail.html", context, status=400 if form.errors else 200)
