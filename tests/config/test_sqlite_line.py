"""Writers of an SQLite database wait in line: first come, first served, and nobody slips in."""

import threading
from collections.abc import Callable

import pytest
from django.db import OperationalError, connection, transaction

from tests.support.environment import SQLITE, kind_of_database
from weerbaar.config.sqlite.line import Impatient, Line, line_for

A_MOMENT, LONG = 0.05, 20.0


@pytest.fixture
def database(tmp_path) -> str:
    return str(tmp_path / "a.sqlite3")


def start(act: Callable[[], None]) -> threading.Thread:
    thread = threading.Thread(target=act)
    thread.start()
    return thread


def wait_until(condition: Callable[[], bool]) -> None:
    tick = threading.Event()
    while not condition():
        tick.wait(0.001)


def test_threads_write_in_the_order_in_which_they_came(database):
    line, order = Line(database), []

    def write(number: int) -> None:
        line.enter(LONG)
        order.append(number)
        line.leave()

    line.enter(LONG)
    threads = []
    for number in range(5):
        threads.append(start(lambda number=number: write(number)))
        wait_until(lambda number=number: len(line._waiting) == number + 1)
    line.leave()
    for thread in threads:
        thread.join()

    assert order == [0, 1, 2, 3, 4]


def test_a_process_that_just_wrote_does_not_slip_in_before_one_that_waits(database):
    # A line opened anew is a line of another process: the kernel sees two open files.
    ours, theirs, order = Line(database), Line(database), []

    def write(line: Line, name: str) -> None:
        line.enter(LONG)
        order.append(name)
        line.leave()

    ours.enter(LONG)
    waiting = start(lambda: write(theirs, "theirs"))
    wait_until(lambda: theirs._taken)
    again = start(lambda: write(ours, "ours again"))
    wait_until(lambda: bool(ours._waiting))
    threading.Event().wait(A_MOMENT)
    ours.leave()
    waiting.join()
    again.join()

    assert order == ["theirs", "ours again"]


def test_whoever_waited_too_long_is_told_and_the_others_keep_their_turn(database):
    line = Line(database)
    line.enter(LONG)

    with pytest.raises(Impatient):
        line.enter(A_MOMENT)
    line.leave()

    line.enter(A_MOMENT)
    line.leave()


@pytest.mark.skipif(kind_of_database() != SQLITE, reason="PostgreSQL locks rows, not the database")
@pytest.mark.django_db(transaction=True)
class TestTransactions:
    def test_a_transaction_holds_the_turn_until_it_is_done(self):
        line = line_for(str(connection.settings_dict["NAME"]))

        with transaction.atomic():
            assert line._taken
        assert not line._taken

    def test_a_transaction_that_fails_passes_the_turn_on(self):
        line = line_for(str(connection.settings_dict["NAME"]))

        with pytest.raises(RuntimeError), transaction.atomic():
            raise RuntimeError

        assert not line._taken

    def test_a_transaction_whose_turn_does_not_come_says_that_the_database_is_locked(self, monkeypatch):
        monkeypatch.setitem(connection.settings_dict["OPTIONS"], "timeout", A_MOMENT)
        line = line_for(str(connection.settings_dict["NAME"]))
        line.enter(LONG)

        with pytest.raises(OperationalError, match="database is locked"), transaction.atomic():
            pass

        line.leave()

    def test_a_connection_that_is_closed_in_a_transaction_passes_the_turn_on(self):
        line = line_for(str(connection.settings_dict["NAME"]))

        with transaction.atomic():
            connection.close()
            assert not line._taken
