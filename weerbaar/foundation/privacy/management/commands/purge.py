from typing import Any

from django.core.management.base import BaseCommand, CommandError
from django.utils import timezone

from weerbaar.foundation.privacy.actions import PurgeIncomplete, purge


class Command(BaseCommand):
    """Ends every row whose term has passed; exit 1 when a model could not be purged."""

    help = "End every row whose term in the register has passed."

    def handle(self, *_args: Any, **_options: Any) -> None:
        results = purge(at=timezone.now())
        for result in results:
            self.stdout.write(f"{result.model}: {result.count}{' (failed)' if result.failed else ''}")
        self.stdout.write(f"total: {sum(result.count for result in results)}")
        failed = [result.model for result in results if result.failed]
        if failed:
            raise CommandError(PurgeIncomplete(failed))
