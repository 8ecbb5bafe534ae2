"""The tasks of a case."""

from typing import Any
from uuid import UUID

from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.views.decorators.http import require_http_methods, require_POST

from weerbaar.confidential.cases import queries
from weerbaar.confidential.cases.actions import agenda
from weerbaar.confidential.cases.forms import AddTaskForm, ChangeTaskForm
from weerbaar.confidential.cases.views.shelf import back_to_case, case_of, hand_of, or_not_there
from weerbaar.foundation.accounts import drafts
from weerbaar.foundation.accounts.doors import staff
from weerbaar.foundation.accounts.models import Account
from weerbaar.foundation.accounts.requests import StaffRequest
from weerbaar.foundation.accounts.roles import Permission


@staff(Permission.WRITE_IN_CASE)
@require_http_methods(["GET", "HEAD", "POST"])
def add(request: StaffRequest, number: str) -> HttpResponse:
    """Will ask what must be done, and put it on someone's list."""
    found = case_of(request, number)
    people = queries.who_can_open(found)
    first = {"owner": str(request.user.pk)} | drafts.take_draft(request, request.path)
    form = AddTaskForm(request.POST or None, people=people, initial=first)
    if form.is_bound and form.is_valid():
        facts = form.cleaned_data
        owner = _chosen(people, form.owner_id)
        with or_not_there():
            agenda.add_task(case=found, title=facts["title"], owner=owner, due_at=facts["due_at"], **hand_of(request))
        return back_to_case(number, "taak")
    return render(request, "cases/task.html", {"case": found, "form": form}, status=400 if form.errors else 200)


@staff(Permission.WRITE_IN_CASE)
@require_http_methods(["GET", "HEAD", "POST"])
def change(request: StaffRequest, number: str, task_id: UUID) -> HttpResponse:
    """Will give a task another owner or moment."""
    found = case_of(request, number)
    with or_not_there():
        task = queries.task_for(request.keyring, found, task_id, at=timezone.now())
    people = queries.who_can_open(found)
    form = ChangeTaskForm(request.POST or None, people=people, initial=_as_it_stands(task))
    if form.is_bound and form.is_valid():
        owner, due_at = _chosen(people, form.owner_id), form.cleaned_data["due_at"]
        with or_not_there():
            agenda.change_task(case=found, task_id=task_id, owner=owner, due_at=due_at, **hand_of(request))
        return back_to_case(number, "taak")
    facts = {"case": found, "form": form, "task": task}
    return render(request, "cases/task.html", facts, status=400 if form.errors else 200)


@staff(Permission.WRITE_IN_CASE)
@require_POST
def finish(request: StaffRequest, number: str, task_id: UUID) -> HttpResponse:
    """Will tick a task off."""
    found = case_of(request, number)
    with or_not_there():
        agenda.finish_task(case=found, task_id=task_id, **hand_of(request))
    return back_to_case(number, "klaar")


@staff(Permission.WRITE_IN_CASE)
@require_POST
def undo(request: StaffRequest, number: str, task_id: UUID) -> HttpResponse:
    """Will put a task back that was ticked off."""
    found = case_of(request, number)
    with or_not_there():
        try:
            agenda.undo_task(case=found, task_id=task_id, **hand_of(request))
        except agenda.CannotOpen:
            # Whose task it was has no key any more: first say who does it now.
            return redirect("change_task", number, task_id)
    return back_to_case(number, "taak")


def _as_it_stands(task: queries.TaskLine) -> dict[str, Any]:
    due = timezone.localtime(task.due_at) if task.due_at else None
    return {"owner": str(task.owner.pk), "day": due and due.date(), "clock": due and due.time()}


def _chosen(people: list[Account], account_id: UUID) -> Account:
    return next(one for one in people if one.pk == account_id)
