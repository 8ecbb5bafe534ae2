"""What /gezond reports. Rooms above add their own check in `apps.ready()`."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime, timedelta

from django.db import Error as DatabaseTrouble
from django.db import connection
from django.db.models import Count, Min, Q
from django_tasks import TaskResultStatus
from django_tasks_db.models import DBTaskResult

from weerbaar.foundation.jobs import schedule
from weerbaar.foundation.jobs.models import Worker
from weerbaar.foundation.jobs.tasks import send_mail

WORKER_SEEN_WITHIN = timedelta(seconds=60)
TICK_OVERDUE_AFTER = timedelta(minutes=10)
MAIL_LATE_AFTER = timedelta(minutes=30)


@dataclass(frozen=True)
class Check:
    ok: bool
    detail: str


_checks: dict[str, Callable[[datetime], Check]] = {}


def register(name: str, check: Callable[[datetime], Check]) -> None:
    """Will add `check` to the health report under `name`; a name that exists is replaced."""
    _checks[name] = check


def report(at: datetime) -> dict[str, Check]:
    """Will run every check and return the outcomes by name; a check that raises is reported as not ok.

    Without a database nothing else can be known, so the others are then not asked: the answer stays quick.
    """
    database = _outcome(_database, at)
    outcomes = {"database": database}
    for name, check in _checks.items():
        outcomes[name] = _outcome(check, at) if database.ok else Check(ok=False, detail="unknown without database")
    return outcomes


def _outcome(check: Callable[[datetime], Check], at: datetime) -> Check:
    try:
        return check(at)
    except Exception as error:  # noqa: BLE001 - whatever a check breaks on is itself the news
        return Check(ok=False, detail=type(error).__name__)


def _database(_at: datetime) -> Check:
    try:
        with connection.cursor() as cursor:
            cursor.execute("SELECT 1")
            cursor.fetchone()
    except DatabaseTrouble:
        # A connection that broke is not handed to the next request.
        connection.close()
        raise
    return Check(ok=True, detail="answers")


def _worker(at: datetime) -> Check:
    alive = Worker.objects.seen_since(at - WORKER_SEEN_WITHIN).count()
    return Check(ok=alive > 0, detail=f"{alive} seen in the last minute")


def _schedule(at: datetime) -> Check:
    overdue = schedule.overdue(at=at, grace=TICK_OVERDUE_AFTER)
    return Check(ok=not overdue, detail=f"overdue: {', '.join(overdue)}" if overdue else "on time")


def _mail(at: datetime) -> Check:
    counts = DBTaskResult.objects.filter(task_path=send_mail.module_path).aggregate(
        waiting=Count("id", filter=Q(status__in=[TaskResultStatus.READY, TaskResultStatus.RUNNING])),
        failed=Count("id", filter=Q(status=TaskResultStatus.FAILED)),
        oldest=Min("enqueued_at", filter=Q(status__in=[TaskResultStatus.READY, TaskResultStatus.RUNNING])),
    )
    late = counts["oldest"] is not None and counts["oldest"] < at - MAIL_LATE_AFTER
    detail = f"{counts['waiting']} waiting, {counts['failed']} failed"
    return Check(ok=not late and not counts["failed"], detail=f"{detail}, the oldest is late" if late else detail)


register("worker", _worker)
register("schedule", _schedule)
register("mail", _mail)
