"""The call round: whom to call, one organisation at a time, and on to the next."""

from django.core.paginator import Paginator
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.http import require_http_methods, require_safe

from weerbaar.foundation.accounts.doors import staff
from weerbaar.foundation.accounts.requests import StaffRequest
from weerbaar.foundation.accounts.roles import Permission
from weerbaar.outreach.campaign.actions import calls as acts
from weerbaar.outreach.campaign.forms.calls import CallForm
from weerbaar.outreach.campaign.models import Participation
from weerbaar.outreach.campaign.queries import calls, contacts, rounds
from weerbaar.outreach.campaign.queries.organisations import PER_PAGE
from weerbaar.outreach.campaign.queries.standings import standing_of
from weerbaar.outreach.campaign.views.shelf import hand_of, participation_of, round_of, status_of

CALLS_SHOWN = 10


@staff(Permission.SEE_TOUR)
@require_safe
def index(request: StaffRequest) -> HttpResponse:
    """Will show who is to be called today, an agreed call first, fifty at a time."""
    if not rounds.rounds().exists():
        return redirect("tour")
    on, found = timezone.localdate(), round_of(request)
    keys = calls.call_keys(found, on=on)
    page = Paginator(list(keys), PER_PAGE).get_page(request.GET.get("pagina"))
    lines = calls.to_call(keys, page.object_list, on=on)
    return render(request, "campaign/calls.html", {"round": found, "paged": page, "lines": lines})


@staff(Permission.CHANGE_TOUR)
@require_http_methods(["GET", "HEAD", "POST"])
def call(request: StaffRequest, code: str) -> HttpResponse:
    """Will show whom to call and what to say, note how it ended, and go on with the next."""
    on, found = timezone.localdate(), participation_of(request, code)
    standing = standing_of(found, on=on)
    line = calls.to_call({found.pk: standing}, [found.pk], on=on)[0]
    before = list(calls.calls_of(found))
    form = CallForm(request.POST or None, initial={"gezien": len(before)})
    if form.is_bound and form.is_valid():
        seen = form.cleaned_data["gezien"]
        try:
            acts.note_call(participation=found, outcome=form.outcome, contact=line.whom, seen=seen, **hand_of(request))
        except acts.CalledMeanwhile:
            form = form.seen_again(len(before))
        else:
            return redirect(_next_after(found))
    context = {
        "participation": found, "line": line, "form": form, "people": contacts.contacts_on(on, [code]),
        "calls": before[:CALLS_SHOWN], "left": len(calls.call_keys(found.round, on=on)),
    }  # fmt: skip
    return render(request, "campaign/call.html", context, status=status_of(form))


def _next_after(called: Participation) -> str:
    """The first that is left to call; back to the list when nobody is."""
    left = calls.call_keys(called.round, on=timezone.localdate())
    left.pop(called.pk, None)
    lines = calls.to_call(left, list(left)[:1], on=timezone.localdate())
    where = reverse("call", args=[lines[0].participation.organisation_id]) if lines else reverse("calls")
    return f"{where}?ronde={called.round_id}"
