"""Mails that wait in the queue, as they will travel."""

import json
from base64 import b64decode
from email.message import EmailMessage
from typing import Any

from django.db.models import QuerySet
from django.utils import timezone
from django_tasks import TaskContext
from django_tasks_db.models import DBTaskResult

from weerbaar.foundation.gateways.mail import Mail, as_message
from weerbaar.foundation.gateways.parts import Attachment, Invitation
from weerbaar.foundation.jobs import queue
from weerbaar.foundation.jobs.tasks import MAIL_CONTEXT, send_mail
from weerbaar.foundation.vault import application_box


def waiting_mails() -> list[EmailMessage]:
    """Will return what waits to be sent, oldest first."""
    return [_message(row) for row in _queued()]


def waiting_words() -> list[dict[str, Any]]:
    """Will return of what waits to be sent what `enqueue_mail` was given, oldest first."""
    return [_words(row) for row in _queued()]


def _queued() -> QuerySet[DBTaskResult]:
    return DBTaskResult.objects.filter(task_path=send_mail.module_path).order_by("enqueued_at")


def _words(row: DBTaskResult) -> dict[str, Any]:
    return json.loads(application_box.open(row.args_kwargs["kwargs"]["box"], context=MAIL_CONTEXT))


def deliver_waiting() -> None:
    """Will do what the worker does with every mail and task whose turn has come, by the clock of the test."""
    while row := queue.claim(worker_id="test", at=timezone.now()):
        found = row.task_result
        context = [TaskContext(task_result=found)] if found.task.takes_context else []
        found.task.call(*context, *found.args, **found.kwargs)
        queue.succeed(row, at=timezone.now())


def do_waiting(task_path: str) -> None:
    """Will do what the worker does with every task of one kind that waits."""
    for row in DBTaskResult.objects.filter(task_path=task_path).order_by("enqueued_at"):
        row.task.func(*row.args_kwargs["args"], **row.args_kwargs["kwargs"])
        row.delete()


def _message(row: DBTaskResult) -> EmailMessage:
    words = _words(row)
    files = [Attachment(**one | {"content": b64decode(one["content"])}) for one in words.pop("attachments", [])]
    invitation = words.pop("invitation", None)
    words.pop("last_look", None)
    mail = Mail(
        id=str(row.id), at=timezone.now(), thread=tuple(words.pop("thread", ())), attachments=tuple(files),
        invitation=Invitation(**invitation) if invitation else None, **words,
    )  # fmt: skip
    return as_message(mail)


def calendar_in(message: EmailMessage) -> str:
    """Will return the calendar part of a mail."""
    (part,) = [part for part in message.walk() if part.get_content_type() == "text/calendar"]
    return part.get_payload(decode=True).decode()


def words_in(message: EmailMessage) -> str:
    """Will return the plain words of a mail."""
    return message.get_body(("plain",)).get_content().replace("\r\n", "\n")
