"""`make run`, as a process: what it says, what it starts, and how it ends."""

import os
import select
import signal
import subprocess
import sys
import time
from pathlib import Path

import httpx
import pytest

from tests.support.house import ROOT, House
from weerbaar.foundation.gateways import ports

DEADLINE_SECONDS = 60


class Served:
    """`python -m weerbaar.config.serve` in a furnished house, as leader of its own process group."""

    def __init__(self, house):
        self.house = house
        self.started = []

    def start(self, **environment):
        process = subprocess.Popen(
            [sys.executable, "-m", "weerbaar.config.serve"],
            cwd=ROOT,
            env=self.house.environment | {"DEMO": "0"} | environment,
            stdout=subprocess.PIPE,
            stderr=subprocess.PIPE,
            text=True,
            start_new_session=True,
        )
        self.started.append(process)
        return process

    def start_and_wait(self):
        process = self.start()
        ready, _, _ = select.select([process.stdout], [], [], DEADLINE_SECONDS)
        assert ready, "no line within the deadline"
        assert process.stdout.readline() == f"Weerbaar staat klaar op {self.house.url} (stoppen met Ctrl-C)\n"
        return process

    def answers(self):
        return ports.answers("127.0.0.1", self.house.port)

    def end(self):
        for process in self.started:
            if process.poll() is None:
                os.killpg(process.pid, signal.SIGKILL)
            process.communicate()
        self.house.remove()


def child(process, word):
    """The pid of the child whose command line holds `word`."""
    children = Path(f"/proc/{process.pid}/task/{process.pid}/children").read_text().split()
    (found,) = [int(pid) for pid in children if word in Path(f"/proc/{pid}/cmdline").read_text()]
    return found


@pytest.fixture
def served(tmp_path):
    house = House(tmp_path / "house", debug=True, worker=False)
    house.furnish()
    serving = Served(house)
    yield serving
    serving.end()


def test_it_serves_pages_and_health_and_stops_when_asked(served):
    process = served.start_and_wait()

    assert httpx.get(f"{served.house.url}/robots.txt", timeout=30).status_code == 200
    checks = httpx.get(f"{served.house.url}/gezond", timeout=30).json()["checks"]
    assert checks["database"] == {"ok": True, "detail": ""}

    process.send_signal(signal.SIGTERM)
    assert process.wait(DEADLINE_SECONDS) == 0
    assert not served.answers()


def test_ctrl_c_in_a_terminal_stops_it(served):
    process = served.start_and_wait()

    os.killpg(process.pid, signal.SIGINT)

    assert process.wait(DEADLINE_SECONDS) == 0
    assert not served.answers()


@pytest.mark.parametrize(("name", "word"), [("web", "gunicorn"), ("worker", "django\0worker")])
def test_when_one_part_dies_all_end_and_it_says_which(served, name, word):
    process = served.start_and_wait()

    os.kill(child(process, word), signal.SIGKILL)

    _, said = process.communicate(timeout=DEADLINE_SECONDS)
    assert process.returncode == 9
    assert said.splitlines()[-1] == (
        f"Weerbaar stopt: {name} is gestopt met code -9. / Stopping: {name} ended with code -9."
    )
    assert not served.answers()


@pytest.mark.skipif(sys.platform != "linux", reason="only Linux ends children with their parent")
def test_killing_it_leaves_no_server_behind(served):
    process = served.start_and_wait()
    ends_at = time.monotonic() + DEADLINE_SECONDS

    process.kill()
    process.wait(DEADLINE_SECONDS)

    while served.answers():
        assert time.monotonic() < ends_at, "still answers"
        select.select([], [], [], 0.05)


def test_a_taken_port_is_told_in_dutch_and_english(served):
    served.start_and_wait()

    _, said = (second := served.start()).communicate(timeout=DEADLINE_SECONDS)

    port = served.house.port
    assert second.returncode == 1
    assert said == (
        f"Poort {port} is al in gebruik. Kies een andere: PORT={port + 1} make run\n"
        f"Port {port} is taken. Choose another: PORT={port + 1} make run\n"
    )


@pytest.mark.parametrize("port", ["", "0", "65536", "http", "-1", "٨٠٠٠"])
def test_a_port_that_is_none_is_told(served, port):
    _, said = (process := served.start(PORT=port)).communicate(timeout=DEADLINE_SECONDS)

    assert process.returncode == 1
    assert f"PORT={port!r} is geen poortnummer" in said


def test_it_does_not_serve_when_it_could_not_prepare(served):
    _, said = (process := served.start(DEBUG="0", DEMO="1")).communicate(timeout=DEADLINE_SECONDS)

    assert process.returncode == 1
    assert said.splitlines()[-1].endswith(
        "Demo mode shows passphrases on the sign-in page: it starts only with DEBUG on."
    )
    assert not served.answers()
