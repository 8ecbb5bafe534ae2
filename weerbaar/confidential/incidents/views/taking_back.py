"""What a client takes back: asked once more, and then gone."""

from collections.abc import Callable
from http import HTTPStatus
from typing import Any
from uuid import UUID

from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.http import require_http_methods

from weerbaar.confidential.cases import actions as cases
from weerbaar.confidential.cases.models import Case
from weerbaar.confidential.cases.queries import PIECE_ASKED
from weerbaar.confidential.incidents import actions, queries
from weerbaar.confidential.incidents.forms import TakeBackForm
from weerbaar.confidential.incidents.queries.police_files import files_with
from weerbaar.confidential.incidents.views.arriving import incident_of, own_case
from weerbaar.foundation.accounts.doors import receipt
from weerbaar.foundation.accounts.requests import ReceiptRequest


@receipt
@require_http_methods(["GET", "HEAD", "POST"])
def incident(request: ReceiptRequest, incident_id: UUID) -> HttpResponse:
    """Will ask whether something that happened may go, with or without what was kept with it, and destroy it."""
    case, form = own_case(request.keyring), TakeBackForm(request.POST if request.method == "POST" else None)
    if form.is_bound and form.is_valid():
        facts = {"incident_id": incident_id, "with_evidence": form.cleaned_data["with_evidence"]}
        return _taken_back(request, case, actions.take_back_incident, facts)
    found = incident_of(request.keyring, case, incident_id)
    evidence = queries.evidence_of(request.keyring, case, incident_id=incident_id)
    facts = {"case": case, "form": form, "incident": found, "evidence": evidence}
    facts |= {"files": files_with(request.keyring, case, incident_id)}
    return render(request, "incidents/own_take_back.html", facts, status=400 if form.errors else 200)


@receipt
@require_http_methods(["GET", "HEAD", "POST"])
def evidence(request: ReceiptRequest, evidence_id: UUID) -> HttpResponse:
    """Will ask whether something that was kept may go, and destroy it."""
    case = own_case(request.keyring)
    if request.method == "POST":
        return _taken_back(request, case, actions.take_back_evidence, {"evidence_id": evidence_id})
    original = queries.original_for(request.keyring, case, evidence_id)
    if original is None:
        raise Http404
    facts = {"case": case, "original": original, "files": files_with(request.keyring, case, evidence_id)}
    return render(request, "incidents/own_take_back.html", facts)


def _taken_back(request: ReceiptRequest, case: Case, act: Callable[..., None], facts: dict[str, Any]) -> HttpResponse:
    """Has it taken back; what the law holds stays, and whoever helps hears that it was asked."""
    now = timezone.now()
    try:
        act(case=case, keyring=request.keyring, at=now, **facts)
    except actions.NotThere:
        raise Http404 from None
    except cases.Held as held:
        cases.refuse_erasure(case=case, keyring=request.keyring, at=now, act=PIECE_ASKED)
        return render(request, "cases/held.html", {"since": held.since}, status=HTTPStatus.CONFLICT)
    return redirect(f"{reverse('own_timeline')}?teruggenomen")
