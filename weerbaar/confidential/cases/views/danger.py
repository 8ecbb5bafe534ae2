"""The second look: is the danger over, and who has it now."""

from django.http import HttpResponse
from django.shortcuts import render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from weerbaar.confidential.cases import queries
from weerbaar.confidential.cases.actions import danger
from weerbaar.confidential.cases.forms import LookAgainForm
from weerbaar.confidential.cases.models import Case
from weerbaar.confidential.cases.views.shelf import back_to_case, case_of, hand_of
from weerbaar.foundation.accounts import drafts
from weerbaar.foundation.accounts.doors import staff
from weerbaar.foundation.accounts.requests import StaffRequest
from weerbaar.foundation.accounts.roles import Permission


@staff(Permission.WRITE_IN_CASE)
@require_http_methods(["GET", "HEAD", "POST"])
def look_again(request: StaffRequest, number: str) -> HttpResponse:
    """Will ask whether the danger is over, and put down what was found and done."""
    found = case_of(request, number)
    request.keyring.open(queries.parts_of(found), purpose="case")
    form = LookAgainForm(request.POST or None, initial=drafts.take_draft(request, request.path))
    if form.is_bound and form.is_valid() and _looked(request, found, form):
        return back_to_case(number, "gekeken")
    facts = {
        "case": found,
        "form": form,
        "look_by": queries.next_look(found),
        "told": queries.danger_told(request.keyring, found),
        "person": queries.person_of(request.keyring, found),
        "around": queries.people_around(request.keyring, found),
        "now": timezone.now(),
    }
    return render(request, "cases/look_again.html", facts, status=400 if form.errors else 200)


def _looked(request: StaffRequest, found: Case, form: LookAgainForm) -> bool:
    """Whether the look was put down; a refusal becomes an error in the form."""
    try:
        danger.look_again(
            case=found,
            answer=danger.Answer(form.cleaned_data["over"]),
            handed_over=form.handed_over(),
            **hand_of(request),
        )
    except danger.LookedAlready:
        form.add_error(None, _("Een collega keek net al. Er staat geen tweede blik meer open."))
    return form.is_valid()
