"""A mail that waited goes only when it is still wanted."""

import pytest
from django_tasks import TaskContext
from django_tasks_db.models import DBTaskResult

from tests.support.mails import deliver_waiting
from weerbaar.foundation.gateways.mail import outbox_folder
from weerbaar.foundation.gateways.outbox import kept
from weerbaar.foundation.jobs import last_looks
from weerbaar.foundation.jobs.mail import enqueue_mail
from weerbaar.foundation.jobs.tasks import send_mail

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def _own_looks(monkeypatch, var_dir):
    monkeypatch.setattr(last_looks, "_looks", {})


def enqueue(**facts):
    enqueue_mail(to="ans@voorbeeld.nl", subject="Nog even", body="Kijk even.", **facts)


@pytest.mark.parametrize(("wanted", "went"), [(True, ["Nog even"]), (False, [])])
def test_a_mail_goes_when_the_last_look_says_so(wanted, went):
    asked = []
    last_looks.register("proef", lambda key, to, at: asked.append((key, to, at)) or wanted)
    enqueue(last_look=("proef", "1"))

    assert asked == []
    deliver_waiting()

    assert [mail.subject for mail in kept(outbox_folder())] == went
    assert [(key, to) for key, to, _at in asked] == [("1", "ans@voorbeeld.nl")]
    assert DBTaskResult.objects.get().status == "SUCCESSFUL"


def test_a_mail_without_a_look_goes():
    enqueue()

    deliver_waiting()

    assert len(kept(outbox_folder())) == 1


def test_a_mail_whose_look_nobody_knows_is_not_sent_on_a_guess():
    enqueue(last_look=("weg", "1"))
    row = DBTaskResult.objects.get()

    with pytest.raises(KeyError):
        send_mail.call(TaskContext(task_result=row.task_result), **row.task_result.kwargs)

    assert kept(outbox_folder()) == []
