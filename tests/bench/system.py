"""The house as it runs in production, with what the kernel knows of it: processor time and memory per process."""

import os
import socket
import statistics
import subprocess
import sys
import time
from pathlib import Path
from typing import Any

from tests.bench.load import drive, request_bytes
from tests.support.environment import POSTGRESQL, RUN, kind_of_database
from tests.support.house import ROOT, House, prepare_blueprint
from tests.support.postgresql import Cluster

TICK_MS = 1000 / os.sysconf("SC_CLK_TCK")
# A run of the tests stretches passphrases a little; here they cost what they cost.
FULL_STRENGTH = {"VAULT_KDF_PASSES": "3", "VAULT_KDF_MEBIBYTES": "64"}
HOUSE_APP, BARE_APP = "tests.bench.wsgi:application", "tests.bench.bare_project:application"


class BenchHouse(House):
    """A house that serves the yardstick too. On PostgreSQL with a cluster that syncs, as in earnest."""

    def __init__(self, name: str, **options: Any) -> None:
        os.environ.update(FULL_STRENGTH)
        cluster = None
        if kind_of_database() == POSTGRESQL:
            cluster = Cluster(durable=True)
            cluster.start()
        self.app = options.pop("app", HOUSE_APP)
        settings = {"DJANGO_SETTINGS_MODULE": "tests.bench.settings"}
        super().__init__(RUN / name, cluster=cluster, **(settings | options))

    def furnish(self) -> None:
        super().furnish()
        outcome = self.manage("migrate", "--run-syncdb", "-v0")
        if outcome.returncode:
            raise RuntimeError(outcome.stderr)

    def _launch(self, name: str, *arguments: str, pass_fds: list[int] | None = None) -> None:
        more = [self.app] if name == "web" else []
        super()._launch(name, *arguments, *more, pass_fds=pass_fds)

    def run(self, module: str, *arguments: str) -> str:
        """Will run a program of ours in the surroundings of this house and return what it printed."""
        command = [sys.executable, "-m", module, *arguments]
        return subprocess.run(
            command, cwd=ROOT, env=self.environment, check=True, stdout=subprocess.PIPE, text=True
        ).stdout

    def seconds_to_first_answer(self, app: str) -> float:
        """Will start the web server alone, with this application, ask for the first page, and stop it again."""
        self.stop()
        self.app, kept = app, self.app
        with socket.socket() as door:
            door.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
            door.bind(("127.0.0.1", self.port))
            door.listen(128)
            begun = time.perf_counter()
            listen = ["-c", "python:weerbaar.config.gunicorn", "--bind", f"fd://{door.fileno()}"]
            self._launch("web", "-m", "gunicorn", *listen, pass_fds=[door.fileno()])
        drive(self.port, iter([request_bytes("GET", "/")]), clients=1, is_right=bool)
        took = time.perf_counter() - begun
        self.stop()
        self.app = kept
        return took

    def remove(self) -> None:
        super().remove()
        if kind_of_database() == POSTGRESQL:
            self.cluster.remove()

    @property
    def web_workers(self) -> list[int]:
        return _children(self.processes[0].pid)

    def web_cpu_ms(self) -> float:
        """Will return the processor time that the web workers spent so far, in milliseconds."""
        return sum(_cpu_ms(pid) for pid in self.web_workers)

    def worker_cpu_ms(self) -> float:
        return _cpu_ms(self.processes[1].pid)

    def settle(self) -> None:
        """Will wait until the worker has caught up with what was queued, so that the next run starts alone."""
        deadline = time.monotonic() + 20
        while time.monotonic() < deadline:
            before = self.worker_cpu_ms()
            # Idleness can only be seen over a while; nothing is asserted on it.
            time.sleep(0.5)
            if self.worker_cpu_ms() - before <= 2 * TICK_MS:
                return


def make_house(name: str, **options: Any) -> BenchHouse:
    """Will furnish and start one; `remove()` ends it."""
    os.environ.update(FULL_STRENGTH)
    prepare_blueprint()
    house = BenchHouse(name, **options)
    house.furnish()
    house.start()
    return house


def memory_mb(pid: int) -> tuple[float, float]:
    """Will return RSS (all that a process can reach) and PSS (its share of that), in megabytes."""
    lines = Path(f"/proc/{pid}/smaps_rollup").read_text().splitlines()
    facts = {line.split(":")[0]: int(line.split()[1]) for line in lines if line.endswith("kB")}
    return facts["Rss"] / 1024, facts["Pss"] / 1024


def median(values: list[float]) -> float:
    return statistics.median(values)


def _children(pid: int) -> list[int]:
    return [int(child) for child in Path(f"/proc/{pid}/task/{pid}/children").read_text().split()]


def _cpu_ms(pid: int) -> float:
    after_name = Path(f"/proc/{pid}/stat").read_text().rpartition(")")[2].split()
    return (int(after_name[11]) + int(after_name[12])) * TICK_MS
