"""The invented advisers take their places in three associations."""

from collections.abc import Iterable
from datetime import datetime, time

from weerbaar.foundation.accounts.demo import PEOPLE
from weerbaar.foundation.accounts.models import Account
from weerbaar.foundation.vault import persons
from weerbaar.foundation.vault.keyring import Keyring
from weerbaar.public.authorities.queries import authority_by_code
from weerbaar.team.network import actions
from weerbaar.team.network.actions import facilitators as going_out
from weerbaar.team.network.models import Association, Skill
from weerbaar.team.network.queries.facilitators import facilitators
from weerbaar.team.network.rules import Hours

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


FACILITATORS = (
    ("Famke Fictief", "famke@overleg.invalid", (Skill.TALK, Skill.MODERATE), "GM0193", "Was griffier. Liefst met de trein."),
    ("Gijs Gefantaseerd", "gijs@overleg.invalid", (Skill.MODERATE, Skill.TRAIN), "GM0344", "Leidt al jaren gesprekken in raadszalen."),
    ("Hanna Hersenspinsel", "hanna@overleg.invalid", (Skill.TRAIN,), "GM0855", "Trainer weerbaarheid en de-escalatie."),
    ("Ilias Ingebeeld", "ilias@overleg.invalid", (Skill.TALK,), "GM0935", "Oud-burgemeester."),
    ("Jet Jokken", "jet@overleg.invalid", (Skill.MODERATE, Skill.TRAIN), "GM0014", "Online haat en sociale media."),
    ("Toon Tournee", "toon@overleg.invalid", (Skill.TALK, Skill.MODERATE), "GM0193", "Van het team zelf."),
)  # fmt: skip
"""Invented people who go out: name, address, what they do, the municipality they live in, and a line about them."""


def furnish_facilitators(team: Iterable[Account], at: datetime) -> None:
    """Will add six invented facilitators with their week; two of them train, four lead, one is of the team itself."""
    if facilitators().exists():
        return
    accounts = {account.email: account for account in team}
    by = accounts["cora@overleg.invalid"]
    for name, email, skills, home, about in FACILITATORS:
        added = going_out.add_facilitator(
            name=name, email=email, skills=skills, home=authority_by_code(home), about=about,
            account=accounts.get(email), at=at, by=by,
        )  # fmt: skip
        week = [Hours(weekday, time(9), time(22, 30)) for weekday in range(5)]
        going_out.set_hours(facilitator=added, hours=week, at=at, by=by)


def _named(code: str) -> Association:
    return Association.objects.get(pk=code)
