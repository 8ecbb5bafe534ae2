"""Where is my report? For whoever asks after it."""

from collections.abc import Callable
from uuid import UUID

from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from weerbaar.confidential.cases.addressed import case_of
from weerbaar.confidential.cases.models import Case
from weerbaar.confidential.incidents import chasing
from weerbaar.confidential.incidents.actions import NotThere
from weerbaar.confidential.incidents.actions import reports as actions
from weerbaar.confidential.incidents.forms import AnsweredForm, AskedForm, ReportForm
from weerbaar.confidential.incidents.queries.reports import report_for
from weerbaar.foundation.accounts import drafts
from weerbaar.foundation.accounts.doors import staff
from weerbaar.foundation.accounts.requests import StaffRequest
from weerbaar.foundation.accounts.roles import Permission
from weerbaar.foundation.ui.strict import StrictForm


@staff(Permission.WRITE_IN_CASE)
@require_http_methods(["GET", "HEAD", "POST"])
def add(request: StaffRequest, number: str) -> HttpResponse:
    """Will take a notification or criminal report that was made."""
    case, now = case_of(request.keyring, number), timezone.now()
    begun = drafts.take_draft(request, request.path)
    form = ReportForm(request.POST or None, today=timezone.localdate(now), initial=begun)
    if form.is_bound and form.is_valid():
        made = actions.add_report(
            case=case, by=request.user, keyring=request.keyring, told=form.told(), made_at=form.made_at, at=now
        )
        return redirect(f"{reverse('police_report', args=[number, made])}?bewaard")
    return render(
        request, "incidents/add_report.html", {"case": case, "form": form}, status=400 if form.errors else 200
    )


@staff(Permission.OPEN_CASE)
@require_safe
def report(request: StaffRequest, number: str, report_id: UUID) -> HttpResponse:
    """Will show a report, each time that somebody asked, and what to do now."""
    return _page(request, case_of(request.keyring, number), report_id, AskedForm(), AnsweredForm())


@staff(Permission.WRITE_IN_CASE)
@require_POST
def asked(request: StaffRequest, number: str, report_id: UUID) -> HttpResponse:
    """Will put down that somebody asked."""
    case, form = case_of(request.keyring, number), AskedForm(request.POST)
    if form.is_valid() and _done(actions.asked, request, case, report_id, form, **form.cleaned_data):
        return _back(number, report_id)
    return _page(request, case, report_id, form, AnsweredForm())


@staff(Permission.WRITE_IN_CASE)
@require_POST
def answered(request: StaffRequest, number: str, report_id: UUID) -> HttpResponse:
    """Will put down what the police answered, which ends the asking."""
    case, form = case_of(request.keyring, number), AnsweredForm(request.POST)
    if form.is_valid() and _done(actions.answered, request, case, report_id, form, **form.cleaned_data):
        return _back(number, report_id)
    return _page(request, case, report_id, AskedForm(), form)


@staff(Permission.WRITE_IN_CASE)
@require_POST
def escalated(request: StaffRequest, number: str, report_id: UUID) -> HttpResponse:
    """Will put down that the contact officer of the ELA was written to."""
    case, form = case_of(request.keyring, number), AskedForm()
    if _done(actions.escalated, request, case, report_id, form):
        return _back(number, report_id)
    return _page(request, case, report_id, form, AnsweredForm())


def _done(
    act: Callable[..., None], request: StaffRequest, case: Case, report_id: UUID, form: StrictForm, **facts: str
) -> bool:
    """Whether it was put down; a refusal becomes an error in the form."""
    try:
        act(case=case, by=request.user, keyring=request.keyring, report_id=report_id, at=timezone.now(), **facts)
    except (NotThere, actions.TooSoonToEscalate):
        raise Http404 from None
    except actions.AlreadyAnswered:
        form.add_error(None, _("Hierop is al geantwoord. Er is niets veranderd."))
        return False
    return True


def _back(number: str, report_id: UUID) -> HttpResponse:
    return redirect(f"{reverse('police_report', args=[number, report_id])}?bewaard")


def _page(
    request: StaffRequest, case: Case, report_id: UUID, asked_form: AskedForm, answered_form: AnsweredForm
) -> HttpResponse:
    found = report_for(request.keyring, case, report_id, at=timezone.now())
    if found is None:
        raise Http404
    facts = {
        "case": case,
        "report": found,
        "asked_form": asked_form,
        "answered_form": answered_form,
        "our_choice": chasing.OUR_CHOICE,
        "kept": "bewaard" in request.GET,
    }
    wrong = asked_form.errors or answered_form.errors
    return render(request, "incidents/report.html", facts, status=400 if wrong else 200)
