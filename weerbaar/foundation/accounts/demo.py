"""An invented team, for whoever wants to see the house lived in. Nobody by these names exists here or anywhere.

Rooms above register how they furnish themselves for it, in `apps.py: ready()`; `manage.py demo` does all of it.
"""

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from datetime import datetime

from allauth.mfa import app_settings
from allauth.mfa.totp.internal.auth import TOTP, format_hotp_value, hotp_value
from django.db import transaction

from weerbaar.foundation.accounts import queries
from weerbaar.foundation.accounts.actions.own_account import confirm_spare_keys_kept
from weerbaar.foundation.accounts.actions.staff import add_account
from weerbaar.foundation.accounts.models import Account
from weerbaar.foundation.accounts.roles import Role
from weerbaar.foundation.vault import persons


@dataclass(frozen=True)
class DemoPerson:
    """Someone invented, with everything that is needed to sign in as them."""

    name: str
    email: str
    role: Role
    association: str
    passphrase: str
    totp_seed: str


@dataclass(frozen=True)
class PersonAtTheDoor:
    """How the sign-in page shows an invented person: with the code of this half minute."""

    person: DemoPerson
    code: str


PEOPLE = (
    DemoPerson("Vera Voorbeeld", "vera@overleg.invalid", Role.ADVISER, "Raadsleden",
               "vier groene stoelen", "JBSWY3DPEHPK3PXPJBSWY3DPEHPK3PXP"),
    DemoPerson("Bas Bedacht", "bas@overleg.invalid", Role.ADVISER, "Burgemeesters",
               "soep van gisteren", "KRSXG5CTMVRXEZLUKRSXG5CTMVRXEZLU"),
    DemoPerson("Wil Wethouder-Verzonnen", "wil@overleg.invalid", Role.ADVISER, "Wethouders",
               "fiets zonder bel", "MFRGGZDFMZTWQ2LKMFRGGZDFMZTWQ2LK"),
    DemoPerson("Ina Ingeval", "ina@overleg.invalid", Role.HELPER, "",
               "warme kruik boven", "NBSWY3DPO5XXE3DENBSWY3DPO5XXE3DE"),
    DemoPerson("Cora Coördineert", "cora@overleg.invalid", Role.COORDINATOR, "",
               "rooster met koffie", "ONXW2ZLUNBUW4Z3TONXW2ZLUNBUW4Z3T"),
    DemoPerson("Toon Tournee", "toon@overleg.invalid", Role.TOUR, "",
               "trein naar zwolle", "PFXXK4TDN5SGKZLOPFXXK4TDN5SGKZLO"),
    DemoPerson("Eef Eindredactie", "eef@overleg.invalid", Role.EDITOR, "",
               "komma op zondag", "QFZXIZLEORUXG5DSQFZXIZLEORUXG5DS"),
    DemoPerson("Ot Optelsom", "ot@overleg.invalid", Role.ANALYST, "",
               "drie appels over", "RFZGK43FMFZGG2DFRFZGK43FMFZGG2DF"),
    DemoPerson("Bea Beheer", "bea@overleg.invalid", Role.ADMINISTRATOR, "",
               "kabels in de kelder", "SFWGC3TEOZQWYZLUSFWGC3TEOZQWYZLU"),
)  # fmt: skip


Furnish = Callable[[Iterable[Account], datetime], None]
_FURNISHERS: list[Furnish] = []


def register_furnisher(furnish: Furnish) -> None:
    """Will have `furnish(team, at)` called after the accounts are there, and after the rooms on lower floors.

    It changes nothing when it was called before.
    """
    if furnish not in _FURNISHERS:
        _FURNISHERS.append(furnish)


def furnishers() -> list[Furnish]:
    """Will return what rooms registered, the lowest floor first: INSTALLED_APPS names the highest first."""
    return _FURNISHERS[::-1]


def create_demo_accounts(*, at: datetime) -> list[Account]:
    """Will make the accounts of the invented people, with passphrase and code app set up; those that exist stay."""
    here = {account.email: account for account in Account.objects.filter(email__in=[person.email for person in PEOPLE])}
    return [here.get(person.email) or _create(person, at) for person in PEOPLE]


def people_at_the_door(at: datetime) -> list[PersonAtTheDoor]:
    """Will return the invented people who are here, each with a code that was not used yet."""
    now = int(at.timestamp()) // app_settings.TOTP_PERIOD
    last = queries.last_counters_of([person.email for person in PEOPLE])
    return [
        PersonAtTheDoor(person, format_hotp_value(hotp_value(person.totp_seed, max(now, last[person.email] + 1))))
        for person in PEOPLE
        if person.email in last
    ]


def _create(person: DemoPerson, at: datetime) -> Account:
    key = persons.create_person(passphrase=person.passphrase, at=at)
    with transaction.atomic():
        account = add_account(email=person.email, name=person.name, roles=[person.role], holder=key.holder, at=at)
        confirm_spare_keys_kept(account=account, at=at)
        TOTP.activate(account, person.totp_seed)
    return account
