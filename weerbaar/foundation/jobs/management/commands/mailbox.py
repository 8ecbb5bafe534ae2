from typing import Any

from django.core.management.base import BaseCommand, CommandError
from django.utils import timezone

from weerbaar.foundation.gateways.mailbox import MailboxNotRead
from weerbaar.foundation.jobs.mailbox import read_mailbox


class Command(BaseCommand):
    help = "Read the answers that came by mail, now; the worker does so every five minutes."

    def handle(self, **_options: Any) -> None:
        """Will read, and say how many messages were ours, wait for a person, or failed."""
        try:
            outcome = read_mailbox(at=timezone.now())
        except MailboxNotRead as error:
            message = f"The mailbox was not read: {error.loggable_reason}"
            raise CommandError(message) from error
        self.stdout.write(f"ours {outcome.taken}, for a person {outcome.left}, failed {outcome.failed}")
