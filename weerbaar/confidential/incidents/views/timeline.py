from uuid import UUID

from django.core.paginator import Paginator
from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.http import require_http_methods, require_safe

from weerbaar.confidential.cases import queries as cases
from weerbaar.confidential.cases.addressed import case_of
from weerbaar.confidential.cases.models import Case
from weerbaar.confidential.incidents import actions, phrases, queries
from weerbaar.confidential.incidents.forms import IncidentForm, initial_of
from weerbaar.confidential.incidents.views.arriving import incident_of, or_not_there, wanted
from weerbaar.confidential.incidents.views.beginnings import begun_with
from weerbaar.foundation.accounts import drafts
from weerbaar.foundation.accounts.doors import staff
from weerbaar.foundation.accounts.requests import StaffRequest
from weerbaar.foundation.accounts.roles import Permission
from weerbaar.public.guidance import queries as guidance

LINES = 50


@staff(Permission.OPEN_CASE)
@require_safe
def timeline(request: StaffRequest, number: str) -> HttpResponse:
    """Will show what happened, the newest first, and the evidence that hangs on nothing yet."""
    case = case_of(request.keyring, number)
    lines = Paginator(queries.timeline(request.keyring, case, at=timezone.now()), LINES)
    loose = Paginator(queries.evidence_of(request.keyring, case, incident_id=None), LINES)
    facts = {
        "case": case,
        "lines": lines.get_page(request.GET.get("pagina")),
        "loose": loose.get_page(request.GET.get("bewijs")),
        "added": "bewaard" in request.GET,
        "taken_back": queries.taken_back(case),
    }
    return render(request, "incidents/timeline.html", facts)


@staff(Permission.WRITE_IN_CASE)
@require_http_methods(["GET", "HEAD", "POST"])
def add(request: StaffRequest, number: str) -> HttpResponse:
    """Will ask what happened and write it down."""
    case, picked_from = case_of(request.keyring, number), wanted(request.GET, "uit")
    now = timezone.now()
    if request.method != "POST":
        begun = drafts.take_draft(request, request.path) or begun_with(request.keyring, case, picked_from)
        return _form_page(request, case, IncidentForm(initial=begun, now=now), picked_from=picked_from)
    form = IncidentForm(request.POST, now=now)
    if form.is_valid() and _added(request, case, form, picked_from):
        return redirect(f"{reverse('timeline', args=[number])}?bewaard")
    return _form_page(request, case, form, picked_from=picked_from)


@staff(Permission.OPEN_CASE)
@require_safe
def incident(request: StaffRequest, number: str, incident_id: UUID) -> HttpResponse:
    """Will show one thing that happened, with its evidence, its terms and the articles that it may fall under."""
    case = case_of(request.keyring, number)
    found = incident_of(request.keyring, case, incident_id)
    facts = {
        "case": case,
        "incident": found,
        "told": found.told,
        "evidence": queries.evidence_of(request.keyring, case, incident_id=incident_id),
        "terms": cases.terms_of(request.keyring, case, at=timezone.now(), about=incident_id),
        "hints": guidance.hints_for(found.told.behaviours),
        "kept": "bewaard" in request.GET,
    }
    return render(request, "incidents/incident.html", facts)


@staff(Permission.WRITE_IN_CASE)
@require_http_methods(["GET", "HEAD", "POST"])
def change(request: StaffRequest, number: str, incident_id: UUID) -> HttpResponse:
    """Will let what was told be changed."""
    case, now = case_of(request.keyring, number), timezone.now()
    found = incident_of(request.keyring, case, incident_id)
    if request.method != "POST":
        begun = initial_of(found.told) | drafts.take_draft(request, request.path)
        return _form_page(request, case, IncidentForm(initial=begun, now=now), incident=found)
    form = IncidentForm(request.POST, now=now)
    if not form.is_valid():
        return _form_page(request, case, form, incident=found)
    with or_not_there():
        actions.change_incident(
            case=case, by=request.user, keyring=request.keyring, incident_id=incident_id, told=form.told(), at=now
        )
    return redirect(f"{reverse('incident', args=[number, incident_id])}?bewaard")


def _added(request: StaffRequest, case: Case, form: IncidentForm, picked_from: UUID | None) -> bool:
    """Whether it was written down; a refusal becomes an error in the form."""
    try:
        actions.add_incident(
            case=case,
            by=request.user,
            keyring=request.keyring,
            told=form.told(),
            picked_from=picked_from,
            at=form.now,
        )
    except actions.TooManyPicked:
        form.add_error(None, phrases.TOO_MANY_PICKED)
    except actions.NotThere:
        raise Http404 from None
    return form.is_valid()


def _form_page(
    request: StaffRequest,
    case: Case,
    form: IncidentForm,
    *,
    incident: queries.Whole | None = None,
    picked_from: UUID | None = None,
) -> HttpResponse:
    facts = {"case": case, "form": form, "incident": incident, "picked_from": picked_from}
    return render(request, "incidents/tell.html", facts, status=400 if form.errors else 200)
