"""What helpers promised to do: tasks with an owner who can open the case, and a moment."""

from datetime import datetime
from uuid import UUID

from django.db import transaction

from weerbaar.confidential.cases import queries
from weerbaar.confidential.cases.actions.steps import locked, record_by
from weerbaar.confidential.cases.actions.storing import key_to_write
from weerbaar.confidential.cases.models import Case, Task
from weerbaar.foundation.accounts.models import Account
from weerbaar.foundation.vault.errors import NotGranted
from weerbaar.foundation.vault.fields import seal_into
from weerbaar.foundation.vault.keyring import Keyring


class CannotOpen(NotGranted):
    """Who has no key to the case cannot do its tasks."""


@transaction.atomic
def add_task(
    *, case: Case, by: Account, keyring: Keyring, title: str, owner: Account, due_at: datetime | None, at: datetime
) -> Task:
    """Will put a task on the list of `owner`; raises `CannotOpen` when the owner has no key to the case."""
    case = locked(case, keyring)
    key = key_to_write(case, keyring, "team")
    _refuse_who_cannot_open(case, owner)
    task = Task(case=case, team_id=key.compartment_id, owner=owner, due_at=due_at, added_at=at)
    seal_into(task, key, title=title)
    task.save(force_insert=True)
    record_by(by, "case.task_added", case, at, {"task": str(task.pk), "owner": owner.bearer})
    return task


@transaction.atomic
def change_task(
    *, case: Case, task_id: UUID, by: Account, keyring: Keyring, owner: Account, due_at: datetime | None, at: datetime
) -> None:
    """Will give a task another owner or moment; raises `CannotOpen`, and `Task.DoesNotExist`."""
    case, task = _held(case, task_id, keyring)
    _refuse_who_cannot_open(case, owner)
    task.owner, task.due_at = owner, due_at
    task.save(update_fields=["owner", "due_at"])
    record_by(by, "case.task_changed", case, at, {"task": str(task.pk), "owner": owner.bearer})


@transaction.atomic
def finish_task(*, case: Case, task_id: UUID, by: Account, keyring: Keyring, at: datetime) -> None:
    """Will tick a task off; a second click changes nothing. Raises `Task.DoesNotExist`."""
    case, task = _held(case, task_id, keyring)
    if task.done_at is None:
        task.done_at, task.done_by = at, by
        task.save(update_fields=["done_at", "done_by"])
        record_by(by, "case.task_done", case, at, {"task": str(task.pk)})


@transaction.atomic
def undo_task(*, case: Case, task_id: UUID, by: Account, keyring: Keyring, at: datetime) -> None:
    """Will put a task that was ticked off back on the list of its owner. Raises `CannotOpen`, `Task.DoesNotExist`."""
    case, task = _held(case, task_id, keyring)
    _refuse_who_cannot_open(case, task.owner)
    if task.done_at is not None:
        task.done_at = task.done_by = None
        task.save(update_fields=["done_at", "done_by"])
        record_by(by, "case.task_undone", case, at, {"task": str(task.pk)})


def pass_on(case: Case, to: Account) -> None:
    """Will give `to` the open tasks of who can no longer open the case. The caller holds the case and gave the keys."""
    who_can = queries.who_can_open(case)
    case.tasks.filter(done_at=None).exclude(owner__in=[account.pk for account in who_can]).update(owner=to)


def _held(case: Case, task_id: UUID, keyring: Keyring) -> tuple[Case, Task]:
    case = locked(case, keyring)
    key_to_write(case, keyring, "team")
    return case, case.tasks.select_related("owner").get(pk=task_id)


def _refuse_who_cannot_open(case: Case, owner: Account) -> None:
    if owner not in queries.who_can_open(case):
        raise CannotOpen
