"""The plan of a case for whoever helps: nine steps, the choice, and what is due."""

from typing import Any

from django.http import Http404, HttpResponse, HttpResponseBase
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_safe

from weerbaar.confidential.cases import queries as cases
from weerbaar.confidential.cases.addressed import case_of
from weerbaar.confidential.cases.models import Case
from weerbaar.confidential.incidents import nine_steps, papers, queries
from weerbaar.confidential.incidents.actions import plan as actions
from weerbaar.confidential.incidents.forms import CLIENT, RouteForm, StepForm
from weerbaar.confidential.incidents.queries.plan import Stand, plan_of
from weerbaar.confidential.incidents.queries.police_files import files_of
from weerbaar.confidential.incidents.queries.reports import reports_of
from weerbaar.confidential.incidents.reading.messages import AMSTERDAM
from weerbaar.foundation.accounts import drafts
from weerbaar.foundation.accounts.doors import staff
from weerbaar.foundation.accounts.requests import StaffRequest
from weerbaar.foundation.accounts.roles import Permission
from weerbaar.foundation.papers.press import pressed
from weerbaar.foundation.ui.downloads import attachment


@staff(Permission.OPEN_CASE)
@require_safe
def plan(request: StaffRequest, number: str) -> HttpResponse:
    """Will show the nine steps, the one to take now, the reports and the files."""
    case, now = case_of(request.keyring, number), timezone.now()
    found = plan_of(request.keyring, case, at=now)
    facts = {
        "case": case,
        "plan": found,
        "reports": reports_of(request.keyring, case, at=now),
        "files": files_of(request.keyring, case),
        "not_checked": nine_steps.NOT_CHECKED,
        "kept": "bewaard" in request.GET,
    }
    return render(request, "incidents/plan.html", facts)


@staff(Permission.WRITE_IN_CASE)
@require_http_methods(["GET", "HEAD", "POST"])
def step(request: StaffRequest, number: str, step_number: int) -> HttpResponse:
    """Will show one step with all there is to know for it, and take whose it is and what shows that it was done."""
    case, now = case_of(request.keyring, number), timezone.now()
    if nine_steps.step_at(step_number) is None:
        raise Http404
    stand = plan_of(request.keyring, case, at=now).at(step_number)
    form = _step_form(request, case, stand)
    if form.is_bound and form.is_valid() and _was_set(request, case, step_number, form):
        return redirect(f"{reverse('plan', args=[number])}?bewaard#stap-{step_number}")
    facts = {
        "case": case,
        "stand": stand,
        "form": form,
        "sources": [nine_steps.SOURCES[key] for key in stand.step.sources],
        "sentence": nine_steps.SENTENCE % {"office": _("politieke ambtsdrager")},
        "anonymity": nine_steps.ANONYMITY,
        "damage": nine_steps.DAMAGE,
    }
    return render(request, "incidents/step.html", facts, status=400 if form.errors else 200)


@staff(Permission.WRITE_IN_CASE)
@require_http_methods(["GET", "HEAD", "POST"])
def choose(request: StaffRequest, number: str) -> HttpResponse:
    """Will show what speaks for each choice, and take what the client chooses."""
    case, now = case_of(request.keyring, number), timezone.now()
    chosen = plan_of(request.keyring, case, at=now).choice
    begun = {"route": chosen.route, "reason": chosen.reason} | drafts.take_draft(request, request.path)
    form = RouteForm(request.POST or None, initial=begun)
    if form.is_bound and form.is_valid():
        route, reason = nine_steps.Route(form.cleaned_data["route"]), form.cleaned_data["reason"]
        actions.choose_route(case=case, by=request.user, keyring=request.keyring, route=route, reason=reason, at=now)
        return redirect(f"{reverse('plan', args=[number])}?bewaard#stap-5")
    reasons = [(route.label, words) for route, words in nine_steps.REASONS.items()]
    facts = {"case": case, "form": form, "reasons": reasons}
    return render(request, "incidents/choose.html", facts, status=400 if form.errors else 200)


@staff(Permission.OPEN_CASE)
@require_safe
def printed(request: StaffRequest, number: str) -> HttpResponseBase:
    """Will hand out the plan of the client on paper."""
    case, now = case_of(request.keyring, number), timezone.now()
    paper = papers.plan_paper(plan_of(request.keyring, case, at=now), at=now)
    return attachment("stappenplan.pdf", [pressed(paper)])


def _step_form(request: StaffRequest, case: Case, stand: Stand) -> StepForm:
    people = [(str(one.pk), one.name) for one in cases.who_can_open(case)]
    pieces = [(str(one.id), one.name) for one in queries.all_evidence(request.keyring, case)]
    begun = _as_it_stands(stand) | drafts.take_draft(request, request.path)
    return StepForm(request.POST or None, people=people, pieces=pieces, initial=begun)


def _as_it_stands(stand: Stand) -> dict[str, Any]:
    owner = str(stand.owner.pk) if stand.owner else ""
    return {
        "owner": CLIENT if stand.facts.by_client else owner,
        "day": stand.until.astimezone(AMSTERDAM).date() if stand.until else None,
        "proof": stand.facts.proof,
        "evidence": stand.facts.evidence,
        "is_done": stand.done_at is not None,
    }


def _was_set(request: StaffRequest, case: Case, step_number: int, form: StepForm) -> bool:
    """Whether the step was put down; a refusal becomes an error in the form."""
    owner = next((one for one in cases.who_can_open(case) if one.pk == form.owner_id), None)
    try:
        actions.set_step(
            case=case,
            by=request.user,
            keyring=request.keyring,
            number=step_number,
            owner=owner,
            due_at=form.due_at,
            told=form.told(),
            is_done=form.cleaned_data["is_done"],
            at=timezone.now(),
        )
    except actions.HoldsNoKey:
        form.add_error("owner", _("Deze collega heeft geen sleutel van de zaak meer. Kies iemand anders."))
    return form.is_valid()
