"""What has had its time ends at night; what is held stays; whoever must know is told in the same transaction."""

from datetime import UTC, datetime, timedelta
from io import StringIO

import pytest
from django.core.management import CommandError, call_command

from weerbaar.foundation.audit.actions import record_purge
from weerbaar.foundation.audit.models import Event
from weerbaar.foundation.jobs.models import Worker
from weerbaar.foundation.privacy import actions
from weerbaar.foundation.privacy.actions import Purged, PurgeIncomplete, purge
from weerbaar.foundation.privacy.hooks import HOOKS, Hooks, register_hold, register_purger, register_witness
from weerbaar.foundation.privacy.register import Keep, Record, public
from weerbaar.foundation.privacy.tasks import purge_at_night

NIGHT = datetime(2026, 11, 22, 2, 10, tzinfo=UTC)
MODEL = "jobs.Worker"

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def hooks(monkeypatch):
    """Nobody else listens during these tests."""
    empty = Hooks()
    for name in ("purgers", "holds", "witnesses"):
        monkeypatch.setattr(HOOKS, name, getattr(empty, name))
    return HOOKS


def record(keep=None, model=MODEL):
    return Record(
        model=model,
        what="Werk",
        why="Test",
        ground="Test",
        keep=keep or Keep.days(7, after="seen_at"),
        fields={"id": public(), "started_at": public(), "seen_at": public()},
    )


def worker_seen(days_ago):
    moment = NIGHT - timedelta(days=days_ago)
    return Worker.objects.create(started_at=moment, seen_at=moment)


def left():
    return set(Worker.objects.values_list("pk", flat=True))


def test_a_row_ends_when_its_term_has_passed_and_not_before():
    worker_seen(days_ago=8)
    exactly = worker_seen(days_ago=7)

    assert purge(at=NIGHT, register=[record()]) == [Purged(MODEL, 1)]
    assert left() == {exactly.pk}


def test_a_row_without_a_term_stays():
    old = worker_seen(days_ago=4000)

    assert purge(at=NIGHT, register=[record(Keep.while_needed("Zolang het loopt."))]) == []
    assert left() == {old.pk}


def test_a_legal_hold_keeps_a_row_whatever_its_term():
    held, due = worker_seen(days_ago=30), worker_seen(days_ago=30)
    register_hold(MODEL, lambda _at: [held.pk])

    assert purge(at=NIGHT, register=[record()]) == [Purged(MODEL, 1)]
    assert left() == {held.pk}
    assert due.pk not in left()


def test_a_room_ends_its_own_rows_when_more_hangs_on_them():
    worker_seen(days_ago=30)
    ended = []

    def tidy(rows, at):
        ended.append((len(rows), at))
        return rows.delete()[0]

    register_purger(MODEL, tidy)

    assert purge(at=NIGHT, register=[record()]) == [Purged(MODEL, 1)]
    assert ended == [(1, NIGHT)]


def test_a_model_has_one_purger():
    register_purger(MODEL, lambda _rows, _at: 0)

    with pytest.raises(ValueError, match="already has a purger"):
        register_purger(MODEL, lambda _rows, _at: 0)


def test_a_purger_that_leaves_its_rows_does_not_go_round_for_ever():
    stays = worker_seen(days_ago=30)
    register_purger(MODEL, lambda _rows, _at: 0)

    assert purge(at=NIGHT, register=[record()]) == [Purged(MODEL, 0)]
    assert left() == {stays.pk}


def test_many_rows_end_in_portions_and_a_witness_hears_of_each(monkeypatch):
    monkeypatch.setattr(actions, "PORTION", 2)
    for _ in range(5):
        worker_seen(days_ago=30)
    heard = []
    register_witness(lambda model, count, at: heard.append((model, count, at)))

    assert purge(at=NIGHT, register=[record()]) == [Purged(MODEL, 5)]
    assert heard == [(MODEL, 2, NIGHT), (MODEL, 2, NIGHT), (MODEL, 1, NIGHT)]


def test_a_witness_that_cannot_write_undoes_the_purge_and_the_others_go_on(caplog):
    old = worker_seen(days_ago=30)

    def broken(model, _count, _at):
        message = f"secret words about {model}"
        raise OSError(message)

    register_witness(broken)

    assert purge(at=NIGHT, register=[record(), record()]) == [Purged(MODEL, 0, failed=True)] * 2
    assert left() == {old.pk}
    assert [entry.getMessage() for entry in caplog.records] == [f"Purge of {MODEL} failed: OSError"] * 2


def test_nobody_is_told_of_nothing():
    register_witness(lambda *_: pytest.fail("a witness was called for nothing"))

    assert purge(at=NIGHT, register=[record()]) == [Purged(MODEL, 0)]


def test_the_audit_hears_how_many_rows_ended_and_not_which():
    worker_seen(days_ago=30)
    register_witness(record_purge)

    purge(at=NIGHT, register=[record()])

    event = Event.objects.get()
    assert (event.bearer, event.action, event.subject) == ("system", "privacy.purged", f"model:{MODEL}")
    assert event.detail == {"count": 1}
    assert event.at == NIGHT


def test_the_command_prints_counts():
    worker_seen(days_ago=4000)
    out = StringIO()

    call_command("purge", stdout=out)

    lines = out.getvalue().splitlines()
    assert f"{MODEL}: 1" in lines
    assert lines[-1] == "total: 1"


def test_the_command_and_the_task_say_so_when_a_model_could_not_be_purged():
    worker_seen(days_ago=4000)
    register_purger(MODEL, lambda _rows, _at: 1 // 0)

    with pytest.raises(CommandError, match=r"Not purged: jobs\.Worker\."):
        call_command("purge", stdout=StringIO())
    with pytest.raises(PurgeIncomplete, match=r"Not purged: jobs\.Worker\."):
        purge_at_night.func()
