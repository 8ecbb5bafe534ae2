"""What runs by itself: questions that wait are reminded of, and those that ran out go to the next one; and so are hours."""

from django.utils import timezone
from django_tasks import task

from weerbaar.outreach.sessions.actions import reports, staffing


@task
def look_after_asks() -> None:
    """Will remind of what waits for three days, and ask somebody else where nobody answered in time."""
    staffing.look_after(at=timezone.now())


@task
def remind_of_reports() -> None:
    """Will remind of hours and costs, two weeks after we asked for them, whoever told nothing."""
    reports.remind_of_reports(at=timezone.now())
