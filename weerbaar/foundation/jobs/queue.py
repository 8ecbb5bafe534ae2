"""The queue: claim, finish, try again, and take over from a worker that died.

django-tasks-db keeps the rows; it neither retries nor notices a dead worker, so these acts are ours. Each change of
state names the state that it starts from: a worker that lost its lease changes nothing any more.
"""

import logging
import traceback
from datetime import datetime, timedelta
from typing import Any

from django.db import transaction
from django.db.models import Count, Max, Q
from django_tasks import TaskResultStatus
from django_tasks_db.models import DBTaskResult, get_date_max

from weerbaar.foundation.jobs.models import Tick, Worker
from weerbaar.foundation.jobs.retry import retry_of

logger = logging.getLogger(__name__)

KEEP_SUCCESSFUL = timedelta(days=7)
KEEP_FAILED = timedelta(days=14)
KEEP_TICKS = timedelta(days=30)
KEEP_WORKERS = timedelta(days=1)
Row = DBTaskResult[Any, Any]
NO_ARGUMENTS: dict[str, object] = {"args": [], "kwargs": {}}


def claim(*, worker_id: str, at: datetime) -> Row | None:
    """Will mark the next ready task as run by `worker_id` and return it, or None when nothing waits."""
    due = Q(run_after=get_date_max()) | Q(run_after__lte=at)
    ready = DBTaskResult.objects.filter(due, status=TaskResultStatus.READY)
    if not ready.exists():  # looking takes no lock; only a claim does
        return None
    with transaction.atomic():
        row = ready.select_for_update(skip_locked=True).first()
        if row is None:
            return None
        row.status = TaskResultStatus.RUNNING
        row.started_at = at
        row.worker_ids = [*row.worker_ids, worker_id]
        row.save(update_fields=["status", "started_at", "worker_ids"])
    return row


def succeed(row: Row, *, at: datetime) -> bool:
    """Will note that the task is done and drop its arguments; False when the lease was lost meanwhile."""
    return _leave_running(row, status=TaskResultStatus.SUCCESSFUL, finished_at=at, args_kwargs=NO_ARGUMENTS)


def fail(row: Row, *, error: BaseException | None, at: datetime) -> bool:
    """Will put the task back for its next attempt, or mark it failed when it was the last; False when the lease was lost.

    Of an error the type and the lines of code are kept, not its words: they may quote an address. Only an error with
    a `loggable_reason` speaks. No error means that the worker died.
    """
    attempts = len(row.worker_ids)
    what = f"{type(error).__module__}.{type(error).__qualname__}" if error else "worker died"
    reason = getattr(error, "loggable_reason", "")
    trace = "".join([*traceback.format_tb(error.__traceback__), reason]) if error else ""
    next_at = retry_of(row.task_path).next_at(attempts=attempts, enqueued_at=row.enqueued_at, at=at)
    if next_at is None:
        logger.error(
            "Task %s %s failed for good after %d attempts: %s %s", row.pk, row.task_path, attempts, what, reason
        )
        return _leave_running(
            row, status=TaskResultStatus.FAILED, finished_at=at, exception_class_path=what, traceback=trace
        )
    # After a death there is nothing to wait for; the count of attempts still bounds a task that kills its worker.
    run_after = next_at if error else at
    logger.warning(
        "Task %s %s attempt %d: %s %s; again at %s", row.pk, row.task_path, attempts, what, reason, run_after
    )
    return _leave_running(
        row, status=TaskResultStatus.READY, run_after=run_after, exception_class_path=what, traceback=trace
    )


def _leave_running(row: Row, **changes: object) -> bool:
    mine = DBTaskResult.objects.filter(pk=row.pk, status=TaskResultStatus.RUNNING, started_at=row.started_at)
    return bool(mine.update(**changes))


def sweep(*, at: datetime, lease: timedelta) -> int:
    """Will take every running task away from workers not seen for `lease`, to be run again; returns how many."""
    alive = {str(pk) for pk in Worker.objects.seen_since(at - lease).values_list("pk", flat=True)}
    running = DBTaskResult.objects.filter(status=TaskResultStatus.RUNNING)
    return sum(fail(row, error=None, at=at) for row in running if row.worker_ids[-1] not in alive)


def counts() -> list[tuple[str, str, int]]:
    """Will return how many tasks there are of each kind in each state."""
    rows = DBTaskResult.objects.order_by("task_path", "status")
    return list(rows.values_list("task_path", "status").annotate(number=Count("id")))


def retry_failed(*, at: datetime) -> int:
    """Will put all failed tasks back in the queue as if they were new; returns how many."""
    failed = DBTaskResult.objects.filter(status=TaskResultStatus.FAILED)
    return failed.update(
        status=TaskResultStatus.READY, enqueued_at=at, run_after=at, finished_at=None, worker_ids=[],
        exception_class_path="", traceback="",
    )  # fmt: skip


def forget_failed() -> int:
    """Will delete all failed tasks and what they held; returns how many."""
    return DBTaskResult.objects.filter(status=TaskResultStatus.FAILED).delete()[0]


def prune(*, at: datetime) -> None:
    """Will delete finished tasks, old ticks and the rows of workers long gone; each job keeps its last tick."""
    finished = DBTaskResult.objects
    finished.filter(status=TaskResultStatus.SUCCESSFUL, finished_at__lt=at - KEEP_SUCCESSFUL).delete()
    finished.filter(status=TaskResultStatus.FAILED, finished_at__lt=at - KEEP_FAILED).delete()
    last = Tick.objects.values("job").annotate(last=Max("due_at")).values_list("last", flat=True)
    Tick.objects.filter(due_at__lt=at - KEEP_TICKS).exclude(due_at__in=list(last)).delete()
    Worker.objects.filter(seen_at__lt=at - KEEP_WORKERS).delete()
