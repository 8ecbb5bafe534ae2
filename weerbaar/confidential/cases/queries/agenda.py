"""The tasks of a case, and who can do them."""

from dataclasses import dataclass, field
from datetime import datetime
from typing import TYPE_CHECKING
from uuid import UUID

from django.db.models import F, QuerySet

from weerbaar.confidential.cases.models import Case, Task
from weerbaar.confidential.cases.queries.shelf import holders_who_answer
from weerbaar.foundation.database.prepared import prepared
from weerbaar.foundation.vault.keyring import Keyring
from weerbaar.team.network import queries as network

if TYPE_CHECKING:
    from weerbaar.foundation.accounts.models import Account

DONE_SHOWN = 10


@dataclass(frozen=True)
class TaskLine:
    """A task as the team reads it."""

    id: UUID
    title: str = field(repr=False)
    owner: "Account"
    due_at: datetime | None
    done_at: datetime | None
    is_late: bool


def tasks_of(keyring: Keyring, case: Case, *, at: datetime) -> list[TaskLine]:
    """Will return the open tasks, late first and those without a moment last, and then the last ten that were done."""
    return [_line(keyring, row, at) for row in [*_still_open(case.pk), *_done(case.pk)]]


@prepared
def _still_open(case_id: UUID) -> QuerySet[Task]:
    tasks = Task.objects.filter(case_id=case_id, done_at=None).select_related("owner")
    return tasks.order_by(F("due_at").asc(nulls_last=True), "added_at", "pk")


@prepared
def _done(case_id: UUID) -> QuerySet[Task]:
    tasks = Task.objects.filter(case_id=case_id, done_at__isnull=False).select_related("owner")
    return tasks.order_by("-done_at", "pk")[:DONE_SHOWN]


def task_for(keyring: Keyring, case: Case, task_id: UUID, *, at: datetime) -> TaskLine:
    """Will return one task of the case and have the look recorded; raises `Task.DoesNotExist` and `NotGranted`."""
    row = case.tasks.select_related("owner").get(pk=task_id)
    keyring.open([row.team_id], purpose="task")
    return _line(keyring, row, at)


def who_can_open(case: Case) -> "list[Account]":
    """Will return the colleagues who hold a key to the case, by name."""
    return network.people_behind(holders_who_answer(case))


def _line(keyring: Keyring, row: Task, at: datetime) -> TaskLine:
    is_late = row.done_at is None and row.due_at is not None and row.due_at < at
    return TaskLine(row.pk, row.title.reveal(keyring), row.owner, row.due_at, row.done_at, is_late)
