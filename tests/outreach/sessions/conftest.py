"""Who works on sessions, and the mail that would go out."""

import json

import pytest
from django.test import Client
from django_tasks_db.models import DBTaskResult

from weerbaar.foundation.jobs.tasks import MAIL_CONTEXT
from weerbaar.foundation.vault import application_box


@pytest.fixture
def visitor(toon):
    client = Client()
    toon.sign_in(client)
    return client


@pytest.fixture
def by(toon):
    return toon.account


@pytest.fixture
def mails(db):
    """What is in the queue, opened: a list of mails in the order of asking; `mails(to)` is only those of one address."""

    def waiting(to: str = ""):
        rows = DBTaskResult.objects.filter(task_path__endswith="send_mail").order_by("enqueued_at")
        found = [
            json.loads(application_box.open(row.args_kwargs["kwargs"]["box"], context=MAIL_CONTEXT)) for row in rows
        ]
        return [mail for mail in found if not to or mail["to"] == to]

    return waiting
