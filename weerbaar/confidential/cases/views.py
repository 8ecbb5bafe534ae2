from uuid import UUID

from django.http import Http404, HttpResponse, HttpResponseBase
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from weerbaar.confidential.cases import actions, queries
from weerbaar.confidential.cases.forms import AnswerForm, HandOverForm, NoteForm
from weerbaar.confidential.cases.models import Case
from weerbaar.confidential.cases.rules import IllegalMove
from weerbaar.foundation.accounts import drafts
from weerbaar.foundation.accounts import queries as accounts
from weerbaar.foundation.accounts.actions import visits
from weerbaar.foundation.accounts.doors import staff
from weerbaar.foundation.accounts.requests import StaffRequest
from weerbaar.foundation.accounts.roles import Permission
from weerbaar.foundation.ui.downloads import attachment, picture
from weerbaar.foundation.vault import viewing
from weerbaar.foundation.vault.files import read_file
from weerbaar.foundation.vault.uploads import path_of
from weerbaar.team.network import queries as network


@staff(Permission.OPEN_CASE)
@require_safe
def case(request: StaffRequest, number: str) -> HttpResponse:
    """Will show a case: who waits, what was written, and the one next act."""
    found = _case(request, number)
    with visits.one_commit(request):
        actions.look_into(case=found, by=request.user, keyring=request.keyring, at=timezone.now())
    typed = drafts.take_draft(request, reverse("answer_case", args=[number]))
    noted = drafts.take_draft(request, reverse("note_in_case", args=[number]))
    answer_form = AnswerForm(initial={"message": typed.get("antwoord-message", "")})
    return _case_page(request, found, answer_form, NoteForm(initial={"text": noted.get("notitie-text", "")}))


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
    found, form = _case(request, number), AnswerForm.of(request)
    if not form.is_valid():
        return _case_page(request, found, form, NoteForm(), status=form.status)
    text, incoming = form.cleaned_data["message"], form.cleaned_data["files"]
    try:
        actions.answer(
            case=found, by=request.user, keyring=request.keyring, text=text, incoming=incoming, at=timezone.now()
        )
    except actions.NotYours:
        form.add_error(None, _("Pak het bericht eerst op. Uw tekst staat er nog."))
        return _case_page(request, found, form, NoteForm(), status=form.status)
    return redirect(f"{reverse('case', args=[number])}?verzonden")


@staff(Permission.WRITE_IN_CASE)
@require_POST
def note(request: StaffRequest, number: str) -> HttpResponse:
    """Will store a note for colleagues."""
    found, form = _case(request, number), NoteForm(request.POST)
    if not form.is_valid():
        return _case_page(request, found, AnswerForm(), form, status=400)
    text = form.cleaned_data["text"]
    actions.note(case=found, by=request.user, keyring=request.keyring, text=text, at=timezone.now())
    return redirect(f"{reverse('case', args=[number])}?bewaard")


@staff(Permission.HAND_OVER_CASE, step_up=True)
@require_http_methods(["GET", "POST"])
def hand_over(request: StaffRequest, number: str) -> HttpResponse:
    """Will ask to whom the case goes, and give it to them."""
    found = _case(request, number)
    request.keyring.open([found.identity_id] if found.identity_id else [], purpose="hand_over")
    barred = queries.person_of(request.keyring, found).barred
    colleagues = network.colleagues(request.user, barred=barred)
    data = request.POST if request.method == "POST" else None
    form = HandOverForm(data, colleagues=colleagues, initial=drafts.take_draft(request, request.path))
    if form.is_bound and form.is_valid() and _handed_over(request, found, form):
        return redirect(f"{reverse('duty_desk')}?overgedragen")
    return render(request, "cases/hand_over.html", {"case": found, "form": form}, status=400 if form.errors else 200)


@staff(Permission.OPEN_CASE)
@require_safe
def download(request: StaffRequest, number: str, file_id: UUID) -> HttpResponseBase:
    """Will hand out an original, inert."""
    file, key = _file(request, number, file_id)
    return attachment(file.name, read_file(path_of(file.id), file_id=file.id, key=key, size=file.size))


@staff(Permission.OPEN_CASE)
@require_safe
def show(request: StaffRequest, number: str, file_id: UUID) -> HttpResponse:
    """Will show a picture in a page with a way back."""
    file, _key = _file(request, number, file_id)
    if not file.can_be_shown:
        raise Http404
    return render(request, "cases/file.html", {"number": number, "file": file})


@staff(Permission.OPEN_CASE)
@require_safe
def look(request: StaffRequest, number: str, file_id: UUID) -> HttpResponse:
    """Will hand out the viewing copy of a picture, drawn anew and without metadata."""
    file, key = _file(request, number, file_id)
    if not viewing.has_viewing_copy(file.media_type):
        raise Http404
    try:
        copy = viewing.viewing_copy(read_file(path_of(file.id), file_id=file.id, key=key, size=file.size))
    except viewing.CannotBeShown:
        raise Http404 from None
    return picture(copy, viewing.MEDIA_TYPE)


def _case(request: StaffRequest, number: str) -> Case:
    found = queries.case_for(request.keyring, number)
    if found is None:
        raise Http404
    return found


def _file(request: StaffRequest, number: str, file_id: UUID) -> tuple[queries.FileLine, bytes]:
    file = queries.file_for(request.keyring, _case(request, number), file_id)
    if file is None:
        raise Http404
    return file


def _handed_over(request: StaffRequest, found: Case, form: HandOverForm) -> bool:
    """Whether the case went; a refusal becomes an error in the form."""
    chosen = form.cleaned_data["to"]
    to = None if chosen == "circle" else accounts.working_account(UUID(chosen))
    if chosen != "circle" and to is None:
        form.add_error("to", _("Deze collega werkt hier niet meer. Kies iemand anders."))
        return False
    try:
        actions.hand_over(
            case=found,
            by=request.user,
            to=to,
            keyring=request.keyring,
            note=form.cleaned_data["note"],
            at=timezone.now(),
        )
    except actions.NotYours:
        form.add_error(None, _("Alleen wie het bericht oppakte, kan het overdragen."))
    except actions.MayNotRead:
        form.add_error("to", _("Dat kan niet: de cliënt wil niet dat deze collega meeleest. Kies iemand anders."))
    return form.is_valid()


def _case_page(
    request: StaffRequest, found: Case, answer_form: AnswerForm, note_form: NoteForm, status: int = 200
) -> HttpResponse:
    now, before = timezone.now(), request.GET.get("eerder", "")
    context = {
        "case": found,
        "reading": queries.reading_of(request.keyring, found, with_notes=True, purpose="case", before=before),
        "is_mine": found.claimed_by_id == request.user.pk,
        "other_reader": queries.other_reader(request.user, found, at=now),
        "sent": "verzonden" in request.GET,
        "noted": "bewaard" in request.GET,
        "ticket": queries.ticket_for(request.user, found),
        "answer_form": answer_form,
        "note_form": note_form,
        "now": now,
    }
    return render(request, "cases/case.html", context, status=status)
