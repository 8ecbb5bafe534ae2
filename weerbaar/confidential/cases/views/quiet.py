"""Keeping the Tour away from a municipality or province for a while."""

from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.http import require_http_methods

from weerbaar.confidential.cases.actions.quiet import NeverAsked, let_the_tour_wait
from weerbaar.confidential.cases.forms.quiet import QuietForm
from weerbaar.confidential.cases.views.shelf import case_of
from weerbaar.foundation.accounts.doors import staff
from weerbaar.foundation.accounts.requests import StaffRequest
from weerbaar.foundation.accounts.roles import Permission
from weerbaar.team.quiet import queries as quiet


@staff(Permission.WRITE_IN_CASE)
@require_http_methods(["GET", "POST"])
def let_wait(request: StaffRequest, number: str) -> HttpResponse:
    """Will say what waiting means, without opening the case, and let the Tour wait somewhere."""
    found = case_of(request, number)
    form = QuietForm(request.POST if request.method == "POST" else None)
    if form.is_bound and form.is_valid():
        try:
            let_the_tour_wait(authority_code=form.cleaned_data["authority"], by=request.user, at=timezone.now())
        except NeverAsked:
            form.add_error("authority", form.never_asked)
        else:
            return redirect(f"{reverse('case', args=[found.number])}?rust")
    bodies = quiet.bodies_that_can_be_quiet(timezone.localdate())
    context = {"case": found, "form": form, "bodies": bodies}
    return render(request, "cases/quiet.html", context, status=400 if form.errors else 200)
