"""Real workers: processes on the database of this test."""

import os
import select
import subprocess
import sys
import time
from pathlib import Path

import pytest
from django.db import connection

from tests.foundation.gateways.post_office import post_office
from tests.support.environment import CLUSTER, SQLITE, kind_of_database

__all__ = ["BRIEF_LEASE", "Workers", "post_office", "wait_until", "workers"]

ROOT = Path(__file__).resolve().parents[3]
DEADLINE_SECONDS = 60
HASTY = {"JOBS_POLL_SECONDS": "0.05", "JOBS_HEARTBEAT_SECONDS": "0.2"}
# For tests about leases only: on a machine that is very busy a living worker can be silent for seconds.
BRIEF_LEASE = {"JOBS_LEASE_SECONDS": "4"}


def wait_until(condition, what):
    """Looks again and again, until the condition holds or the deadline passes."""
    ends_at = time.monotonic() + DEADLINE_SECONDS
    while not condition():
        assert time.monotonic() < ends_at, f"waited in vain: {what}"
        select.select([], [], [], 0.05)


class Workers:
    def __init__(self, folder, database_url):
        self.folder = folder
        self.database_url = database_url
        self.processes = []

    def start(self, **environment):
        with (self.folder / "worker.log").open("ab") as log:
            process = subprocess.Popen(
                [sys.executable, "-m", "django", "worker"],
                cwd=ROOT,
                env={
                    **os.environ,
                    "DJANGO_SETTINGS_MODULE": "weerbaar.config.settings",
                    "DATABASE_URL": self.database_url,
                    "VAR_DIR": str(self.folder),
                    "SCHEDULE": "tests.foundation.jobs.tasks_to_run.NOTHING_SCHEDULED",
                    **HASTY,
                    **environment,
                },
                stderr=log,
            )
        self.processes.append(process)
        return process

    def log(self):
        return (self.folder / "worker.log").read_text()

    def end(self):
        for process in self.processes:
            process.kill()
            process.wait()


@pytest.fixture
def workers(transactional_db, var_dir):
    name = connection.settings_dict["NAME"]
    running = Workers(var_dir, f"sqlite:///{name}" if kind_of_database() == SQLITE else CLUSTER.url(name))
    yield running
    running.end()
