from datetime import UTC, datetime, timedelta
from io import StringIO

import pytest
from django.core.management import call_command
from django_tasks import TaskResultStatus
from django_tasks_db.models import DBTaskResult

from tests.foundation.jobs.tasks_to_run import fail_once, note
from weerbaar.foundation.jobs import queue
from weerbaar.foundation.jobs.models import Tick, Worker

pytestmark = pytest.mark.django_db
NIGHT = datetime(2026, 11, 22, 2, 0, tzinfo=UTC)
LEASE = timedelta(seconds=30)
NO_WORKER = "00000000-0000-0000-0000-000000000000"


@pytest.fixture
def claimed():
    note.enqueue("somewhere", "something")
    return queue.claim(worker_id=NO_WORKER, at=NIGHT)


def error():
    try:
        fail_once.func()
    except ValueError as raised:
        return raised


def test_a_task_for_later_waits_until_then():
    note.using(run_after=NIGHT).enqueue("somewhere", "something")

    assert queue.claim(worker_id=NO_WORKER, at=NIGHT - timedelta(seconds=1)) is None
    assert queue.claim(worker_id=NO_WORKER, at=NIGHT) is not None


@pytest.mark.usefixtures("claimed")
def test_a_claimed_task_is_not_claimed_again():
    assert queue.claim(worker_id=NO_WORKER, at=NIGHT) is None


def test_a_worker_that_lost_its_lease_changes_nothing_any_more(claimed):
    queue.sweep(at=NIGHT + LEASE, lease=LEASE)
    again = queue.claim(worker_id=NO_WORKER, at=NIGHT + LEASE)

    assert queue.succeed(claimed, at=NIGHT + LEASE) is False
    assert queue.fail(claimed, error=error(), at=NIGHT + LEASE) is False
    assert queue.succeed(again, at=NIGHT + LEASE) is True


@pytest.mark.usefixtures("claimed")
def test_a_task_of_a_worker_that_lives_is_left_alone():
    Worker.objects.create(pk=NO_WORKER, started_at=NIGHT, seen_at=NIGHT)

    assert queue.sweep(at=NIGHT + LEASE, lease=LEASE) == 0
    assert queue.sweep(at=NIGHT + LEASE + timedelta(seconds=1), lease=LEASE) == 1


@pytest.mark.usefixtures("claimed")
def test_a_task_that_kills_every_worker_is_given_up():
    at = NIGHT
    for _attempt in range(4):
        at += LEASE
        queue.sweep(at=at, lease=LEASE)
        queue.claim(worker_id=NO_WORKER, at=at)

    row = DBTaskResult.objects.get()
    assert (row.status, row.exception_class_path) == (TaskResultStatus.FAILED, "worker died")


def test_pruning_keeps_what_is_fresh_and_the_last_tick_of_each_job(claimed):
    queue.succeed(claimed, at=NIGHT)
    for days_ago in (40, 50):
        Tick.objects.create(job="rare", due_at=NIGHT - timedelta(days=days_ago))
    Worker.objects.create(started_at=NIGHT, seen_at=NIGHT - timedelta(days=2))

    queue.prune(at=NIGHT)

    assert DBTaskResult.objects.count() == 1
    assert [tick.due_at for tick in Tick.objects.all()] == [NIGHT - timedelta(days=40)]
    assert Worker.objects.count() == 0


def test_pruning_deletes_what_succeeded_after_a_week_and_what_failed_after_two(claimed):
    queue.succeed(claimed, at=NIGHT)
    fail_once.enqueue()
    queue.fail(queue.claim(worker_id=NO_WORKER, at=NIGHT), error=error(), at=NIGHT)

    queue.prune(at=NIGHT + timedelta(days=8))
    assert [row.status for row in DBTaskResult.objects.all()] == [TaskResultStatus.FAILED]

    queue.prune(at=NIGHT + timedelta(days=15))
    assert DBTaskResult.objects.count() == 0


def test_the_operator_sees_retries_and_forgets_what_failed():
    fail_once.enqueue()
    queue.fail(queue.claim(worker_id=NO_WORKER, at=NIGHT), error=error(), at=NIGHT)

    def says(act):
        out = StringIO()
        call_command("jobs", act, stdout=out)
        return out.getvalue()

    assert says("status") == "     1 FAILED     tests.foundation.jobs.tasks_to_run.fail_once\n"
    assert says("retry") == "1 tasks back in the queue\n"
    row = DBTaskResult.objects.get()
    assert (row.status, row.worker_ids, row.traceback) == (TaskResultStatus.READY, [], "")
    assert says("forget") == "0 failed tasks deleted\n"
