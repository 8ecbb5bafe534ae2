"""What the tests of letters share: a visitor who may send, and the mails that wait in the queue."""

import json

import pytest
from django.test import Client
from django_tasks_db.models import DBTaskResult

from weerbaar.foundation.jobs.tasks import MAIL_CONTEXT, send_mail
from weerbaar.foundation.vault import application_box


@pytest.fixture
def visitor(toon):
    client = Client()
    toon.sign_in(client)
    return client


@pytest.fixture
def queued(db):
    """The words of the mails in the queue, in the order in which they went in."""

    def read():
        rows = DBTaskResult.objects.filter(task_path=send_mail.module_path).order_by("enqueued_at")
        boxes = [row.args_kwargs["kwargs"]["box"] for row in rows]
        return [json.loads(application_box.open(box, context=MAIL_CONTEXT)) for box in boxes]

    return read
