from datetime import UTC, datetime, timedelta

import pytest
from django.db import OperationalError, connection
from django_tasks import TaskResultStatus
from django_tasks_db.models import DBTaskResult

from weerbaar.foundation.jobs import health, schedule
from weerbaar.foundation.jobs.health import Check
from weerbaar.foundation.jobs.mail import enqueue_mail
from weerbaar.foundation.jobs.models import Worker

NIGHT = datetime(2026, 11, 22, 2, 0, tzinfo=UTC)


@pytest.fixture
def _only_built_in_checks(monkeypatch):
    names = {"worker", "schedule", "mail"}
    monkeypatch.setattr(health, "_checks", {name: health._checks[name] for name in names})


@pytest.fixture
def mail():
    enqueue_mail(to="ans@voorbeeld.nl", subject="Er wacht iets", body="Kijk even.")
    return DBTaskResult.objects.get()


@pytest.mark.django_db
@pytest.mark.usefixtures("_only_built_in_checks")
def test_all_is_well_when_a_worker_lives_and_nothing_is_late():
    Worker.objects.create(started_at=NIGHT, seen_at=NIGHT)
    schedule.enqueue_due(at=NIGHT)

    assert health.report(NIGHT) == {
        "database": Check(ok=True, detail="answers"),
        "worker": Check(ok=True, detail="1 seen in the last minute"),
        "schedule": Check(ok=True, detail="on time"),
        "mail": Check(ok=True, detail="0 waiting, 0 failed"),
    }


@pytest.mark.django_db
def test_a_worker_that_was_silent_for_more_than_a_minute_is_missed():
    Worker.objects.create(started_at=NIGHT, seen_at=NIGHT - timedelta(seconds=61))

    assert health.report(NIGHT)["worker"] == Check(ok=False, detail="0 seen in the last minute")


@pytest.mark.django_db
def test_a_schedule_that_no_worker_keeps_is_missed():
    assert not health.report(NIGHT)["schedule"].ok


@pytest.mark.django_db
def test_a_mail_may_wait_half_an_hour(mail):
    mail_at = mail.enqueued_at

    assert health.report(mail_at + timedelta(minutes=30))["mail"] == Check(ok=True, detail="1 waiting, 0 failed")
    assert health.report(mail_at + timedelta(minutes=31))["mail"] == Check(
        ok=False, detail="1 waiting, 0 failed, the oldest is late"
    )


@pytest.mark.django_db
def test_a_mail_that_failed_for_good_is_reported(mail):
    DBTaskResult.objects.update(status=TaskResultStatus.FAILED)

    assert health.report(mail.enqueued_at)["mail"] == Check(ok=False, detail="0 waiting, 1 failed")


@pytest.mark.django_db
@pytest.mark.usefixtures("_only_built_in_checks")
def test_a_check_that_breaks_is_reported_by_the_kind_of_its_error():
    def broken(_at):
        message = "iemand@voorbeeld.nl"
        raise RuntimeError(message)

    health.register("broken", broken)

    assert health.report(NIGHT)["broken"] == Check(ok=False, detail="RuntimeError")


@pytest.mark.django_db
@pytest.mark.usefixtures("_only_built_in_checks")
def test_without_a_database_the_rest_is_not_asked():
    def away(_execute, _sql, _parameters, _many, _context):
        raise OperationalError

    with connection.execute_wrapper(away):
        report = health.report(NIGHT)

    assert report["database"] == Check(ok=False, detail="OperationalError")
    assert {name: check.ok for name, check in report.items()} == dict.fromkeys(report, False)
    assert report["mail"].detail == "unknown without database"
