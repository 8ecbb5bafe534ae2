"""`manage.py demo`: an invented team and three invented messages, so that a newcomer sees the house lived in."""

from datetime import timedelta
from typing import Any

from django.conf import settings
from django.core.management.base import BaseCommand, CommandError
from django.utils import timezone

from weerbaar.confidential.cases import queries as cases
from weerbaar.confidential.cases.actions import FirstContact, custodians
from weerbaar.confidential.helpline import actions
from weerbaar.foundation.accounts.demo import create_demo_accounts
from weerbaar.team.network.demo import seat_demo_advisers

_CUSTODIANS = {"bas@overleg.invalid", "ina@overleg.invalid", "ot@overleg.invalid"}
"""Three who are of no association together: any two of them open a case whose helper is gone."""

_MESSAGES = (
    (
        42,
        FirstContact(
            message=(
                "Vanmorgen lag er een brief op de mat. Er staat in op welke school mijn kinderen zitten. "
                "Mijn partner weet het, verder niemand.\n\nIk wil eigenlijk niet dat de burgemeester dit hoort."
            ),
            danger=False,
            for_whom="self",
        ),
    ),
    (
        20,
        FirstContact(
            message="Een van onze raadsleden krijgt al weken berichten. Ik weet niet wat ik voor haar kan doen.",
            danger=False,
            for_whom="other",
            name="Griffier uit Voorbeeldstad",
            reach="tussen de middag op mijn werknummer",
        ),
    ),
    (
        3,
        FirstContact(
            message="Er staat iemand voor mijn huis die gisteren in de raadszaal schreeuwde. 112 is gebeld.",
            danger=True,
            for_whom="self",
            name="Sam",
        ),
    ),
)


class Command(BaseCommand):
    help = "Load an invented team and three invented messages. Runs in demo mode only."

    def handle(self, *_args: Any, **_options: Any) -> None:
        if not settings.DEMO:
            message = "Demo data load in demo mode only: DEMO=1 DEBUG=1."
            raise CommandError(message)
        at = timezone.now()
        if cases.any_case():
            self.stdout.write("demo: the invented team and its messages are here already")
            return
        team = create_demo_accounts(at=at)
        seat_demo_advisers(team=team, at=at)
        chosen = [account for account in team if account.email in _CUSTODIANS]
        custodians.name_custodians(custodians=chosen, needed=2, at=at)
        for minutes, contact in _MESSAGES:
            actions.receive(contact=contact, chosen="", token="", at=at - timedelta(minutes=minutes))
        self.stdout.write("demo: an invented team and three messages are ready")
