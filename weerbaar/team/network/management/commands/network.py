"""`manage.py network found CODE NAME [--first EMAIL]`: an association, and the first member of its circle."""

from typing import Any

from django.core.management.base import BaseCommand, CommandError, CommandParser
from django.core.validators import validate_slug
from django.utils import timezone

from weerbaar.foundation.accounts.queries import working_accounts_with
from weerbaar.foundation.accounts.roles import Permission
from weerbaar.team.network import actions


class Command(BaseCommand):
    help = "Add an association; with --first, seat the adviser who will give the key to the others."

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("verb", choices=["found"])
        parser.add_argument("code", help="short name in letters, digits and hyphens")
        parser.add_argument("name", help="name as the pages show it")
        parser.add_argument("--first", help="e-mail address of an adviser with an account")

    def handle(self, *_args: Any, code: str, name: str, first: str | None, **_options: Any) -> None:
        at = timezone.now()
        validate_slug(code)
        association = actions.found_association(code=code, name=name, by="system", at=at)
        self.stdout.write(f"network: {name} is known as {code}")
        if not first:
            return
        account = working_accounts_with(Permission.WRITE_IN_CASE).filter(email=first.strip().lower()).first()
        if account is None:
            message = f"no adviser with the address {first}: invite one first"
            raise CommandError(message)
        try:
            actions.seat_first_member(association=association, account=account, at=at)
        except actions.HasCircle as error:
            message = f"{code} has members already: someone inside gives the key, at /netwerk/"
            raise CommandError(message) from error
        self.stdout.write(f"network: {account.name} holds the key and gives it to the others, at /netwerk/")
