"""Waiting in line for the one write lock that an SQLite database has.

SQLite itself lets a writer that finds the lock taken sleep and try again, longer each time: whoever comes late and
lucky goes first, and one message in twenty takes five times as long as the next. Here threads of one process stand in
line, and the first of each process stands in a line of processes. Whoever dies lets go: the kernel sees to it.
"""

import fcntl
import os
import threading
import time
from collections import deque
from functools import cache
from pathlib import Path


class Impatient(Exception):
    """The turn did not come in time."""


class Line:
    """One line per database and process; use `line_for`."""

    def __init__(self, database: str) -> None:
        # Two locks, held by open files. Whoever holds `next` is the first to get `write`: a process that just wrote
        # cannot slip in again before one that waits.
        self._next, self._write = (_open(f"{database}-{name}") for name in ("next", "write"))
        self._guard = threading.Lock()
        self._taken = False
        self._waiting: deque[threading.Lock] = deque()

    def enter(self, patience: float) -> None:
        """Will return when it is this thread's turn to write; raises `Impatient` after so many seconds in vain."""
        deadline = time.monotonic() + patience
        self._enter_process(patience)
        fcntl.flock(self._next, fcntl.LOCK_EX)
        fcntl.flock(self._write, fcntl.LOCK_EX)
        fcntl.flock(self._next, fcntl.LOCK_UN)
        if time.monotonic() > deadline:
            self.leave()
            raise Impatient

    def leave(self) -> None:
        """Will let the next one write."""
        fcntl.flock(self._write, fcntl.LOCK_UN)
        self._leave_process()

    def _enter_process(self, patience: float) -> None:
        with self._guard:
            if not self._taken:
                self._taken = True
                return
            turn = threading.Lock()
            turn.acquire()
            self._waiting.append(turn)
        if turn.acquire(timeout=patience):
            return
        with self._guard:
            if turn in self._waiting:
                self._waiting.remove(turn)
                raise Impatient
        # The turn came in the very moment that patience ran out: take it.

    def _leave_process(self) -> None:
        with self._guard:
            if self._waiting:
                self._waiting.popleft().release()
            else:
                self._taken = False


def line_for(database: str) -> Line:
    """Will return the line of this process for the database in this file."""
    return _line(database, os.getpid())


@cache
def _line(database: str, _process: int) -> Line:
    return Line(database)


def _open(path: str) -> int:
    Path(path).touch(mode=0o600)
    return os.open(path, os.O_RDWR | os.O_CLOEXEC)
