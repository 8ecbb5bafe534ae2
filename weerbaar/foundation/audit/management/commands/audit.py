"""`manage.py audit verify`: walks the chain; exit 1 and the first bad event when it was tampered with."""

import sys
from typing import Any

from django.core.management.base import BaseCommand, CommandParser

from weerbaar.foundation.audit import queries


class Command(BaseCommand):
    help = "Verify the audit trail."

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("verb", choices=["verify"])

    def handle(self, *_args: Any, **_options: Any) -> None:
        verdict = queries.verify()
        if not verdict.ok:
            self.stderr.write(f"audit: {verdict.problem} ({verdict.events} events before it hold)")
            sys.exit(1)
        self.stdout.write(f"audit: {verdict.events} events hold, the head is signed")
