"""The terms of a case: done, not for here, or running again after a mistake."""

from uuid import UUID

from django.http import HttpResponse
from django.shortcuts import render
from django.utils import timezone
from django.views.decorators.http import require_http_methods, require_POST

from weerbaar.confidential.cases import queries
from weerbaar.confidential.cases.actions import clock
from weerbaar.confidential.cases.forms import DropForm
from weerbaar.confidential.cases.views.shelf import back_to_case, case_of, hand_of, or_not_there
from weerbaar.foundation.accounts import drafts
from weerbaar.foundation.accounts.doors import staff
from weerbaar.foundation.accounts.requests import StaffRequest
from weerbaar.foundation.accounts.roles import Permission

PLACE = "#termijnen"


@staff(Permission.WRITE_IN_CASE)
@require_POST
def meet(request: StaffRequest, number: str, deadline_id: UUID) -> HttpResponse:
    """Will put down that what a term asks is done."""
    found = case_of(request, number)
    with or_not_there():
        clock.meet(case=found, deadline_id=deadline_id, **hand_of(request))
    return back_to_case(number, "termijn", PLACE)


@staff(Permission.WRITE_IN_CASE)
@require_http_methods(["GET", "HEAD", "POST"])
def drop(request: StaffRequest, number: str, deadline_id: UUID) -> HttpResponse:
    """Will ask why a term does not count here, and end it."""
    found = case_of(request, number)
    with or_not_there():
        term = queries.term_for(found, deadline_id, at=timezone.now())
    form = DropForm(request.POST or None, initial=drafts.take_draft(request, request.path))
    if form.is_bound and form.is_valid():
        with or_not_there():
            clock.drop(case=found, deadline_id=deadline_id, reason=form.cleaned_data["reason"], **hand_of(request))
        return back_to_case(number, "termijn", PLACE)
    facts = {"case": found, "form": form, "term": term}
    return render(request, "cases/drop_deadline.html", facts, status=400 if form.errors else 200)


@staff(Permission.WRITE_IN_CASE)
@require_POST
def put_back(request: StaffRequest, number: str, deadline_id: UUID) -> HttpResponse:
    """Will let a term run again."""
    found = case_of(request, number)
    with or_not_there():
        clock.put_back(case=found, deadline_id=deadline_id, **hand_of(request))
    return back_to_case(number, "termijn", PLACE)
