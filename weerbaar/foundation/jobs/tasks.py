"""The tasks of this room itself."""

import json
from base64 import b64decode
from datetime import timedelta

from django.conf import settings
from django.utils import timezone
from django_tasks import TaskContext, task

from weerbaar.foundation.gateways.mail import Mail, mail_gateway
from weerbaar.foundation.gateways.parts import Attachment, Invitation
from weerbaar.foundation.jobs import last_looks, mailbox, queue
from weerbaar.foundation.jobs.retry import Retry, retried
from weerbaar.foundation.vault import application_box

# A mail that waits lies sealed in the queue: who steals the database reads no address and no invitation link.
MAIL_CONTEXT = "jobs.mail"

MAIL_RETRY = Retry(
    delays=tuple(settings.MAIL_RETRY_SECONDS),
    give_up_after=timedelta(hours=settings.MAIL_GIVE_UP_HOURS),
)


@task(takes_context=True)
@retried(MAIL_RETRY)
def send_mail(context: TaskContext, *, box: str) -> None:
    """Will send one mail that is still wanted; a second run sends it under the same Message-ID, so that mailboxes show it once."""
    at = timezone.now()
    words = json.loads(application_box.open(box, context=MAIL_CONTEXT))
    look = words.pop("last_look", None)
    if look and not last_looks.still_wanted(*look, to=words["to"], at=at):
        return
    files = [one | {"content": b64decode(one["content"])} for one in words.pop("attachments", [])]
    invitation = words.pop("invitation", None)
    thread = tuple(words.pop("thread", ()))
    mail = Mail(
        id=context.task_result.id, at=at, thread=thread, **words,
        attachments=tuple(Attachment(**one) for one in files),
        invitation=Invitation(**invitation) if invitation else None,
    )  # fmt: skip
    mail_gateway().send(mail)


@task
def prune_finished() -> None:
    """Will delete finished tasks and old ticks after their term."""
    queue.prune(at=timezone.now())


@task
def read_mailbox() -> None:
    """Will read the answers that came by mail."""
    mailbox.read_mailbox(at=timezone.now())
