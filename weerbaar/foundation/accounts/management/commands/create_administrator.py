"""The way in to a fresh installation."""

from typing import Any

from django.core.management.base import BaseCommand, CommandError, CommandParser
from django.utils import timezone

from weerbaar.foundation.accounts.actions.invitations import AlreadyHere, invite
from weerbaar.foundation.accounts.roles import Role


class Command(BaseCommand):
    help = "Invite the first administrator: prints a link that works once, within seven days."

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("--email", required=True)
        parser.add_argument("--name", required=True)

    def handle(self, *args: Any, **options: Any) -> None:
        """Will print the link, and mail nothing: there may be no mail yet."""
        del args
        try:
            link = invite(
                email=options["email"],
                name=options["name"],
                roles=[Role.ADMINISTRATOR],
                by=None,
                at=timezone.now(),
                mail=False,
            )
        except AlreadyHere as error:
            message = "Someone with this e-mail address has an account."
            raise CommandError(message) from error
        self.stdout.write(link)
