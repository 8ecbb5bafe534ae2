"""The schedule: cron lines in Dutch time, each due moment taken by one worker, missed moments run once."""

from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any
from zoneinfo import ZoneInfo

from cronsim import CronSim
from django.conf import settings
from django.db import IntegrityError, transaction
from django.db.models import Max
from django.utils.module_loading import import_string
from django_tasks.base import Task

from weerbaar.foundation.jobs.models import Tick

AMSTERDAM = ZoneInfo("Europe/Amsterdam")


@dataclass(frozen=True, kw_only=True)
class Line:
    """One job: a name that stays, a cron line in Europe/Amsterdam, the dotted path of a task without arguments."""

    job: str
    cron: str
    task: str


def lines() -> tuple[Line, ...]:
    """Will return the lines that `settings.SCHEDULE` points at."""
    return tuple(import_string(settings.SCHEDULE))


def task_of(line: Line) -> Task[..., Any]:
    """Will return the task that the line names; raises ImportError when there is none."""
    task: Task[..., Any] = import_string(line.task)
    return task


def due_after(line: Line, moment: datetime) -> datetime:
    """Will return the first due moment of `line` after `moment`, on both nights that the clock moves too."""
    return next(CronSim(line.cron, moment.astimezone(AMSTERDAM)))


def next_due(*, after: datetime) -> datetime | None:
    """Will return when the first of all jobs is due after `after`, or None when the schedule is empty."""
    return min((due_after(line, after) for line in lines()), default=None)


def latest_due(line: Line, *, after: datetime, at: datetime) -> datetime | None:
    """Will return the last due moment in (after, at], or None when there is none."""
    latest = None
    for due in CronSim(line.cron, after.astimezone(AMSTERDAM)):
        if due > at:
            break
        latest = due
    return latest


def enqueue_due(*, at: datetime) -> int:
    """Will put every job that is due at `at` in the queue, once however many moments were missed; returns how many."""
    taken = dict(Tick.objects.values_list("job").annotate(Max("due_at")))
    return sum(_enqueue_line(line, last=taken.get(line.job), at=at) for line in lines())


def _enqueue_line(line: Line, *, last: datetime | None, at: datetime) -> bool:
    if last is None:
        # A new line counts from now on: installing at noon does not start what was due last night.
        Tick.objects.get_or_create(job=line.job, due_at=at.replace(second=0, microsecond=0))
        return False
    due = latest_due(line, after=last, at=at)
    if due is None:
        return False
    try:
        with transaction.atomic():
            Tick.objects.create(job=line.job, due_at=due, enqueued_at=at)
            task_of(line).enqueue()
    except IntegrityError:
        return False  # another worker took this moment
    return True


def overdue(*, at: datetime, grace: timedelta) -> list[str]:
    """Will return the names of jobs that no worker knows yet or whose next moment passed more than `grace` ago."""
    taken = dict(Tick.objects.values_list("job").annotate(Max("due_at")))
    return [line.job for line in lines() if line.job not in taken or due_after(line, taken[line.job]) + grace < at]
