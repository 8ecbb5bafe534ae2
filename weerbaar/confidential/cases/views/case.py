"""The page of a case, and what is written on it: the one next act."""

from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe

from weerbaar.confidential.cases import actions, phrases, queries
from weerbaar.confidential.cases.forms import AnswerForm, NoteForm
from weerbaar.confidential.cases.models import Case
from weerbaar.confidential.cases.rules import IllegalMove
from weerbaar.confidential.cases.views.endings import standing_of
from weerbaar.confidential.cases.views.shelf import case_of
from weerbaar.foundation.accounts import drafts
from weerbaar.foundation.accounts.actions import visits
from weerbaar.foundation.accounts.doors import staff
from weerbaar.foundation.accounts.requests import StaffRequest
from weerbaar.foundation.accounts.roles import Permission


@staff(Permission.OPEN_CASE)
@require_safe
def case(request: StaffRequest, number: str) -> HttpResponse:
    """Will show a case: who waits, what was written, and the one next act; the number of one that was merged leads on."""
    found = case_of(request, number)
    with visits.one_commit(request):
        actions.look_into(case=found, by=request.user, keyring=request.keyring, at=timezone.now())
    typed = drafts.take_draft(request, reverse("answer_case", args=[number]))
    noted = drafts.take_draft(request, reverse("note_in_case", args=[number]))
    answer_form = AnswerForm(initial={"message": typed.get("antwoord-message", "")})
    return case_page(request, found, answer_form, NoteForm(initial={"text": noted.get("notitie-text", "")}))


@staff(Permission.OPEN_CASE)
@require_POST
def claim(request: StaffRequest, number: str) -> HttpResponse:
    """Will make the viewer the one who answers, or tell who was first."""
    found = queries.case_for(request.keyring, number)
    try:
        if found is None:
            raise queries.claimed_meanwhile(request.user, request.POST.get("ticket", ""))
        actions.claim(case=found, by=request.user, keyring=request.keyring, at=timezone.now())
    except queries.AlreadyClaimed as claimed:
        return render(request, "cases/already_claimed.html", {"by": claimed.by, "at": claimed.at}, status=400)
    except IllegalMove:
        raise Http404 from None
    return redirect("case", number)


@staff(Permission.WRITE_IN_CASE)
@require_POST
def answer(request: StaffRequest, number: str) -> HttpResponse:
    """Will send what the viewer wrote to the client."""
    found, form = case_of(request, number), AnswerForm.of(request)
    if not form.is_valid():
        return case_page(request, found, form, NoteForm(), status=form.status)
    facts = form.cleaned_data
    written = {"text": facts["message"], "incoming": facts["files"], "danger": facts["danger"]}
    try:
        actions.answer(case=found, by=request.user, keyring=request.keyring, **written, at=timezone.now())
    except actions.NotYours:
        form.add_error(None, _("Pak het bericht eerst op. Uw tekst staat er nog."))
        return case_page(request, found, form, NoteForm(), status=form.status)
    except IllegalMove:
        form.add_error(None, _("De zaak is afgesloten. Heropen haar eerst. Uw tekst staat er nog."))
        return case_page(request, found, form, NoteForm(), status=form.status)
    return redirect(f"{reverse('case', args=[number])}?verzonden")


@staff(Permission.WRITE_IN_CASE)
@require_POST
def note(request: StaffRequest, number: str) -> HttpResponse:
    """Will store a note for colleagues."""
    found, form = case_of(request, number), NoteForm(request.POST)
    if not form.is_valid():
        return case_page(request, found, AnswerForm(), form, status=400)
    written = {"text": form.cleaned_data["text"], "danger": form.cleaned_data["danger"]}
    actions.note(case=found, by=request.user, keyring=request.keyring, **written, at=timezone.now())
    return redirect(f"{reverse('case', args=[number])}?bewaard")


def case_page(
    request: StaffRequest, found: Case, answer_form: AnswerForm, note_form: NoteForm, status: int = 200
) -> HttpResponse:
    now, before = timezone.now(), request.GET.get("eerder", "")
    context = {
        "case": found,
        "reading": queries.reading_of(request.keyring, found, with_notes=True, purpose="case", before=before),
        "is_mine": found.claimed_by_id == request.user.pk,
        "standing": standing_of(request, found),
        "whole": queries.whole_of(request.keyring, found, at=now),
        "other_reader": queries.other_reader(request.user, found, at=now),
        "sent": "verzonden" in request.GET,
        "noted": "bewaard" in request.GET,
        "done": next((phrases.DONE[name] for name in phrases.DONE if name in request.GET), ""),
        "ticket": queries.ticket_for(request.user, found),
        "answer_form": answer_form,
        "note_form": note_form,
        "now": now,
    }
    return render(request, "cases/case.html", context, status=status)
