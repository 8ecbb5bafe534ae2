"""`manage.py jobs status | retry | forget`: look at the queue, and decide about tasks that failed for good."""

from typing import Any

from django.core.management.base import BaseCommand, CommandParser
from django.utils import timezone

from weerbaar.foundation.jobs import queue


class Command(BaseCommand):
    help = "Count tasks by state; put failed tasks back in the queue; or delete them."

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("act", choices=["status", "retry", "forget"])

    def handle(self, *_arguments: Any, act: str, **_options: Any) -> None:
        if act == "status":
            for task_path, status, number in queue.counts():
                self.stdout.write(f"{number:6} {status:10} {task_path}")
        elif act == "retry":
            self.stdout.write(f"{queue.retry_failed(at=timezone.now())} tasks back in the queue")
        else:
            self.stdout.write(f"{queue.forget_failed()} failed tasks deleted")
