import os
import signal
from datetime import timedelta

import pytest
from django.db import connection
from django.utils import timezone
from django_tasks import TaskResultStatus
from django_tasks_db.models import DBTaskResult

from tests.foundation.jobs.conftest import BRIEF_LEASE, wait_until
from tests.foundation.jobs.tasks_to_run import fail_always, hold, leave, note
from tests.support.environment import CLUSTER, POSTGRESQL, kind_of_database
from weerbaar.foundation.jobs.models import Tick, Worker


def states():
    return sorted(DBTaskResult.objects.values_list("status", flat=True))


@pytest.fixture
def pipes(tmp_path):
    """Two ends that a task holds: one says that it started, the other keeps it busy."""
    started, released = tmp_path / "started", tmp_path / "released"
    os.mkfifo(started)
    os.mkfifo(released)
    return started, released


def test_two_workers_do_a_hundred_tasks_a_hundred_times(workers, tmp_path):
    for number in range(100):
        note.enqueue(str(tmp_path / "notes"), str(number))

    workers.start()
    workers.start()

    wait_until(lambda: states() == [TaskResultStatus.SUCCESSFUL] * 100, "all tasks done")
    noted = sorted((tmp_path / "notes").read_text().split(), key=int)
    assert noted == [str(number) for number in range(100)]
    assert {len(row.worker_ids) for row in DBTaskResult.objects.all()} == {1}


def test_a_finished_task_keeps_nothing_of_what_it_was_given(workers, tmp_path):
    note.enqueue(str(tmp_path / "notes"), "vertrouwelijk")

    workers.start()

    wait_until(lambda: states() == [TaskResultStatus.SUCCESSFUL], "the task done")
    assert DBTaskResult.objects.get().args_kwargs == {"args": [], "kwargs": {}}


def test_a_task_whose_worker_was_killed_is_run_again(workers, pipes):
    started, released = pipes
    hold.enqueue(str(started), str(released))
    first = workers.start(**BRIEF_LEASE)
    assert started.read_text() == "started\n"

    first.kill()
    first.wait()
    workers.start(**BRIEF_LEASE)

    assert started.read_text() == "started\n"
    released.write_text("")
    wait_until(lambda: states() == [TaskResultStatus.SUCCESSFUL], "the task done")
    assert len(DBTaskResult.objects.get().worker_ids) == 2


def test_a_task_that_takes_longer_than_a_lease_stays_with_its_living_worker(workers, pipes):
    started, released = pipes
    hold.enqueue(str(started), str(released))
    workers.start(**BRIEF_LEASE)
    assert started.read_text() == "started\n"
    workers.start(**BRIEF_LEASE)
    wait_until(lambda: Worker.objects.count() == 2, "both workers alive")
    both_since = timezone.now()

    wait_until(lambda: timezone.now() - both_since > timedelta(seconds=9), "two leases gone by")

    assert states() == [TaskResultStatus.RUNNING]
    released.write_text("")
    wait_until(lambda: states() == [TaskResultStatus.SUCCESSFUL], "the task done")
    assert len(DBTaskResult.objects.get().worker_ids) == 1


def test_sigterm_lets_the_task_in_hand_finish_and_takes_no_other(workers, pipes, tmp_path):
    started, released = pipes
    hold.enqueue(str(started), str(released))
    worker = workers.start()
    assert started.read_text() == "started\n"
    note.enqueue(str(tmp_path / "notes"), "later")

    worker.send_signal(signal.SIGTERM)
    released.write_text("")

    assert worker.wait(timeout=30) == 0
    assert states() == [TaskResultStatus.READY, TaskResultStatus.SUCCESSFUL]
    assert Worker.objects.count() == 0


def test_an_idle_worker_stops_at_once_on_sigterm(workers):
    worker = workers.start(JOBS_POLL_SECONDS="3600")
    wait_until(Worker.objects.exists, "the worker alive")

    worker.send_signal(signal.SIGTERM)

    assert worker.wait(timeout=10) == 0


def test_a_lease_that_a_living_worker_could_miss_is_refused(workers):
    worker = workers.start(JOBS_HEARTBEAT_SECONDS="1", JOBS_LEASE_SECONDS="2.9")

    assert worker.wait(timeout=30) == 1
    assert (
        workers.log()
        .splitlines()[-1]
        .endswith("JOBS_LEASE_SECONDS must be at least three times JOBS_HEARTBEAT_SECONDS.")
    )


def test_a_failing_task_is_tried_as_often_as_it_declared(workers, tmp_path):
    fail_always.enqueue(str(tmp_path / "tries"))

    workers.start()

    wait_until(lambda: states() == [TaskResultStatus.FAILED], "the task given up")
    assert (tmp_path / "tries").read_text().split() == ["tried", "tried", "tried"]


def test_the_words_of_an_error_are_neither_kept_nor_logged(workers, tmp_path):
    fail_always.enqueue(str(tmp_path / "tries"))

    workers.start()

    wait_until(lambda: states() == [TaskResultStatus.FAILED], "the task given up")
    row = DBTaskResult.objects.get()
    assert row.exception_class_path == "builtins.ValueError"
    assert "in fail_always" in row.traceback
    assert "voorbeeld.nl" not in row.traceback
    assert "voorbeeld.nl" not in workers.log()


def test_a_task_that_wants_to_leave_does_not_take_the_worker_along(workers, tmp_path):
    leave.enqueue()
    note.enqueue(str(tmp_path / "notes"), "still here")

    workers.start()

    wait_until(lambda: states() == [TaskResultStatus.FAILED, TaskResultStatus.SUCCESSFUL], "both tasks ended")


def test_a_task_that_no_longer_exists_fails_and_the_next_one_runs(workers, tmp_path):
    now = timezone.now()
    words = {"args": [], "kwargs": {}}
    gone = DBTaskResult.objects.create(
        task_path="weerbaar.no.such.task", args_kwargs=words, backend_name="default", run_after=now
    )
    not_a_task = DBTaskResult.objects.create(
        task_path="tests.foundation.jobs.tasks_to_run.NOT_A_TASK",
        args_kwargs=words,
        backend_name="default",
        run_after=now,
    )
    note.enqueue(str(tmp_path / "notes"), "next")

    workers.start()

    wait_until((tmp_path / "notes").exists, "the next task run")
    for row in (gone, not_a_task):
        wait_until(lambda row=row: DBTaskResult.objects.get(pk=row.pk).exception_class_path, "the failure noted")
        assert DBTaskResult.objects.get(pk=row.pk).status == TaskResultStatus.READY


def test_two_workers_run_a_missed_schedule_once(workers):
    an_hour_ago = timezone.now() - timedelta(hours=1)
    Tick.objects.create(job="note-the-minute", due_at=an_hour_ago)

    schedule = {"SCHEDULE": "tests.foundation.jobs.tasks_to_run.EVERY_MINUTE"}
    workers.start(**schedule)
    workers.start(**schedule)

    wait_until(lambda: Worker.objects.count() == 2 and DBTaskResult.objects.exists(), "both workers at it")
    wait_until(lambda: set(states()) == {TaskResultStatus.SUCCESSFUL}, "the job done")
    ticks = Tick.objects.filter(enqueued_at__isnull=False)
    # A minute may pass while the test runs; sixty minutes were missed and none of them is made up for.
    assert ticks.count() <= 2
    assert (workers.folder / "minutes").read_text().split() == ["tick"] * ticks.count()


@pytest.mark.skipif(kind_of_database() != POSTGRESQL, reason="a file does not go away for a moment")
def test_a_worker_survives_a_database_that_is_away(workers, pipes, tmp_path):
    started, released = pipes
    hold.enqueue(str(started), str(released))
    worker = workers.start()
    assert started.read_text() == "started\n"
    with connection.cursor() as cursor:
        cursor.execute("SELECT current_database(), pg_backend_pid()")
        name, own_process = cursor.fetchone()
    end_others = (
        f"SELECT pg_terminate_backend(pid) FROM pg_stat_activity WHERE datname = '{name}' AND pid <> {own_process}"  # noqa: S608 - both come from the server
    )

    CLUSTER.sql(f"ALTER DATABASE {name} ALLOW_CONNECTIONS false")
    CLUSTER.sql(end_others)
    released.write_text("")
    wait_until(lambda: "The database is away" in workers.log(), "the worker noticing")
    CLUSTER.sql(f"ALTER DATABASE {name} ALLOW_CONNECTIONS true")
    note.enqueue(str(tmp_path / "notes"), "after")

    wait_until(lambda: states() == [TaskResultStatus.SUCCESSFUL] * 2, "both tasks done")
    assert worker.poll() is None
    assert {len(row.worker_ids) for row in DBTaskResult.objects.all()} == {1}
    # The pool of this process lost its idle lines too, and waits ever longer before it tries again.
    connection.close()
    connection.close_pool()
