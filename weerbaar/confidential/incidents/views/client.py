from uuid import UUID

from django.http import Http404, HttpResponse, HttpResponseBase
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.http import require_http_methods, require_safe

from weerbaar.confidential.incidents import actions, queries
from weerbaar.confidential.incidents.forms import EvidenceForm, IncidentForm, initial_of
from weerbaar.confidential.incidents.views.arriving import incident_of, keep, or_not_there, own_case, wanted
from weerbaar.foundation.accounts import drafts
from weerbaar.foundation.accounts.doors import receipt
from weerbaar.foundation.accounts.requests import ReceiptRequest
from weerbaar.foundation.ui.downloads import attachment


@receipt
@require_safe
def timeline(request: ReceiptRequest) -> HttpResponse:
    """Will show the client what was written down, and the evidence that hangs on nothing yet."""
    case = own_case(request.keyring)
    facts = {
        "lines": queries.timeline(request.keyring, case, at=timezone.now()),
        "loose": queries.evidence_of(request.keyring, case, incident_id=None),
        "kept": "bewaard" in request.GET,
        "went": "teruggenomen" in request.GET,
        "taken_back": queries.taken_back(case),
    }
    return render(request, "incidents/own_timeline.html", facts)


@receipt
@require_http_methods(["GET", "HEAD", "POST"])
def add(request: ReceiptRequest) -> HttpResponse:
    """Will ask the client what happened and write it down."""
    case, now = own_case(request.keyring), timezone.now()
    if request.method != "POST":
        return _form_page(request, IncidentForm(initial=drafts.take_draft(request, request.path), now=now))
    form = IncidentForm(request.POST, now=now)
    if not form.is_valid():
        return _form_page(request, form)
    incident_id = actions.add_incident(case=case, by=None, keyring=request.keyring, told=form.told(), at=now)
    return redirect(f"{reverse('own_incident', args=[incident_id])}?bewaard")


@receipt
@require_http_methods(["GET", "HEAD", "POST"])
def change(request: ReceiptRequest, incident_id: UUID) -> HttpResponse:
    """Will show the client one thing that happened, with its evidence, and let it be changed."""
    case, now = own_case(request.keyring), timezone.now()
    found = incident_of(request.keyring, case, incident_id)
    if request.method != "POST":
        begun = initial_of(found.told) | drafts.take_draft(request, request.path)
        evidence = queries.evidence_of(request.keyring, case, incident_id=incident_id)
        return _form_page(request, IncidentForm(initial=begun, now=now), incident=found, evidence=evidence)
    form = IncidentForm(request.POST, now=now)
    if not form.is_valid():
        return _form_page(request, form, incident=found)
    with or_not_there():
        actions.change_incident(
            case=case, by=None, keyring=request.keyring, incident_id=incident_id, told=form.told(), at=now
        )
    return redirect(f"{reverse('own_timeline')}?bewaard")


@receipt
@require_http_methods(["GET", "HEAD", "POST"])
def bring(request: ReceiptRequest) -> HttpResponse:
    """Will take files or a pasted text from the client as evidence."""
    case, incident_id = own_case(request.keyring), wanted(request.GET, "bij")
    if request.method != "POST":
        typed = drafts.take_draft(request, request.path)
        return _bring_page(request, EvidenceForm(initial={"message": typed.get("message", "")}))
    form = EvidenceForm.of(request)
    if not form.is_valid():
        return _bring_page(request, form)
    try:
        keep(case, None, request.keyring, form, incident_id)
    except actions.NotThere:
        raise Http404 from None
    return redirect(f"{reverse('own_timeline')}?bewaard")


@receipt
@require_safe
def download(request: ReceiptRequest, evidence_id: UUID) -> HttpResponseBase:
    """Will hand the client an original, inert; that is written in its log."""
    original = actions.download(
        case=own_case(request.keyring), keyring=request.keyring, evidence_id=evidence_id, at=timezone.now()
    )
    if original is None:
        raise Http404
    return attachment(original.name, original.chunks())


def _form_page(
    request: ReceiptRequest,
    form: IncidentForm,
    *,
    incident: queries.Whole | None = None,
    evidence: list[queries.Original] | None = None,
) -> HttpResponse:
    facts = {"form": form, "incident": incident, "evidence": evidence or [], "kept": "bewaard" in request.GET}
    return render(request, "incidents/own_incident.html", facts, status=400 if form.errors else 200)


def _bring_page(request: ReceiptRequest, form: EvidenceForm) -> HttpResponse:
    facts = {"form": form, "incident_id": wanted(request.GET, "bij")}
    return render(request, "incidents/bring_own.html", facts, status=form.status)
