"""Starts the house: prepares it, then runs the web server and the worker until one of them ends or we are asked to stop.

`python -m weerbaar.config.serve`. It imports nothing heavy: it only watches.
"""

import ctypes
import os
import select
import signal
import subprocess
import sys
from contextlib import suppress
from pathlib import Path

from weerbaar.foundation.gateways import ports

ROOT = Path(__file__).resolve().parents[2]
PREPARE = ["-m", "weerbaar.config.prepare"]
CHILDREN = {
    "web": ["-m", "gunicorn", "-c", "python:weerbaar.config.gunicorn"],
    "worker": ["-m", "django", "worker"],
}
LOOK_EVERY_SECONDS = 0.05
STOP_WITHIN_SECONDS = 30
HIGHEST_PORT = 65535

PORT_TAKEN = """\
Poort {port} is al in gebruik. Kies een andere: PORT={next_port} make run
Port {port} is taken. Choose another: PORT={next_port} make run"""
NO_PORT = """\
PORT={port!r} is geen poortnummer. Kies een getal van 1 tot 65535.
PORT={port!r} is not a port number. Choose a number from 1 to 65535."""
SERVES = "Weerbaar staat klaar op {url} (stoppen met Ctrl-C)"
ENDED = "Weerbaar stopt: {name} is gestopt met code {code}. / Stopping: {name} ended with code {code}."


class Supervisor:
    """The programs that together are the house; all end when one does."""

    def __init__(self) -> None:
        self.asked_to_stop = False
        self.children: dict[str, subprocess.Popen[bytes]] = {}
        self._woken, self._wake = os.pipe()
        for number in (signal.SIGTERM, signal.SIGINT, signal.SIGHUP):
            signal.signal(number, self._ask)
        signal.signal(signal.SIGCHLD, self._look)

    def _ask(self, _number: int, _frame: object) -> None:
        self.asked_to_stop = True
        os.write(self._wake, b".")

    def _look(self, _number: int, _frame: object) -> None:
        os.write(self._wake, b".")

    def start(self, name: str, arguments: list[str]) -> None:
        """Will start one program, which ends with us even when we are killed."""
        self.children[name] = subprocess.Popen(  # noqa: S603 - our own programs
            [sys.executable, *arguments],
            cwd=ROOT,
            preexec_fn=_end_with_parent,  # noqa: PLW1509 - there are no threads here
        )

    def ended(self) -> str | None:
        """Will return the name of a program that ended, or None."""
        return next((name for name, child in self.children.items() if child.poll() is not None), None)

    def wait(self, seconds: float | None) -> None:
        """Will wait until a program ended, somebody asked us to stop, or so long."""
        ready, _, _ = select.select([self._woken], [], [], seconds)
        if ready:
            os.read(self._woken, 1024)

    def watch(self) -> int:
        """Will wait until a program ends or we are asked to stop; returns the exit code."""
        while not self.asked_to_stop:
            if name := self.ended():
                return self.children[name].returncode
            self.wait(None)
        return 0

    def stop(self) -> None:
        """Will ask every program to stop, and end those that do not within half a minute."""
        for child in self.children.values():
            with suppress(ProcessLookupError):
                child.terminate()
        for child in self.children.values():
            try:
                child.wait(timeout=STOP_WITHIN_SECONDS)
            except subprocess.TimeoutExpired:
                child.kill()
                child.wait()


def _end_with_parent() -> None:
    # PR_SET_PDEATHSIG, on Linux: without it a killed supervisor leaves a server behind that keeps the port.
    if sys.platform == "linux":
        ctypes.CDLL(None).prctl(1, signal.SIGTERM)


def main() -> int:
    """Will run the house and return the exit code: 0 when asked to stop, else that of what went wrong."""
    host, given = os.environ.get("HOST", "127.0.0.1"), os.environ.get("PORT", "8000")
    if not (given.isascii() and given.isdigit() and 0 < int(given) <= HIGHEST_PORT):
        return _refuse(NO_PORT.format(port=given))
    port = int(given)
    if ports.taken(host, port):
        return _refuse(PORT_TAKEN.format(port=port, next_port=port + 1 if port < HIGHEST_PORT else port - 1))
    url = f"http://{'127.0.0.1' if host in {'', '0.0.0.0', '::'} else host}:{port}"  # noqa: S104 - compared, not bound
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "weerbaar.config.settings")
    supervisor = Supervisor()
    try:
        return _prepare(supervisor) or _serve(supervisor, host=host, port=port, url=url)
    finally:
        supervisor.stop()


def _prepare(supervisor: Supervisor) -> int:
    supervisor.start("prepare", PREPARE)
    code = supervisor.watch()
    if code == 0 and not supervisor.asked_to_stop:
        del supervisor.children["prepare"]
    return code


def _serve(supervisor: Supervisor, *, host: str, port: int, url: str) -> int:
    if supervisor.asked_to_stop:
        return 0
    for name, arguments in CHILDREN.items():
        supervisor.start(name, arguments)
    while not (supervisor.asked_to_stop or supervisor.ended() or ports.answers(host or "127.0.0.1", port)):
        supervisor.wait(LOOK_EVERY_SECONDS)
    if not supervisor.asked_to_stop and not supervisor.ended():
        print(SERVES.format(url=url), flush=True)  # noqa: T201 - the one line that says where to look
    code = supervisor.watch()
    if supervisor.asked_to_stop:
        return 0
    _refuse(ENDED.format(name=supervisor.ended(), code=code))
    return abs(code) or 1


def _refuse(message: str) -> int:
    print(message, file=sys.stderr, flush=True)  # noqa: T201 - a program that starts from a terminal speaks there
    return 1


if __name__ == "__main__":
    sys.exit(main())
