from uuid import UUID

from django.conf import settings
from django.http import Http404, HttpResponse, HttpResponseBase
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from weerbaar.confidential.cases.addressed import case_of
from weerbaar.confidential.cases.models import Case
from weerbaar.confidential.incidents import actions, queries
from weerbaar.confidential.incidents.forms import EvidenceForm, LinkForm
from weerbaar.confidential.incidents.reading.messages import Message
from weerbaar.confidential.incidents.views.arriving import keep, wanted
from weerbaar.foundation.accounts import drafts
from weerbaar.foundation.accounts.doors import staff
from weerbaar.foundation.accounts.requests import StaffRequest
from weerbaar.foundation.accounts.roles import Permission
from weerbaar.foundation.gateways.timestamps import NotStamped
from weerbaar.foundation.ui.downloads import attachment, picture
from weerbaar.foundation.vault import viewing
from weerbaar.foundation.vault.errors import BrokenBox


@staff(Permission.WRITE_IN_CASE)
@require_http_methods(["GET", "HEAD", "POST"])
def bring(request: StaffRequest, number: str) -> HttpResponse:
    """Will take files or a pasted text as evidence, for an incident or for the case."""
    case, incident_id = case_of(request.keyring, number), wanted(request.GET, "bij")
    if request.method != "POST":
        typed = drafts.take_draft(request, request.path)
        return _bring_page(request, case, EvidenceForm(initial={"message": typed.get("message", "")}))
    form = EvidenceForm.of(request)
    if not form.is_valid():
        return _bring_page(request, case, form)
    try:
        brought = keep(case, request.user, request.keyring, form, incident_id)
    except actions.NotThere:
        raise Http404 from None
    if len(brought) == 1:
        return redirect(f"{reverse('evidence', args=[number, brought[0]])}?bewaard")
    return redirect(
        reverse("incident", args=[number, incident_id]) if incident_id else reverse("timeline", args=[number])
    )


@staff(Permission.OPEN_CASE)
@require_safe
def evidence(request: StaffRequest, number: str, evidence_id: UUID) -> HttpResponse:
    """Will show a piece of evidence: what it is, what stands in it, and who touched it. Looking is written in its log."""
    case, now = case_of(request.keyring, number), timezone.now()
    original = actions.look_at(case=case, keyring=request.keyring, evidence_id=evidence_id, at=now)
    return _page_of(request, case, original)


@staff(Permission.WRITE_IN_CASE)
@require_POST
def link(request: StaffRequest, number: str, evidence_id: UUID) -> HttpResponse:
    """Will hang evidence on an incident."""
    case, now = case_of(request.keyring, number), timezone.now()
    form = LinkForm(request.POST, choices=_choices(request, case))
    if not form.is_valid():
        return _page_of(request, case, queries.original_for(request.keyring, case, evidence_id), form)
    incident_id = UUID(form.cleaned_data["incident"])
    try:
        actions.link(
            case=case,
            by=request.user,
            keyring=request.keyring,
            evidence_id=evidence_id,
            incident_id=incident_id,
            at=now,
        )
    except actions.NotThere:
        raise Http404 from None
    return redirect("incident", number, incident_id)


@staff(Permission.WRITE_IN_CASE)
@require_POST
def stamp(request: StaffRequest, number: str, evidence_id: UUID) -> HttpResponse:
    """Will ask an authority outside the house for a time stamp; when there is none, nothing else is lost."""
    case, address = case_of(request.keyring, number), reverse("evidence", args=[number, evidence_id])
    try:
        actions.stamp(case=case, keyring=request.keyring, evidence_id=evidence_id, at=timezone.now())
    except actions.NotThere:
        raise Http404 from None
    except NotStamped:
        return redirect(f"{address}?geen-stempel")
    return redirect(address)


@staff(Permission.OPEN_CASE)
@require_safe
def download(request: StaffRequest, number: str, evidence_id: UUID) -> HttpResponseBase:
    """Will hand out an original, inert; that is written in its log."""
    case = case_of(request.keyring, number)
    original = actions.download(case=case, keyring=request.keyring, evidence_id=evidence_id, at=timezone.now())
    if original is None:
        raise Http404
    return attachment(original.name, original.chunks())


@staff(Permission.OPEN_CASE)
@require_safe
def look(request: StaffRequest, number: str, evidence_id: UUID) -> HttpResponse:
    """Will hand out the viewing copy of a picture, drawn anew and without metadata."""
    original = queries.original_for(request.keyring, case_of(request.keyring, number), evidence_id)
    if original is None or not original.can_be_shown:
        raise Http404
    try:
        return picture(viewing.viewing_copy(original.chunks()), viewing.MEDIA_TYPE)
    except viewing.CannotBeShown:
        raise Http404 from None


def _bring_page(request: StaffRequest, case: Case, form: EvidenceForm) -> HttpResponse:
    incident_id = wanted(request.GET, "bij")
    return render(
        request, "incidents/bring.html", {"case": case, "form": form, "incident_id": incident_id}, status=form.status
    )


def _page_of(
    request: StaffRequest, case: Case, original: queries.Original | None, form: LinkForm | None = None
) -> HttpResponse:
    if original is None:
        raise Http404
    choices = _choices(request, case) if original.incident_id is None else []
    messages, is_broken = _words(original)
    facts = {
        "case": case,
        "original": original,
        "progress": queries.progress_of(case, original.id),
        "messages": messages,
        "is_broken": is_broken,
        "custody": queries.custody_of(original),
        "link_form": form or (LinkForm(choices=choices) if choices else None),
        "kept": "bewaard" in request.GET,
        "can_be_stamped": settings.TIMESTAMP_GATEWAY != "off" and original.stamped is None,
        "not_stamped": "geen-stempel" in request.GET,
    }
    return render(request, "incidents/evidence.html", facts, status=400 if form and form.errors else 200)


def _words(original: queries.Original) -> tuple[list[Message], bool]:
    """What stands in a mail or a text, and whether the sealed file itself no longer opens."""
    try:
        return queries.words_of(original, at=timezone.now()), False
    except (BrokenBox, OSError):
        return [], True


def _choices(request: StaffRequest, case: Case) -> list[tuple[str, str]]:
    lines = queries.timeline(request.keyring, case, at=timezone.now())
    return [(str(line.id), f"{line.headline.day:%d-%m-%Y} {line.headline.words}") for line in lines]
