from typing import Any

from django.core.management.base import BaseCommand

from weerbaar.foundation.privacy.collection import records
from weerbaar.foundation.privacy.page import register_page


class Command(BaseCommand):
    """Prints docs/avg-register.md."""

    help = "Print the register that the AVG asks for, in Dutch."
    requires_system_checks = []

    def handle(self, *_args: Any, **_options: Any) -> None:
        self.stdout.write(register_page(records()), ending="")
