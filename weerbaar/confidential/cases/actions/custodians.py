"""Naming who together can open what nobody else can any more. No page does this: it takes the command line of the server."""

from collections.abc import Sequence
from datetime import datetime

from django.db import transaction

from weerbaar.foundation.accounts.models import Account
from weerbaar.foundation.accounts.roles import Role
from weerbaar.foundation.audit.actions import record
from weerbaar.foundation.vault import recovery
from weerbaar.team.network import queries as network


class TooFewPeople(Exception):
    """There are not as many different, working people as are needed, or one alone would do."""


class Administers(Exception):
    """Who keeps the accounts keeps no share: one who lets people in would be half of who opens a case."""


class OneAssociation(Exception):
    """So many of them are of one association that it could open every case by itself."""


@transaction.atomic
def name_custodians(*, custodians: Sequence[Account], needed: int, at: datetime) -> None:
    """Will let `needed` of these people together open every case that gets a key from now on.

    Those of before keep their shares of older cases until these get new keys: when somebody takes them up, hands them
    over, or rotates. Raises `TooFewPeople`, `Administers` and `OneAssociation`.
    """
    people = {one.pk: one for one in custodians if one.is_active}
    if needed < 2 or len(people) < max(needed, len(custodians)):  # noqa: PLR2004 - one alone is no quorum
        raise TooFewPeople
    if any(Role.ADMINISTRATOR in one.roles for one in people.values()):
        raise Administers
    if network.most_in_one_association(list(people.values())) >= needed:
        raise OneAssociation
    recovery.found_quorum(custodians=[one.holder for one in custodians], needed=needed, at=at)
    detail = {"needed": needed, "custodians": sorted(one.bearer for one in custodians)}
    record(bearer="system", role="system", action="custodians.named", detail=detail, at=at)
