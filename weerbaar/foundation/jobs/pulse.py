"""The heartbeat of one worker: a row that says it lives, written by a thread of its own while tasks run."""

import logging
import threading
from collections.abc import Callable
from datetime import datetime, timedelta
from typing import Self
from uuid import UUID

from django.db import Error as DatabaseTrouble
from django.db import connection
from django.utils import timezone

from weerbaar.foundation.jobs.models import Worker

logger = logging.getLogger(__name__)


class Pulse:
    """Use as a context: beats from entering to leaving, and removes the row at the end."""

    def __init__(self, *, worker_id: UUID, every: timedelta, lease: timedelta) -> None:
        self.worker_id = worker_id
        self.every = every
        self.lease = lease
        self._started_at = timezone.now()
        self._last: datetime | None = None
        self._unbroken_since: datetime | None = None
        self._tried = threading.Event()
        self._ended = threading.Event()
        self._thread = threading.Thread(target=self._run, name="pulse", daemon=True)

    def __enter__(self) -> Self:
        self._thread.start()
        self._tried.wait(self.lease.total_seconds())
        return self

    def __exit__(self, *_error: object) -> None:
        self._ended.set()
        self._thread.join()

    def beating(self, at: datetime) -> bool:
        """Will tell whether the row is fresh: without it a task must not be claimed, another would take it over."""
        last = self._last
        return last is not None and at - last < self.lease

    def steady(self, at: datetime) -> bool:
        """Will tell whether it beat without a gap for a whole lease.

        When the database was away, or this machine slept, everybody's beat looks old at first. Only who has seen
        a whole lease go by may say that another is dead.
        """
        since = self._unbroken_since
        return self.beating(at) and since is not None and at - since >= self.lease

    def _run(self) -> None:
        while True:
            self._attempt(self._beat)
            self._tried.set()
            if self._ended.wait(self.every.total_seconds()):
                break
        self._attempt(self._end)
        connection.close()

    def _attempt(self, act: Callable[[], None]) -> None:
        try:
            act()
        except DatabaseTrouble as error:
            logger.warning("Heartbeat not written: %s", type(error).__name__)
            connection.close()

    def _beat(self) -> None:
        at = timezone.now()
        Worker.objects.update_or_create(
            pk=self.worker_id, defaults={"seen_at": at}, create_defaults={"started_at": self._started_at, "seen_at": at}
        )
        if self._last is None or at - self._last >= self.lease:
            self._unbroken_since = at
        self._last = at

    def _end(self) -> None:
        Worker.objects.filter(pk=self.worker_id).delete()
