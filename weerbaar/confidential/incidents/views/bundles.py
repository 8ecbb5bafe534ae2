from uuid import UUID

from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.http import require_http_methods, require_POST

from weerbaar.confidential.cases.addressed import case_of
from weerbaar.confidential.cases.models import Case
from weerbaar.confidential.incidents import actions, phrases, queries
from weerbaar.confidential.incidents.forms import PickForm
from weerbaar.confidential.incidents.queries import Asked
from weerbaar.foundation.accounts.doors import staff
from weerbaar.foundation.accounts.requests import StaffRequest
from weerbaar.foundation.accounts.roles import Permission


@staff(Permission.WRITE_IN_CASE)
@require_POST
def read_on(request: StaffRequest, number: str, evidence_id: UUID) -> HttpResponse:
    """Will read the next portion of an archive, and lead back to where its progress is shown."""
    case = case_of(request.keyring, number)
    try:
        actions.read_on(case=case, keyring=request.keyring, evidence_id=evidence_id, at=timezone.now())
    except actions.NotThere:
        raise Http404 from None
    return redirect(f"{reverse('messages', args=[number, evidence_id])}?verder")


@staff(Permission.OPEN_CASE)
@require_http_methods(["GET", "HEAD", "POST"])
def messages(request: StaffRequest, number: str, evidence_id: UUID) -> HttpResponse:
    """Will show how far an archive was read, and then its messages by sender and day, to choose from.

    What somebody searches for is sent in the form and never in the address. Ticks are kept with every step.
    """
    case = case_of(request.keyring, number)
    if request.method != "POST":
        return _messages_page(request, case, evidence_id, PickForm(), Asked())
    form, act = PickForm(request.POST), request.POST.get("act", "")
    if not form.is_valid() or not _picked(request, case, evidence_id, form):
        return _messages_page(request, case, evidence_id, form, Asked())
    if act == "incident":
        return redirect(f"{reverse('add_incident', args=[number])}?uit={evidence_id}")
    start = int(act) if act.isascii() and act.isdigit() else 0
    return _messages_page(request, case, evidence_id, form, form.asked(start=start))


def _picked(request: StaffRequest, case: Case, evidence_id: UUID, form: PickForm) -> bool:
    """Whether the ticks were kept; a refusal becomes an error in the form."""
    if not form.cleaned_data["shown"]:
        return True
    try:
        actions.pick(
            case=case,
            keyring=request.keyring,
            evidence_id=evidence_id,
            shown=form.cleaned_data["shown"],
            chosen=form.chosen(),
            at=timezone.now(),
        )
    except actions.TooManyPicked:
        form.add_error(None, phrases.TOO_MANY_PICKED)
    except actions.NotThere:
        raise Http404 from None
    return not form.errors


def _messages_page(request: StaffRequest, case: Case, evidence_id: UUID, form: PickForm, asked: Asked) -> HttpResponse:
    original = queries.original_for(request.keyring, case, evidence_id)
    progress = queries.progress_of(case, evidence_id)
    if original is None or (progress is None and not original.found.problem):
        raise Http404
    finished = progress is not None and progress.finished
    shown = queries.shown(request.keyring, case, evidence_id, asked) if finished else None
    form.offer(shown.senders if shown else [])
    facts = {
        "case": case,
        "original": original,
        "progress": progress,
        "goes_on": "verder" in request.GET and not finished,
        "shown": shown,
        "asked": asked,
        "form": form,
    }
    return render(request, "incidents/messages.html", facts, status=400 if form.errors else 200)
