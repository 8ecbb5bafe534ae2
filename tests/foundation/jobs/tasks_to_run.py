"""Tasks that leave a trace outside the database, so that a test sees how often they ran."""

import os
from pathlib import Path

from django_tasks import task

from weerbaar.foundation.jobs.retry import Retry, retried
from weerbaar.foundation.jobs.schedule import Line

NOTHING_SCHEDULED = ()
EVERY_MINUTE = (Line(job="note-the-minute", cron="* * * * *", task="tests.foundation.jobs.tasks_to_run.note_minute"),)


@task
def note(path, word):
    """Appends one line; short appends do not mix."""
    with Path(path).open("a") as file:
        file.write(f"{word}\n")


@task
def note_minute():
    note.func(Path(os.environ["VAR_DIR"]) / "minutes", "tick")


@task
def hold(started, released):
    """Says that it started, then waits until whoever holds the other end of `released` lets go."""
    Path(started).write_text("started\n")
    Path(released).read_text()


@task
@retried(Retry(delays=(0, 0)))
def fail_always(path):
    note.func(path, "tried")
    message = "iemand@voorbeeld.nl"
    raise ValueError(message)


@task
@retried(Retry(delays=()))
def fail_once():
    message = "iemand@voorbeeld.nl"
    raise ValueError(message)


@task
@retried(Retry(delays=(0,)))
def leave():
    raise SystemExit(3)


NOT_A_TASK = "a word"
