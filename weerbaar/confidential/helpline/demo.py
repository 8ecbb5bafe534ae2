"""Three invented messages, so that a newcomer sees the duty desk lived in."""

from collections.abc import Iterable
from datetime import datetime, timedelta

from weerbaar.confidential.cases import queries as cases
from weerbaar.confidential.cases.actions import FirstContact, custodians
from weerbaar.confidential.helpline import actions
from weerbaar.foundation.accounts.models import Account

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


def furnish(team: Iterable[Account], at: datetime) -> None:
    """Will name three custodians and receive three invented messages, unless there is a case already."""
    if cases.any_case():
        return
    chosen = [account for account in team if account.email in _CUSTODIANS]
    custodians.name_custodians(custodians=chosen, needed=2, at=at)
    for minutes, contact in _MESSAGES:
        actions.receive(contact=contact, chosen="", token="", at=at - timedelta(minutes=minutes))
