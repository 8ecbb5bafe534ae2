"""What there is to do today."""

from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.views.decorators.http import require_safe

from weerbaar.confidential.cases import queries
from weerbaar.foundation.accounts.actions import visits
from weerbaar.foundation.accounts.doors import staff
from weerbaar.foundation.accounts.requests import StaffRequest
from weerbaar.foundation.accounts.roles import Permission


@staff(Permission.OWN_ACCOUNT)
@require_safe
def work(request: StaffRequest) -> HttpResponse:
    """Will show what the viewer has to do, late first, and to a coordinator how much waits.

    Whose work is elsewhere is led there: colleagues call this page that of their work, whatever that is.
    """
    if not request.user.may(Permission.SEE_OWN_WORK):
        return redirect("home_for_staff")
    now = timezone.now()
    with visits.one_commit(request):
        todo = queries.work_of(request.user, request.keyring, at=now)
    counts_load = request.user.may(Permission.SEE_WORKLOAD)
    facts = {
        "todo": todo,
        "helps": request.user.may(Permission.OPEN_CASE),
        "counts_load": counts_load,
        "load": queries.workload(now) if counts_load else [],
        "now": now,
    }
    return render(request, "cases/work.html", facts)
