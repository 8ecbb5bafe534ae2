"""The promise of sending once, with real workers that are killed at a moment nobody chose."""

import signal

import pytest
from django_tasks_db.models import DBTaskResult

from tests.factories.letters import NOON, make_mailing
from tests.factories.tour import make_round
from tests.foundation.jobs.conftest import BRIEF_LEASE, post_office, wait_until, workers
from weerbaar.foundation.jobs.tasks import send_mail
from weerbaar.outreach.campaign.models import Moment, Office, Participation
from weerbaar.outreach.letters.actions import mailings as actions
from weerbaar.outreach.letters.models import DispatchState

__all__ = ["post_office", "workers"]
MANY = 40
KILLED_AT = (1, 26)


def sent(mailing):
    return mailing.dispatches.filter(state=DispatchState.SENT).count()


@pytest.fixture
def mailing(workers):
    """Forty mails, released long enough ago to go at once."""
    make_round()
    codes = Participation.objects.order_by("organisation").values_list("organisation", flat=True)
    made = make_mailing(codes=tuple(codes[:MANY]), channels=("mail",), readers=("clerk",), office=Office.CLERK)
    provinces = list(made.dispatches.values_list("province", flat=True).distinct())
    actions.release(mailing=made, provinces=provinces, at=NOON, by=None)
    return made


def test_every_office_gets_its_mail_once_however_often_workers_are_killed(workers, post_office, mailing):
    post_office.open()
    smtp = {"MAIL_GATEWAY": "smtp", "EMAIL_URL": f"smtp://127.0.0.1:{post_office.port}", **BRIEF_LEASE}
    for reached in KILLED_AT:
        worker = workers.start(**smtp)
        wait_until(lambda least=reached: sent(mailing) >= least, f"{reached} sent")
        worker.send_signal(signal.SIGKILL)
        worker.wait()
    workers.start(**smtp)

    wait_until(lambda: sent(mailing) == MANY, "all sent")
    expected = {f"<brief.{one.pk.hex}@overleg.invalid>": one.snapshot["email"] for one in mailing.dispatches.all()}
    wait_until(lambda: {mail["Message-ID"] for mail in post_office.received} == expected.keys(), "all arrived")

    # What was in the queue went in once; a mail whose worker died with it in hand may travel twice under one name.
    assert DBTaskResult.objects.filter(task_path=send_mail.module_path).count() == MANY
    assert {mail["Message-ID"]: mail["To"] for mail in post_office.received} == expected
    assert len(post_office.received) <= MANY + len(KILLED_AT)
    assert Moment.objects.filter(kind="mail").count() == MANY
