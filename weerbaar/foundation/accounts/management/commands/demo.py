"""`manage.py demo`: an invented team and what it works on, so that a newcomer sees the house lived in."""

from typing import Any

from django.conf import settings
from django.core.management.base import BaseCommand, CommandError
from django.utils import timezone

from weerbaar.foundation.accounts.demo import create_demo_accounts, furnishers


class Command(BaseCommand):
    help = "Load an invented team and its work. Runs in demo mode only; what is there already stays."

    def handle(self, *_args: Any, **_options: Any) -> None:
        if not settings.DEMO:
            message = "Demo data load in demo mode only: DEMO=1 DEBUG=1."
            raise CommandError(message)
        at = timezone.now()
        team = create_demo_accounts(at=at)
        for furnish in furnishers():
            furnish(team, at)
        self.stdout.write("demo: the invented team and its work are ready")
