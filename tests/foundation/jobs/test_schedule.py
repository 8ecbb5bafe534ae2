from datetime import UTC, datetime, timedelta

import pytest
from django_tasks_db.models import DBTaskResult

from weerbaar.config.schedule import SCHEDULE
from weerbaar.foundation.jobs import schedule
from weerbaar.foundation.jobs.models import Tick
from weerbaar.foundation.jobs.schedule import Line

HALF_PAST_TWO = Line(job="nightly", cron="30 2 * * *", task="tests.foundation.jobs.tasks_to_run.note_minute")
EVERY_HALF_HOUR = Line(job="often", cron="*/30 * * * *", task="tests.foundation.jobs.tasks_to_run.note_minute")
LINES = (HALF_PAST_TWO, EVERY_HALF_HOUR)
SPRING = datetime(2027, 3, 27, 12, 0, tzinfo=UTC)
AUTUMN = datetime(2027, 10, 30, 12, 0, tzinfo=UTC)


def due_times(line, start, end):
    """When the line is due, in UTC, asked minute by minute as workers do."""
    found, last, at = [], start, start
    while at <= end:
        if due := schedule.latest_due(line, after=last, at=at):
            found.append(due.astimezone(UTC).strftime("%d %H:%M"))
            last = due
        at += timedelta(minutes=1)
    return found


@pytest.fixture
def two_lines(settings):
    settings.SCHEDULE = "tests.foundation.jobs.test_schedule.LINES"


def jobs_taken():
    return list(Tick.objects.filter(enqueued_at__isnull=False).order_by("due_at").values_list("job", "due_at"))


def test_the_night_that_skips_an_hour_runs_a_nightly_job_once():
    # 02:30 does not exist on 28 March: the clock goes from 02:00 to 03:00, which is 01:00 UTC.
    assert due_times(HALF_PAST_TWO, SPRING, SPRING + timedelta(days=2)) == ["28 01:00", "29 00:30"]


def test_the_night_that_repeats_an_hour_runs_a_nightly_job_once():
    assert due_times(HALF_PAST_TWO, AUTUMN, AUTUMN + timedelta(days=2)) == ["31 00:30", "01 01:30"]


def test_a_job_of_every_half_hour_keeps_its_pace_on_both_nights():
    four_hours = timedelta(hours=4)
    spring = datetime(2027, 3, 27, 23, 0, tzinfo=UTC)
    autumn = datetime(2027, 10, 30, 23, 0, tzinfo=UTC)

    assert len(due_times(EVERY_HALF_HOUR, spring, spring + four_hours)) == 8
    assert len(due_times(EVERY_HALF_HOUR, autumn, autumn + four_hours)) == 8


def test_a_worker_that_comes_back_within_the_repeated_hour_runs_what_it_missed():
    # Down at 00:20 UTC, back at 01:10 UTC, which the clock on the wall calls 02:10 for the second time.
    down, back = datetime(2027, 10, 31, 0, 20, tzinfo=UTC), datetime(2027, 10, 31, 1, 10, tzinfo=UTC)

    due = schedule.latest_due(HALF_PAST_TWO, after=down, at=back)

    assert due is not None
    assert due.astimezone(UTC) == datetime(2027, 10, 31, 0, 30, tzinfo=UTC)


@pytest.mark.django_db
@pytest.mark.usefixtures("two_lines")
def test_a_new_line_does_not_run_for_what_was_due_before():
    assert schedule.enqueue_due(at=SPRING) == 0
    assert DBTaskResult.objects.count() == 0


@pytest.mark.django_db
@pytest.mark.usefixtures("two_lines")
def test_missed_moments_run_once():
    schedule.enqueue_due(at=SPRING)

    enqueued = schedule.enqueue_due(at=SPRING + timedelta(days=10))

    assert enqueued == 2
    assert jobs_taken() == [
        ("nightly", datetime(2027, 4, 6, 0, 30, tzinfo=UTC)),
        ("often", datetime(2027, 4, 6, 12, 0, tzinfo=UTC)),
    ]


@pytest.mark.django_db
@pytest.mark.usefixtures("two_lines")
def test_a_moment_that_another_worker_took_is_left_to_it():
    schedule.enqueue_due(at=SPRING)
    noon = datetime(2027, 3, 27, 12, 30, tzinfo=UTC)
    line, last = EVERY_HALF_HOUR, SPRING
    assert schedule._enqueue_line(line, last=last, at=noon)

    assert not schedule._enqueue_line(line, last=last, at=noon)
    assert DBTaskResult.objects.count() == 1


@pytest.mark.django_db
@pytest.mark.usefixtures("two_lines")
def test_a_job_is_overdue_when_no_worker_knows_it():
    assert schedule.overdue(at=SPRING, grace=timedelta(minutes=10)) == ["nightly", "often"]


@pytest.mark.django_db
@pytest.mark.usefixtures("two_lines")
def test_a_job_is_overdue_ten_minutes_after_its_moment():
    schedule.enqueue_due(at=SPRING)
    grace = timedelta(minutes=10)

    assert schedule.overdue(at=SPRING + timedelta(minutes=40), grace=grace) == []
    assert schedule.overdue(at=SPRING + timedelta(minutes=41), grace=grace) == ["often"]


@pytest.mark.usefixtures("two_lines")
def test_the_next_moment_is_that_of_the_first_line():
    assert schedule.next_due(after=SPRING) == SPRING + timedelta(minutes=30)


def test_an_empty_schedule_has_no_next_moment(settings):
    settings.SCHEDULE = "tests.foundation.jobs.tasks_to_run.NOTHING_SCHEDULED"

    assert schedule.next_due(after=SPRING) is None


def test_every_line_of_our_schedule_can_be_enqueued():
    for line in SCHEDULE:
        assert schedule.due_after(line, SPRING) > SPRING
        assert schedule.task_of(line).module_path == line.task
    assert len({line.job for line in SCHEDULE}) == len(SCHEDULE)
