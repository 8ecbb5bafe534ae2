"""How often a task is tried again, declared at the task itself.

    @task
    @retried(Retry(delays=(60, 300), give_up_after=timedelta(hours=24)))
    def call_the_bank(...): ...

Every task is run at least once and may be run twice (its worker died after the work, before the note of it), so
every task is written to be harmless the second time.
"""

from collections.abc import Callable
from contextlib import suppress
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any, TypeVar

from django.utils.module_loading import import_string

F = TypeVar("F", bound=Callable[..., Any])


@dataclass(frozen=True, kw_only=True)
class Retry:
    """Seconds between attempts; with `give_up_after` the last of them repeats until that much time has passed."""

    delays: tuple[int, ...] = (60, 300, 900)
    give_up_after: timedelta | None = None

    def next_at(self, *, attempts: int, enqueued_at: datetime, at: datetime) -> datetime | None:
        """Will return when to try again after `attempts` failed attempts, or None when it is time to give up."""
        if not self.delays:
            return None
        if self.give_up_after is None and attempts > len(self.delays):
            return None
        next_at = at + timedelta(seconds=self.delays[min(attempts, len(self.delays)) - 1])
        if self.give_up_after is not None and next_at > enqueued_at + self.give_up_after:
            return None
        return next_at


_declared: dict[str, Retry] = {}


def retried(retry: Retry) -> Callable[[F], F]:
    """Will declare how often the decorated task function is tried again; goes below `@task`."""

    def declare(function: F) -> F:
        _declared[f"{function.__module__}.{function.__qualname__}"] = retry
        return function

    return declare


def retry_of(task_path: str) -> Retry:
    """Will return what the task at `task_path` declared, or three more attempts within 21 minutes."""
    with suppress(ImportError):
        import_string(task_path)  # a declaration is known once its module was imported
    return _declared.get(task_path, Retry())
