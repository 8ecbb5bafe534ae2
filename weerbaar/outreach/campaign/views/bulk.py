"""One act on many: choose, look at what would happen, do it, and take it back."""

from uuid import UUID

from django.db.models import QuerySet
from django.http import Http404, HttpResponse, QueryDict
from django.shortcuts import redirect, render
from django.utils import timezone
from django.views.decorators.http import require_GET, require_POST, require_safe

from weerbaar.foundation.accounts import queries as accounts
from weerbaar.foundation.accounts.doors import staff
from weerbaar.foundation.accounts.models import Account
from weerbaar.foundation.accounts.once import once
from weerbaar.foundation.accounts.requests import StaffRequest
from weerbaar.foundation.accounts.roles import Permission
from weerbaar.outreach.campaign.actions import bulk as acts
from weerbaar.outreach.campaign.forms.bulk import BulkForm
from weerbaar.outreach.campaign.forms.lists import FilterForm
from weerbaar.outreach.campaign.models import Batch, Round
from weerbaar.outreach.campaign.queries import bulk, organisations, rounds
from weerbaar.outreach.campaign.urgency import Standing
from weerbaar.outreach.campaign.views.shelf import filter_of, hand_of

FILTERS = ("zoek", "provincie", "stap", "stand", "eigenaar", "druk")
NAMES_SHOWN = 20


@staff(Permission.CHANGE_TOUR)
@require_GET
def index(request: StaffRequest) -> HttpResponse:
    """Will ask which act, then what belongs to it, and then show what that would do; nothing is changed here."""
    if not rounds.rounds().exists():
        return redirect("tour")
    asked = request.GET if BulkForm.told(request.GET) else None
    begin = {"dag": timezone.localdate(), "handeling": request.GET.get("handeling", "")}
    return _page(request, request.GET, BulkForm(asked, owners=_people(), initial=begin))


@staff(Permission.CHANGE_TOUR)
@require_POST
@once
def do(request: StaffRequest) -> HttpResponse:
    """Will do what was looked at, for those for whom it still can be done: who fits only since then is left out."""
    form = BulkForm(request.POST, owners=_people())
    if not form.is_valid():
        return _page(request, request.POST, form)
    _, chosen, _ = _chosen(request, request.POST)
    keys = bulk.looked_at(chosen, request.POST.get("gezien"))
    batch, _ = acts.act_on(keys=keys, act=form.act, what=form.cleaned_data["handeling"], **hand_of(request))
    return redirect("batch", batch.pk)


@staff(Permission.SEE_TOUR)
@require_safe
def batch(request: StaffRequest, batch_id: UUID) -> HttpResponse:
    """Will show what an act on many did."""
    found = _batch(batch_id)
    return render(request, "campaign/batch.html", {"batch": found, "touched": bulk.touched(found)})


@staff(Permission.CHANGE_TOUR)
@require_POST
def undo(request: StaffRequest, batch_id: UUID) -> HttpResponse:
    """Will put back what an act on many changed, and name what is left because it changed since."""
    found = _batch(batch_id)
    try:
        undone = acts.undo_batch(batch=found, **hand_of(request))
    except acts.AlreadyUndone:
        return redirect("batch", found.pk)
    context = {"batch": _batch(batch_id), "touched": bulk.touched(found), "undone": undone}
    return render(request, "campaign/batch.html", context)


def _page(request: StaffRequest, asked: QueryDict, form: BulkForm) -> HttpResponse:
    found, chosen, filters = _chosen(request, asked)
    plan = bulk.plan_of(form.act, chosen, on=timezone.localdate()) if form.is_bound and form.is_valid() else None
    context = {
        "round": found, "count": len(chosen), "form": form, "plan": plan, "ticked": asked.getlist("o"),
        "filters": filters.asked, "shown": NAMES_SHOWN, "batches": bulk.last_batches(),
    }  # fmt: skip
    return render(request, "campaign/bulk.html", context, status=400 if form.errors else 200)


def _chosen(request: StaffRequest, asked: QueryDict) -> tuple[Round, dict[UUID, Standing], FilterForm]:
    on = timezone.localdate()
    found = rounds.round_named(asked.get("ronde", ""), on=on)
    if found is None:
        raise Http404
    ticked = asked.copy()
    for name in set(asked) - {*FILTERS, "o"}:
        del ticked[name]
    filters = filter_of(request, ticked)
    # Who wanted to tick and ticked nothing, chose nothing; never everything.
    nothing = "alleen" in asked and not asked.getlist("o")
    return found, {} if nothing else organisations.chosen(found, filters.wanted, on=on), filters


def _people() -> QuerySet[Account]:
    return accounts.working_accounts_with(Permission.CHANGE_TOUR)


def _batch(batch_id: UUID) -> Batch:
    found = bulk.batch_by_id(batch_id)
    if found is None:
        raise Http404
    return found
