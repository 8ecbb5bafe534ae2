"""What leading a gathering took people, as they told it."""

from datetime import datetime
from uuid import UUID

from django.db.models import Q, QuerySet

from weerbaar.outreach.sessions.models import Answer, Ask, Gathering, Released, WorkReport
from weerbaar.outreach.sessions.rules import A_DAY, LAST_WEEK, REMIND_OF_REPORT_AFTER, REPORT_WITHIN, takes_reports


def led(gathering: Gathering) -> list[tuple[Ask, WorkReport | None]]:
    """Will give who led it or will, each with what they told; None when they told nothing yet."""
    found = Ask.objects.filter(gathering=gathering, answer=Answer.YES, released=Released.NOT)
    told = {one.ask_id: one for one in WorkReport.objects.filter(ask__gathering=gathering)}
    return [(one, told.get(one.pk)) for one in found.select_related("facilitator").order_by("asked_at", "id")]


def report_of(asked: Ask) -> WorkReport | None:
    """Will give what somebody told about one gathering; None when that is nothing yet."""
    return WorkReport.objects.filter(ask=asked).first()


def report_in(gathering: Gathering, key: UUID) -> WorkReport | None:
    """Will give one report; None when it is about another gathering."""
    return WorkReport.objects.select_related("ask__facilitator").filter(ask__gathering=gathering, pk=key).first()


def reports_to_remind(*, at: datetime) -> QuerySet[Ask]:
    """Will give who was asked for their hours two weeks ago, told nothing, can still tell it, and was not reminded yet.

    Where we asked late it is a week before the last day.
    """
    led = Ask.objects.filter(answer=Answer.YES, released=Released.NOT, report=None, report_reminded_at=None)
    asked_long_ago = Q(gathering__held_at__lte=at - REMIND_OF_REPORT_AFTER)
    nearly_over = Q(gathering__ends_at__lte=at - REPORT_WITHIN + LAST_WEEK, gathering__held_at__lte=at - A_DAY)
    found = led.filter(asked_long_ago | nearly_over, gathering__ends_at__gte=at - REPORT_WITHIN)
    return found.select_related("gathering", "facilitator").order_by("asked_at", "id")


def may_report(asked: Ask, gathering: Gathering, report: WorkReport | None, *, at: datetime) -> bool:
    """Whether somebody can tell, or change, what it took them: who came, in time, and before it was agreed."""
    came = asked.answer == Answer.YES and not asked.released and gathering.cancelled_at is None
    agreed = report is not None and report.agreed_at is not None
    return came and not agreed and takes_reports(gathering.starts_at, gathering.ends_at, at)
