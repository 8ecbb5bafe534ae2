"""`manage.py custodians EMAIL EMAIL EMAIL [--needed 2]`: who together can open what nobody else can any more."""

from typing import Any

from django.core.management.base import BaseCommand, CommandError, CommandParser
from django.utils import timezone

from weerbaar.confidential.cases.actions import custodians as actions
from weerbaar.foundation.accounts.queries import working_accounts_at

_REFUSED = {
    actions.TooFewPeople: "name at least as many different colleagues as are needed, and at least two are needed",
    actions.Administers: "an administrator cannot be a custodian",
    actions.OneAssociation: "an association may not have as many custodians as are needed: it could open every case alone",
}


class Command(BaseCommand):
    help = "Name the custodians; from now on they can open every new case together, and every case that gets new keys."

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("emails", nargs="+", help="e-mail addresses of colleagues with an account")
        parser.add_argument("--needed", type=int, default=2, help="how many of them must agree (2)")

    def handle(self, *_args: Any, emails: list[str], needed: int, **_options: Any) -> None:
        wanted = [email.strip().lower() for email in emails]
        found = {account.email: account for account in working_accounts_at(wanted)}
        unknown = [email for email in wanted if email not in found]
        if unknown:
            message = f"no colleague with the address {', '.join(unknown)}"
            raise CommandError(message)
        try:
            actions.name_custodians(custodians=[found[email] for email in wanted], needed=needed, at=timezone.now())
        except tuple(_REFUSED) as error:
            raise CommandError(_REFUSED[type(error)]) from error
        names = ", ".join(found[email].name for email in wanted)
        self.stdout.write(f"custodians: any {needed} of {names} can open a case together")
        self.stdout.write(
            "custodians: older cases come within their reach when somebody takes them up or hands them over"
        )
