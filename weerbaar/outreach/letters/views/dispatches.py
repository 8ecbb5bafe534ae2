"""One letter: what it says, how it would look when it is disclosed, and what came back on it."""

from uuid import UUID

from django.http import Http404, HttpResponse, HttpResponseBase
from django.shortcuts import redirect, render
from django.utils import timezone
from django.views.decorators.http import require_POST, require_safe

from weerbaar.foundation.accounts.doors import staff
from weerbaar.foundation.accounts.once import once
from weerbaar.foundation.accounts.requests import StaffRequest
from weerbaar.foundation.accounts.roles import Permission
from weerbaar.foundation.papers.press import CannotBeSet, TooMuch
from weerbaar.foundation.ui.downloads import attachment
from weerbaar.outreach.campaign.models import Participation
from weerbaar.outreach.campaign.queries import rounds
from weerbaar.outreach.letters import safety
from weerbaar.outreach.letters.actions import arriving, printing
from weerbaar.outreach.letters.actions import mailings as actions
from weerbaar.outreach.letters.forms import AnsweredForm, ReturnedForm
from weerbaar.outreach.letters.models import Dispatch
from weerbaar.outreach.letters.queries import dispatches as queries
from weerbaar.outreach.letters.views.mailings import mailing_or_404


def dispatch_or_404(mailing_id: UUID, dispatch_id: UUID) -> Dispatch:
    """Will return the dispatch of an address."""
    found = queries.dispatch_by(mailing_or_404(mailing_id), dispatch_id)
    if found is None:
        raise Http404
    return found


def participation_or_404(request: StaffRequest, code: str) -> Participation:
    """Will return the place of an organisation in the round that an address names, or in the current one."""
    found = rounds.round_named(request.GET.get("ronde", ""), on=timezone.localdate())
    participation = rounds.participation_of(code, round=found) if found else None
    if participation is None:
        raise Http404
    return participation


@staff(Permission.SEE_TOUR)
@require_safe
def dispatch(request: StaffRequest, mailing_id: UUID, dispatch_id: UUID) -> HttpResponse:
    """Will show a letter as it goes; with `?openbaar` as it would look when it is disclosed."""
    return _page(request, dispatch_or_404(mailing_id, dispatch_id))


@staff(Permission.SEE_TOUR)
@require_safe
def dispatch_pdf(request: StaffRequest, mailing_id: UUID, dispatch_id: UUID) -> HttpResponseBase:
    """Will hand out one letter as PDF; with `?openbaar` as it would look when it is disclosed."""
    found = dispatch_or_404(mailing_id, dispatch_id)
    disclosed = "openbaar" in request.GET
    name = f"{found.participation.organisation_id}{'-openbaar' if disclosed else ''}.pdf"
    try:
        return attachment(name, [printing.one(found, disclosed=disclosed)])
    except (CannotBeSet, TooMuch):
        return _page(request, found, cannot=True)


@staff(Permission.SEND_TOUR_POST)
@require_POST
def take_out_dispatch(request: StaffRequest, mailing_id: UUID, dispatch_id: UUID) -> HttpResponse:
    """Will keep one letter from going."""
    found = dispatch_or_404(mailing_id, dispatch_id)
    actions.take_out(dispatch=found, at=timezone.now(), by=request.user)
    return redirect("dispatch", mailing_id, found.pk)


@staff(Permission.CHANGE_TOUR)
@require_POST
def return_dispatch(request: StaffRequest, mailing_id: UUID, dispatch_id: UUID) -> HttpResponse:
    """Will note that a letter came back, which makes finding the new holder our work."""
    found = dispatch_or_404(mailing_id, dispatch_id)
    form = ReturnedForm(request.POST)
    if not form.is_valid():
        return _page(request, found, returned=form)
    try:
        arriving.note_returned(dispatch=found, why=form.cleaned_data["waarom"], at=timezone.now(), by=request.user)
    except arriving.NotSentYet:
        raise Http404 from None
    return redirect("dispatch", mailing_id, found.pk)


@staff(Permission.CHANGE_TOUR)
@require_POST
@once
def answer_dispatch(request: StaffRequest, mailing_id: UUID, dispatch_id: UUID) -> HttpResponse:
    """Will note what somebody answered by post or telephone."""
    found = dispatch_or_404(mailing_id, dispatch_id)
    form = AnsweredForm(request.POST)
    if not form.is_valid():
        return _page(request, found, answered=form)
    facts = form.cleaned_data
    try:
        arriving.note_answered(dispatch=found, text=facts["wat"], on=facts["op"], at=timezone.now(), by=request.user)
    except arriving.NotSentYet:
        raise Http404 from None
    return redirect("dispatch", mailing_id, found.pk)


@staff(Permission.SEE_TOUR)
@require_safe
def returned_post(request: StaffRequest) -> HttpResponse:
    """Will list what came back, fifty at a time."""
    return render(request, "letters/returned.html", {"rows": queries.page_of_returned(request.GET.get("pagina"))})


@staff(Permission.SEE_TOUR)
@require_safe
def post_of_organisation(request: StaffRequest, code: str) -> HttpResponse:
    """Will list everything that went to one organisation in a round, with what came back on it."""
    found = participation_or_404(request, code)
    facts = {"participation": found, "body": found.organisation.authority, "sent": queries.sent_to(found)[:100]}
    return render(request, "letters/post_of_organisation.html", facts)


def _page(
    request: StaffRequest, found: Dispatch, *, cannot: bool = False,
    returned: ReturnedForm | None = None, answered: AnsweredForm | None = None,
) -> HttpResponse:  # fmt: skip
    letter = queries.letter_of(found)
    people = queries.people_to_hide([found.participation.organisation_id])
    facts = {
        "dispatch": found, "mailing": found.mailing, "disclosed": "openbaar" in request.GET, "cannot": cannot,
        "letter": safety.letter_disclosed(letter, people) if "openbaar" in request.GET else letter,
        "why": queries.why_skipped(found), "received": found.received.all(), "returned": returned or ReturnedForm(),
        "answered": answered or AnsweredForm(initial={"op": timezone.localdate()}),
    }  # fmt: skip
    wrong = (returned and returned.errors) or (answered and answered.errors) or cannot
    return render(request, "letters/dispatch.html", facts, status=400 if wrong else 200)
