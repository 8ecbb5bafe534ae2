"""Taking a step with a stage, taking it back, and what was agreed about it."""

from django.http import Http404, HttpResponse
from django.shortcuts import render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST

from weerbaar.foundation.accounts.doors import staff
from weerbaar.foundation.accounts.once import once
from weerbaar.foundation.accounts.requests import StaffRequest
from weerbaar.foundation.accounts.roles import Permission
from weerbaar.outreach.campaign.actions import participations as acts
from weerbaar.outreach.campaign.actions.stages import AlreadyUndone, HeldElsewhere, NoMoment, move_stage, undo_move
from weerbaar.outreach.campaign.forms.stages import StepForm, WishesForm, first_step
from weerbaar.outreach.campaign.models import Participation, Payer, Stage
from weerbaar.outreach.campaign.queries import organisations
from weerbaar.outreach.campaign.rules import IllegalMove, moves_from
from weerbaar.outreach.campaign.views.shelf import back_to, form_page, hand_of, participation_of, status_of


@staff(Permission.CHANGE_TOUR)
@require_http_methods(["GET", "HEAD", "POST"])
@once
def stage(request: StaffRequest, code: str, kind: str) -> HttpResponse:
    """Will ask which step a stage takes, on which day, and what belongs to it."""
    found = participation_of(request, code)
    one = _stage_of(found, kind)
    first = first_step(one, timezone.localdate()) | {
        "stap": request.GET.get("stap") or first_step(one, timezone.localdate())["stap"]
    }
    form = StepForm(request.POST or None, stage=one, initial=first)
    if form.is_bound and form.is_valid():
        try:
            move_stage(stage=one, step=form.step, **hand_of(request))
        except (IllegalMove, NoMoment):
            form.add_error(
                None, _("Deze stap kan nu niet. Een collega was u misschien voor, of de dag ligt nog voor u.")
            )
        else:
            return back_to(found, "stap", "#stappen")
    context = {"participation": found, "stage": one, "form": form, "moves": moves_from(one.state)}
    return render(request, "campaign/stage.html", context, status=status_of(form))


@staff(Permission.CHANGE_TOUR)
@require_POST
@once
def undo_step(request: StaffRequest, code: str, kind: str) -> HttpResponse:
    """Will take back the last step of a stage; what is put right elsewhere stays, and the page says where."""
    found = participation_of(request, code)
    last = organisations.last_steps(found).get(_stage_of(found, kind).pk)
    if last is None or str(last.move.pk) != request.POST.get("stap"):
        return back_to(found, "niet-terug", "#stappen")
    try:
        undo_move(move=last.move, **hand_of(request))
    except HeldElsewhere:
        return back_to(found, "niet-hier-terug", "#stappen")
    except AlreadyUndone:
        return back_to(found, "niet-terug", "#stappen")
    return back_to(found, "terug", "#stappen")


@staff(Permission.CHANGE_TOUR)
@require_http_methods(["GET", "HEAD", "POST"])
def wishes(request: StaffRequest, code: str, kind: str) -> HttpResponse:
    """Will ask what an organisation wants with a stage, and who pays."""
    found = participation_of(request, code)
    one = _stage_of(found, kind)
    form = WishesForm(request.POST or None, initial={"wensen": one.wishes, "betaalt": one.payer})
    if form.is_bound and form.is_valid():
        told = form.cleaned_data
        acts.agree_on(stage=one, wishes=told["wensen"], payer=Payer(told["betaalt"]), **hand_of(request))
        return back_to(found, "wensen", "#stappen")
    return form_page(request, found, form, title=_("Wensen en wie betaalt"))


def _stage_of(participation: Participation, kind: str) -> Stage:
    found = next((one for one in participation.stages.all() if one.kind == kind), None)
    if found is None:
        raise Http404
    return found
