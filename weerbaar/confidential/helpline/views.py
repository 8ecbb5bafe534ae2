from contextlib import suppress
from datetime import datetime
from http import HTTPStatus
from typing import Any
from uuid import UUID

from django.db import OperationalError
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseBase, JsonResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from weerbaar.confidential.cases import actions as case_actions
from weerbaar.confidential.cases import queries as cases
from weerbaar.confidential.cases.actions.danger import Answer
from weerbaar.confidential.cases.models import Case
from weerbaar.confidential.cases.queries.clock import NEAREST, Term
from weerbaar.confidential.helpline import actions, papers, phrases, queries
from weerbaar.confidential.helpline.forms import ComeBackForm, FeedbackForm, ProofForm, WriteAgainForm, WriteForm
from weerbaar.foundation.accounts import drafts, receipt_session
from weerbaar.foundation.accounts.actions import visits
from weerbaar.foundation.accounts.actions.used_forms import SentBefore
from weerbaar.foundation.accounts.doors import public, receipt, staff
from weerbaar.foundation.accounts.requests import ReceiptRequest, StaffRequest
from weerbaar.foundation.accounts.roles import Permission
from weerbaar.foundation.audit import queries as audit
from weerbaar.foundation.audit.certificates import Certified
from weerbaar.foundation.papers.press import CannotBeSet, pressed
from weerbaar.foundation.ui.downloads import attachment
from weerbaar.foundation.vault.files import read_file
from weerbaar.foundation.vault.uploads import path_of
from weerbaar.public.authorities import queries as authorities
from weerbaar.team.network import actions as network_actions
from weerbaar.team.network.queries import NobodyMayRead


@public
@require_safe
def home(request: HttpRequest) -> HttpResponse:
    """Will answer four questions at once: danger now, talk, write, and is this something."""
    return render(request, "helpline/home.html")


@public
@require_safe
def call_now(request: HttpRequest) -> HttpResponse:
    """Will say how calling works."""
    return render(request, "helpline/call_now.html")


@public
@require_http_methods(["GET", "HEAD", "POST"])
def write(request: HttpRequest) -> HttpResponse:
    """Will take a first message and answer with the receipt."""
    if request.method != "POST":
        return _write_page(request, WriteForm())
    form = WriteForm.of(request)
    if not form.is_valid():
        return _write_page(request, form)
    token = request.POST.get("csrfmiddlewaretoken", "")
    try:
        chosen = form.cleaned_data["association"]
        received = actions.receive(contact=form.contact(), chosen=chosen, token=token, at=timezone.now())
    except SentBefore:
        form.add_error(None, phrases.ALREADY_RECEIVED)
    except NobodyMayRead:
        form.add_error(None, phrases.NOBODY_LEFT)
    except (OperationalError, OSError):
        form.add_error(None, phrases.CANNOT_KEEP)
        return _write_page(request, form, HTTPStatus.SERVICE_UNAVAILABLE)
    else:
        facts = {"received": received, "danger": form.cleaned_data["danger"] == "yes"}
        return render(request, "helpline/receipt.html", facts)
    return _write_page(request, form)


def _write_refused(request: HttpRequest, reason: str) -> HttpResponse:
    """Answers a form without a valid token: the text survives, with a fresh token around it."""
    del reason
    form = WriteForm.of(request)
    form.add_error(None, phrases.PAGE_TOO_OLD)
    return _write_page(request, form)


write.on_csrf_failure = _write_refused  # type: ignore[attr-defined]


@public
@require_http_methods(["GET", "HEAD", "POST"])
def come_back(request: HttpRequest) -> HttpResponse:
    """Will lead the seven words to the conversation; every wrong receipt gets the same answer."""
    form = ComeBackForm(request.POST if request.method == "POST" else None)
    if form.is_bound and form.is_valid():
        found = queries.behind(form.cleaned_data["receipt"])
        if found and found.holder_id:
            receipt_session.enter(request, found.holder_id, found.secret)
            return redirect("conversation")
        if found and (ended := queries.ended(found)):
            return render(
                request, "helpline/ended.html", {"ended": ended, **_proof_of(audit.check_certificate(ended.proof))}
            )
        form.add_error("receipt", phrases.UNKNOWN_WORDS)
    facts = {"form": form, "has_draft": drafts.has_draft(request)}
    return render(request, "helpline/come_back.html", facts, status=400 if form.errors else 200)


@public
@require_http_methods(["GET", "HEAD", "POST"])
def proof(request: HttpRequest) -> HttpResponseBase:
    """Will check a proof that all was erased, for whoever has it, and hand it out on paper. Nothing of it is kept."""
    form = ProofForm(request.POST if request.method == "POST" else None)
    certified = form.cleaned_data["certificate"] if form.is_bound and form.is_valid() else None
    try:
        if certified and request.POST.get("act") == "paper":
            return attachment("bewijs.pdf", [pressed(papers.proof_paper(certified))])
    except CannotBeSet:
        form.add_error(None, phrases.NO_PAPER)
    facts = {"form": form, **(_proof_of(certified) if certified else {})}
    return render(request, "helpline/check_proof.html", facts, status=400 if form.errors else 200)


@receipt
@require_http_methods(["GET", "HEAD", "POST"])
def conversation(request: ReceiptRequest) -> HttpResponse:
    """Will show the conversation to the client and take what they write."""
    case = _case(request)
    if request.method != "POST":
        typed = drafts.take_draft(request, request.path)
        return _conversation_page(request, case, WriteAgainForm(initial={"message": typed.get("message", "")}))
    form = WriteAgainForm.of(request)
    if not form.is_valid():
        return _conversation_page(request, case, form)
    facts = form.cleaned_data
    written = {"text": facts["message"], "incoming": facts["files"], "danger": facts["danger"]}
    case_actions.write_as_client(case=case, keyring=request.keyring, **written, at=timezone.now())
    in_danger = "&gevaar" if facts["danger"] == Answer.YES else ""
    return redirect(f"{reverse('conversation')}?verzonden{in_danger}")


@receipt
@require_safe
def download(request: ReceiptRequest, file_id: UUID) -> HttpResponseBase:
    """Will hand the client an original, inert."""
    found = cases.file_for(request.keyring, _case(request), file_id)
    if found is None:
        raise Http404
    file, key = found
    return attachment(file.name, read_file(path_of(file.id), file_id=file.id, key=key, size=file.size))


@receipt
@require_http_methods(["GET", "HEAD", "POST"])
def erase(request: ReceiptRequest) -> HttpResponse:
    """Will ask whether everything may go, and then destroy it."""
    case = _case(request)
    if request.method != "POST":
        return render(request, "helpline/erase.html", {"case": case})
    try:
        certificate = actions.erase(case=case, keyring=request.keyring, at=timezone.now())
    except case_actions.Held as held:
        return render(request, "cases/held.html", {"since": held.since}, status=HTTPStatus.CONFLICT)
    receipt_session.leave(request)
    return render(request, "helpline/erased.html", _proof_of(audit.check_certificate(certificate)))


@receipt
@require_POST
def reopen(request: ReceiptRequest) -> HttpResponse:
    """Will open a closed conversation again, so that someone answers in it."""
    try:
        case_actions.reopen_as_client(case=_case(request), keyring=request.keyring, at=timezone.now())
    except case_actions.IllegalMove:
        return redirect("conversation")
    return redirect(f"{reverse('conversation')}?open")


@receipt
@require_POST
def keep(request: ReceiptRequest) -> HttpResponse:
    """Will keep a conversation whose end was announced."""
    case_actions.keep_longer_as_client(case=_case(request), keyring=request.keyring, at=timezone.now())
    return redirect(f"{reverse('conversation')}?langer")


@receipt
@require_http_methods(["GET", "HEAD", "POST"])
def feedback(request: ReceiptRequest) -> HttpResponse:
    """Will ask, once and after the help, what the client thought of it."""
    case = _case(request)
    if case.state != Case.State.CLOSED or cases.gave_feedback(case):
        return redirect("conversation")
    form = FeedbackForm(request.POST if request.method == "POST" else None)
    if not form.is_bound or not form.is_valid():
        return render(request, "helpline/feedback.html", {"form": form}, status=400 if form.errors else 200)
    # Whoever sent it twice gets the same thanks; a case that was opened meanwhile is asked again when it closes.
    with suppress(case_actions.AlreadyGiven, case_actions.IllegalMove):
        case_actions.give_feedback(case=case, keyring=request.keyring, at=timezone.now(), **form.cleaned_data)
    return redirect(f"{reverse('conversation')}?bedankt")


@receipt
@require_http_methods(["GET", "HEAD", "POST"])
def close(request: ReceiptRequest) -> HttpResponse:
    """Will ask whether the words may stop working, and then make them lead nowhere."""
    case = _case(request)
    if request.method != "POST":
        return render(request, "helpline/close.html")
    actions.close_receipt(case=case, keyring=request.keyring, at=timezone.now())
    receipt_session.leave(request)
    return render(request, "helpline/closed.html")


@receipt
@require_POST
def leave(request: ReceiptRequest) -> HttpResponse:
    """Will end the visit; the words still lead back."""
    receipt_session.leave(request)
    return redirect("home")


@staff(Permission.SEE_DUTY_DESK)
@require_safe
def duty_desk(request: StaffRequest) -> HttpResponse:
    """Will show what waits, danger and oldest first, and what is with the viewer."""
    network_actions.renew_circles(keyring=request.keyring)
    with visits.one_commit(request):
        desk = cases.desk(request.user, request.keyring, after=request.GET.get("na", ""))
    facts = {
        "desk": desk,
        "looks": cases.looks_waiting(request.keyring),
        "now": timezone.now(),
        "handed_over": "overgedragen" in request.GET,
        "stepped_back": "teruggetrokken" in request.GET,
    }
    return render(request, "helpline/duty_desk.html", facts)


@staff(Permission.SEE_DUTY_DESK)
@require_safe
def claimed_cases(request: StaffRequest) -> HttpResponse:
    """Will show all cases that the viewer took up and in which nobody waits."""
    claimed = cases.claimed(request.user, request.keyring, after=request.GET.get("na", ""))
    return render(request, "helpline/claimed_cases.html", {"claimed": claimed, "now": timezone.now()})


@staff(Permission.SEE_DUTY_DESK, background=True)
@require_safe
def anything_new(request: StaffRequest) -> HttpResponse:
    """Will tell an open duty desk whether anyone began to wait since it was shown."""
    since = _moment(request.GET.get("sinds", ""))
    if since is None:
        return JsonResponse({"error": _("«sinds» is geen moment.")}, status=HTTPStatus.BAD_REQUEST)
    return JsonResponse({"new": cases.something_new(request.keyring, since=since)})


def _moment(text: str) -> datetime | None:
    try:
        moment = datetime.fromisoformat(text)
    except ValueError:
        return None
    return moment if moment.tzinfo else None


def _write_page(request: HttpRequest, form: WriteForm, status: int | None = None) -> HttpResponse:
    facts = {"form": form, "bodies": authorities.authorities_on(timezone.localdate())}
    return render(request, "helpline/write.html", facts, status=status or form.status)


def _conversation_page(request: ReceiptRequest, case: Case, form: WriteAgainForm) -> HttpResponse:
    before = request.GET.get("eerder", "")
    facts = {
        "reading": cases.reading_of(request.keyring, case, with_notes=False, purpose="client", before=before),
        "case": case,
        "is_waiting": case.waiting_since is not None,
        "asks_feedback": case.state == Case.State.CLOSED and not cases.gave_feedback(case),
        "openings": cases.openings(case),
        "reopenings": cases.reopenings(case),
        "danger": "gevaar" in request.GET,
        "terms": _running_terms(request, case),
        "form": form,
        "sent": "verzonden" in request.GET,
    }
    return render(request, "helpline/conversation.html", facts, status=form.status)


def _running_terms(request: ReceiptRequest, case: Case) -> list[Term]:
    terms = cases.terms_of(request.keyring, case, at=timezone.now(), most=NEAREST)
    return [term for term in terms if term.is_running]


def _proof_of(certified: Certified) -> dict[str, Any]:
    return {"certificate": certified.text, "rows": papers.rows_of(certified)} if certified.ok else {}


def _case(request: ReceiptRequest) -> Case:
    case = queries.case_behind(request.keyring)
    if case is None:
        raise Http404
    return case
