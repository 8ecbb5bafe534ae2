"""`manage.py worker`: queue, schedule and sweeper in one process."""

from typing import Any

from django.core.management.base import BaseCommand

from weerbaar.foundation.jobs.worker import Stopping, WorkerProcess


class Command(BaseCommand):
    help = "Run background work: the queue, the schedule, and tasks left by a worker that died. Stops on SIGTERM."
    requires_system_checks = []  # they read every page's urls; a worker shows no page

    def handle(self, *_arguments: Any, **_options: Any) -> None:
        stopping = Stopping()
        stopping.listen()
        WorkerProcess(stopping=stopping).run()
