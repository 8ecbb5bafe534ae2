"""`manage.py vault rotate`: new keys. What only a person can open, only that person can rotate: nobody has a master key."""

import getpass
import sys
from typing import Any
from uuid import UUID

from django.conf import settings
from django.core.management.base import BaseCommand, CommandError, CommandParser
from django.utils import timezone

from weerbaar.foundation.vault import persons, rotation
from weerbaar.foundation.vault.errors import WrongPassphrase
from weerbaar.foundation.vault.models import PersonKey


class Command(BaseCommand):
    help = "Rotate keys: of the application, or, with --holder, everything one person can open."

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("verb", choices=["rotate"])
        parser.add_argument("--holder", type=UUID, help="id of a person's key; the passphrase is asked for")

    def handle(self, *_args: Any, holder: UUID | None, **_options: Any) -> None:
        at = timezone.now()
        if holder is None:
            rotation.rotate_application_keys()
            self.stdout.write(f"vault: the signing key in {settings.AUDIT_KEY_FILE.name} is new")
            self.stdout.write("vault: for what a person can open, run again with --holder")
            return
        passphrase = getpass.getpass("Passphrase: ") if sys.stdin.isatty() else sys.stdin.readline().rstrip("\n")
        try:
            secret = persons.unlock(holder_id=holder, passphrase=passphrase)
        except WrongPassphrase as error:
            message = "the passphrase does not open this key; nothing was changed"
            raise CommandError(message) from error
        except PersonKey.DoesNotExist as error:
            message = "there is no such key; nothing was changed"
            raise CommandError(message) from error
        done = rotation.rotate_all_of(holder_id=holder, secret=secret, at=at)
        self.stdout.write(f"vault: {done.compartments} compartments and {done.circles} circles have new keys")
