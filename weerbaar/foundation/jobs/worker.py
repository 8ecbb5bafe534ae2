"""The worker: takes what is due from the schedule, runs what waits in the queue, takes over from the dead."""

import logging
import os
import select
import signal
import uuid
from collections.abc import Callable
from datetime import datetime, timedelta
from typing import Any, cast

from django.conf import settings
from django.core.exceptions import ImproperlyConfigured
from django.db import Error as DatabaseTrouble
from django.db import close_old_connections, connections
from django.utils import timezone
from django_tasks import TaskContext

from weerbaar.foundation.jobs import queue, schedule
from weerbaar.foundation.jobs.pulse import Pulse

logger = logging.getLogger(__name__)

AWAY_SECONDS = 1.0


class Stopping:
    """Turns SIGTERM and SIGINT into a question that the loop asks between two tasks, and ends its waiting at once."""

    def __init__(self) -> None:
        self.asked = False
        self._woken, self._wake = os.pipe()

    def listen(self) -> None:
        """Will catch the signals from now on; the task in hand is finished first."""
        for number in (signal.SIGTERM, signal.SIGINT):
            signal.signal(number, self._ask)

    def _ask(self, _number: int, _frame: object) -> None:
        self.asked = True
        # A pipe, because setting a threading.Event from a signal handler can wait for itself.
        os.write(self._wake, b".")

    def wait(self, seconds: float) -> None:
        """Will wait so long, or until asked to stop."""
        select.select([self._woken], [], [], seconds)


class WorkerProcess:
    """One worker, in one process. Several may run side by side, on one machine or on many."""

    def __init__(self, *, stopping: Stopping) -> None:
        self.id = uuid.uuid4()
        self.stopping = stopping
        self.lease = timedelta(seconds=settings.JOBS_LEASE_SECONDS)
        heartbeat = timedelta(seconds=settings.JOBS_HEARTBEAT_SECONDS)
        if self.lease < 3 * heartbeat:
            message = "JOBS_LEASE_SECONDS must be at least three times JOBS_HEARTBEAT_SECONDS."
            raise ImproperlyConfigured(message)
        self.pulse = Pulse(worker_id=self.id, every=heartbeat, lease=self.lease)
        self._schedule_at: datetime | None = None
        self._sweep_at: datetime | None = None

    def run(self) -> None:
        """Will work until asked to stop; a database that is away is waited for."""
        with self.pulse:
            while not self.stopping.asked:
                try:
                    worked = self.step()
                except DatabaseTrouble as error:
                    self._wait_for_database(error)
                    continue
                if not worked:
                    self.stopping.wait(settings.JOBS_POLL_SECONDS)
        connections.close_all()

    def step(self) -> bool:
        """Will do what is due now and at most one task; returns whether there was a task."""
        close_old_connections()
        at = timezone.now()
        if not self.pulse.beating(at):
            return False
        self._keep_house(at)
        row = queue.claim(worker_id=str(self.id), at=timezone.now())
        if row is None:
            return False
        self._run_task(row)
        return True

    def _keep_house(self, at: datetime) -> None:
        if self._schedule_at is None or at >= self._schedule_at:
            schedule.enqueue_due(at=at)
            self._schedule_at = schedule.next_due(after=at)
        if self.pulse.steady(at) and (self._sweep_at is None or at >= self._sweep_at):
            queue.sweep(at=at, lease=self.lease)
            self._sweep_at = at + self.lease / 3

    def _run_task(self, row: queue.Row) -> None:
        try:
            result = row.task_result
            context = [TaskContext(task_result=cast("Any", result))] if result.task.takes_context else []
            result.task.call(*context, *result.args, **result.kwargs)
        except (Exception, SystemExit) as error:  # noqa: BLE001 - whatever it breaks on, it is tried again or reported
            raised = error
            noted = self._until_noted(lambda: queue.fail(row, error=raised, at=timezone.now()))
        else:
            noted = self._until_noted(lambda: queue.succeed(row, at=timezone.now()))
        if noted is False:
            logger.warning("Task %s was taken over by another worker while we ran it", row.pk)

    def _until_noted(self, note: Callable[[], bool]) -> bool | None:
        """Will note the outcome, waiting for a database that is away; None when asked to stop before it was back."""
        while True:
            try:
                return note()
            except DatabaseTrouble as error:
                self._wait_for_database(error)
                if self.stopping.asked:
                    return None

    def _wait_for_database(self, error: Exception) -> None:
        logger.warning("The database is away: %s", type(error).__name__)
        connections.close_all()
        self.stopping.wait(AWAY_SECONDS)
