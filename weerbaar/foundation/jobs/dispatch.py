"""Putting a task in the queue by its name, so that a room's actions need not know its tasks, which stand above them."""

from datetime import datetime
from typing import Any

from django.utils.module_loading import import_string


def enqueue(task_path: str, *args: Any, run_after: datetime | None = None) -> None:
    """Will queue the task at `task_path` inside the caller's transaction; raises `ImportError` when it is not there."""
    task = import_string(task_path)
    (task.using(run_after=run_after) if run_after else task).enqueue(*args)
