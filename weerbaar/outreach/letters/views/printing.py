"""Files to print, and files to disclose."""

from uuid import UUID

from django.http import Http404, HttpResponse, HttpResponseBase
from django.shortcuts import render
from django.utils import timezone
from django.views.decorators.http import require_POST, require_safe

from weerbaar.foundation.accounts.doors import staff
from weerbaar.foundation.accounts.requests import StaffRequest
from weerbaar.foundation.accounts.roles import Permission
from weerbaar.foundation.papers.press import CannotBeSet
from weerbaar.foundation.ui.downloads import attachment
from weerbaar.outreach.letters.actions import printing
from weerbaar.outreach.letters.views.dispatches import participation_or_404
from weerbaar.outreach.letters.views.mailings import mailing_or_404


@staff(Permission.SEND_TOUR_POST)
@require_safe
def print_mailing(request: StaffRequest, mailing_id: UUID, province: str) -> HttpResponseBase:
    """Will hand out the letters of a province in one file, by postcode, each on a new page. Nothing changes by it."""
    found = mailing_or_404(mailing_id)
    try:
        pdf = printing.print_file(found, province)
    except printing.NothingToPrint:
        raise Http404 from None
    except CannotBeSet:
        return _sorry(request)
    return attachment(f"afdruk-{province}.pdf", [pdf])


@staff(Permission.CHANGE_TOUR, step_up=True)
@require_POST
def disclose_mailing(request: StaffRequest, mailing_id: UUID, province: str) -> HttpResponseBase:
    """Will hand out the letters of a province as they can be disclosed, in one file with a list."""
    found = mailing_or_404(mailing_id)
    try:
        whole = printing.disclosed_set(mailing=found, province=province, at=timezone.now(), by=request.user)
    except printing.NothingToPrint:
        raise Http404 from None
    return attachment(f"openbaar-{province}.zip", [whole])


@staff(Permission.CHANGE_TOUR, step_up=True)
@require_POST
def disclose_organisation(request: StaffRequest, code: str) -> HttpResponseBase:
    """Will hand out everything that went to one organisation as it can be disclosed, in one file with a list."""
    found = participation_or_404(request, code)
    try:
        whole = printing.disclosed_of(participation=found, at=timezone.now(), by=request.user)
    except printing.NothingToPrint:
        raise Http404 from None
    return attachment(f"openbaar-{code}.zip", [whole])


def _sorry(request: StaffRequest) -> HttpResponse:
    return render(request, "letters/cannot_print.html", status=409)
