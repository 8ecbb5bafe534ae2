"""Afterwards somebody tells what leading it took, by the link that they were asked with; a colleague agrees to it."""

from datetime import datetime

from django.db import transaction

from weerbaar.foundation.accounts.models import Account
from weerbaar.outreach.sessions.actions import post
from weerbaar.outreach.sessions.actions.states import begun, record_act
from weerbaar.outreach.sessions.models import Ask, WorkReport
from weerbaar.outreach.sessions.queries.reports import may_report, report_of, reports_to_remind


class ReportClosed(Exception):
    """It is too early or too late, it was agreed, or they were not there."""


class OwnReport(Exception):
    """Nobody agrees to their own hours: a colleague looks at them."""


@transaction.atomic
def tell_work(
    *, asked: Ask, minutes: int, travel_cents: int, other_cents: int, remark: str, at: datetime
) -> WorkReport:
    """Will write down what it took somebody; told again it replaces what was told, until it was agreed. Raises `ReportClosed`."""
    now = begun(asked.gathering, ahead=False)
    asked = Ask.objects.select_for_update().get(pk=asked.pk)
    if not may_report(asked, now, report_of(asked), at=at):
        raise ReportClosed
    facts = {
        "minutes": minutes, "travel_cents": travel_cents, "other_cents": other_cents, "remark": remark, "told_at": at,
    }  # fmt: skip
    told, _ = WorkReport.objects.update_or_create(ask=asked, defaults=facts)
    record_act("gathering.work_told", now, at=at, by=None, detail={"ask": str(asked.pk)})
    return told


@transaction.atomic
def agree(*, report: WorkReport, seen_at: datetime, at: datetime, by: Account) -> None:
    """Will agree to what somebody told, as it was when the page showed it.

    Raises `ReportClosed` when it says something else now, and `OwnReport` when they told it themselves.
    """
    now = begun(report.ask.gathering, ahead=False)
    if report.ask.facilitator.account_id == by.pk:
        raise OwnReport
    if not WorkReport.objects.filter(pk=report.pk, agreed_at=None, told_at=seen_at).update(agreed_at=at, agreed_by=by):
        raise ReportClosed
    record_act("gathering.work_agreed", now, at=at, by=by, detail={"ask": str(report.ask_id)})


def remind_of_reports(*, at: datetime) -> int:
    """Will mail whoever led something and told nothing, once, and count them; each in a transaction of its own."""
    return sum(_remind(asked, at) for asked in reports_to_remind(at=at))


@transaction.atomic
def _remind(asked: Ask, at: datetime) -> bool:
    """Who tells it meanwhile waits for this lock, or is found here to have told it."""
    now = begun(asked.gathering, ahead=False)
    silent = reports_to_remind(at=at).filter(pk=asked.pk)
    if not silent.exists():
        return False
    Ask.objects.filter(pk=asked.pk).update(report_reminded_at=at)
    post.ask_for_report(now, asked, again=True)
    record_act("gathering.report_reminded", now, at=at, by=None, detail={"ask": str(asked.pk)})
    return True
