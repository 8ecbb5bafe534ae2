"""Hours and costs afterwards: the page of who led it, behind their link, and a colleague who agrees."""

from datetime import datetime
from uuid import UUID

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods

from weerbaar.foundation.accounts.doors import public, staff
from weerbaar.foundation.accounts.once import once
from weerbaar.foundation.accounts.requests import StaffRequest
from weerbaar.foundation.accounts.roles import Permission
from weerbaar.outreach.sessions import phrases
from weerbaar.outreach.sessions.actions import reports as actions
from weerbaar.outreach.sessions.forms.reports import AgreeForm, ReportForm, report_fields
from weerbaar.outreach.sessions.models import Ask
from weerbaar.outreach.sessions.queries import reports as queries
from weerbaar.outreach.sessions.queries.gatherings import gathering_by, name_of
from weerbaar.outreach.sessions.queries.moments import moment_of, place_of
from weerbaar.outreach.sessions.queries.staffing import ask_by
from weerbaar.outreach.sessions.views.costs import show_costs
from weerbaar.outreach.sessions.views.gatherings import found, sent_from


@public
@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def work_report(request: HttpRequest, token: str) -> HttpResponse:
    """Will show whoever led it what they told, and take hours and costs. Looking changes nothing."""
    asked = ask_by(token)
    if asked is None:
        return render(request, "sessions/public/unknown.html", status=404)
    form = ReportForm(
        request.POST if request.method == "POST" else None, initial=report_fields(queries.report_of(asked))
    )
    if form.is_valid() and _told(form, asked):
        return redirect("work_report", token)
    return _page(request, asked, form)


def _told(form: ReportForm, asked: Ask) -> bool:
    try:
        with phrases.in_dutch():
            actions.tell_work(asked=asked, at=timezone.now(), **form.cleaned_data)
    except actions.ReportClosed:
        form.add_error(None, _("Dit kan nu niet (meer). Er is niets veranderd. Bel of mail ons."))
    return not form.errors


def _page(request: HttpRequest, asked: Ask, form: ReportForm) -> HttpResponse:
    one, report = gathering_by(asked.gathering_id), queries.report_of(asked)
    assert one is not None
    context = {
        "asked": asked, "form": form, "report": report, "what": one.get_kind_display(), "whom": name_of(one),
        "when": moment_of(one), "where": place_of(one), "open": queries.may_report(asked, one, report, at=timezone.now()),
    }  # fmt: skip
    return render(request, "sessions/public/report.html", context, status=400 if form.errors else 200)


@staff(Permission.CHANGE_TOUR)
@sent_from("gathering_costs")
@once
def agree_report(request: StaffRequest, gathering_id: UUID, report_id: UUID) -> HttpResponse:
    """Will agree to hours and costs as the page showed them."""
    one, form = found(gathering_id), AgreeForm(request.POST)
    report = queries.report_in(one, report_id)
    if report is None or not form.is_valid():
        raise Http404
    try:
        seen = datetime.fromisoformat(form.cleaned_data["seen"])
        actions.agree(report=report, seen_at=seen, at=timezone.now(), by=request.user)
    except actions.OwnReport:
        return show_costs(request, one, problem=_("Dit zijn uw eigen uren. Een collega bekijkt uw uren."))
    except (ValueError, actions.ReportClosed):
        return show_costs(request, one, problem=_("De opgave is net veranderd of al bekeken. Kijk nog eens."))
    return redirect("gathering_costs", one.pk)
