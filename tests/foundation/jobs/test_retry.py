from datetime import UTC, datetime, timedelta

import pytest

from weerbaar.foundation.jobs.retry import Retry, retry_of
from weerbaar.foundation.jobs.tasks import MAIL_RETRY

NIGHT = datetime(2026, 11, 22, 2, 0, tzinfo=UTC)


def waits(retry):
    """The minutes between attempts until it gives up, when every attempt fails at once."""
    at, attempts, minutes = NIGHT, 1, []
    while next_at := retry.next_at(attempts=attempts, enqueued_at=NIGHT, at=at):
        minutes.append((next_at - at).total_seconds() / 60)
        at, attempts = next_at, attempts + 1
    return minutes


def test_mail_is_tried_for_a_day_first_soon_then_every_hour():
    assert waits(MAIL_RETRY) == [1, 5, 15] + [60] * 23


def test_without_a_term_a_task_gives_up_after_its_last_delay():
    assert waits(Retry(delays=(60, 120))) == [1, 2]


@pytest.mark.parametrize("term", [None, timedelta(days=1)])
def test_without_delays_a_task_is_tried_once(term):
    assert waits(Retry(delays=(), give_up_after=term)) == []


def test_a_task_that_declares_nothing_is_tried_four_times():
    assert waits(retry_of("tests.foundation.jobs.tasks_to_run.note")) == [1, 5, 15]


def test_what_a_task_declares_is_found_by_its_path():
    assert retry_of("tests.foundation.jobs.tasks_to_run.fail_always") == Retry(delays=(0, 0))


def test_a_task_that_no_longer_exists_is_tried_as_usual():
    assert retry_of("weerbaar.no.such.task") == Retry()
