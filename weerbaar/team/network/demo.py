"""The invented advisers take their places in three associations."""

from collections.abc import Iterable
from datetime import datetime

from weerbaar.foundation.accounts.demo import PEOPLE
from weerbaar.foundation.accounts.models import Account
from weerbaar.foundation.vault import persons
from weerbaar.foundation.vault.keyring import Keyring
from weerbaar.team.network import actions
from weerbaar.team.network.models import Association

ASSOCIATIONS = {
    "burgemeesters": "Genootschap van Burgemeesters",
    "griffiers": "Vereniging van Griffiers",
    "raadsleden": "Vereniging voor Raadsleden",
    "statenleden": "Vereniging van Statenleden",
    "wethouders": "Wethoudersvereniging",
}
"""Professional associations by code. Which of them take part differs per installation."""


def seat_demo_advisers(team: Iterable[Account], at: datetime) -> None:
    """Will make each invented adviser a member of an association; two of them share one, so that they can hand over."""
    if Association.objects.exists():
        return
    for code, name in ASSOCIATIONS.items():
        actions.found_association(code=code, name=name, by="system", at=at)
    accounts = {account.email: account for account in team}
    for one in PEOPLE:
        if one.association:
            account = accounts[one.email]
            association = _named(one.association.lower())
            if association.circle_id is None:
                actions.seat_first_member(association=association, account=account, at=at)
    vera, wil = accounts["vera@overleg.invalid"], accounts["wil@overleg.invalid"]
    shared = actions.join(association=_named("raadsleden"), account=wil, by=vera, at=at)
    passphrase = next(one.passphrase for one in PEOPLE if one.email == vera.email)
    secret = persons.unlock(holder_id=vera.holder_id, passphrase=passphrase)
    keyring = Keyring(holder_id=vera.holder_id, secret=secret, bearer=vera.bearer, role=vera.main_role, at=at)
    actions.admit(member=shared, by=vera, keyring=keyring, at=at)
    actions.take_duty(association=_named("raadsleden"), by=vera, at=at)


def _named(code: str) -> Association:
    return Association.objects.get(pk=code)
