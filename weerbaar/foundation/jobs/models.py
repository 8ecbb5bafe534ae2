"""Who is working, and which ticks of the schedule were taken. The queue itself is django-tasks-db's own table."""

import uuid
from datetime import datetime
from typing import Self

from django.db import models


class WorkerQuerySet(models.QuerySet["Worker"]):
    def seen_since(self, at: datetime) -> Self:
        return self.filter(seen_at__gte=at)


class Worker(models.Model):
    """One worker process. Its row is the lease on whatever task it has in hand."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    started_at = models.DateTimeField()
    seen_at = models.DateTimeField(db_index=True)

    objects = WorkerQuerySet.as_manager()


class Tick(models.Model):
    """One due moment of one line of the schedule; the constraint gives it to one worker only."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    job = models.CharField(max_length=100)
    due_at = models.DateTimeField()
    # Empty on the first tick of a new line: it marks from when we count, nothing was run for it.
    enqueued_at = models.DateTimeField(null=True)

    class Meta:
        constraints = [models.UniqueConstraint(fields=["job", "due_at"], name="one_tick_per_job_and_moment")]
