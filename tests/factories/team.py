"""Invented advisers and the associations they answer for."""

from datetime import UTC, datetime

from tests.support.staff import Colleague, make_colleague
from weerbaar.foundation.accounts.models import Account
from weerbaar.foundation.accounts.roles import Role
from weerbaar.team.network import actions
from weerbaar.team.network.models import Association, Member

NIGHT = datetime(2026, 11, 22, 2, 10, tzinfo=UTC)


def make_association(code: str, *advisers: Colleague, at: datetime = NIGHT) -> Association:
    """Will found an association whose circle opens for all of `advisers`."""
    association = actions.found_association(code=code, name=f"Vereniging {code}", by="system", at=at)
    for adviser in advisers:
        member = join(association, adviser, at=at)
        if member.admitted_at is None:
            actions.admit(member=member, by=advisers[0].account, keyring=advisers[0].keyring, at=at)
    association.refresh_from_db()
    return association


def make_adviser(name: str = "Vera Voorbeeld", *, app: bool = False) -> Colleague:
    """Will make an adviser with an opened keyring; `app` gives a second factor, to sign in with."""
    return make_colleague(Role.ADVISER, name=name, app=app)


def join(association: Association, colleague: Colleague, *, at: datetime = NIGHT) -> Member:
    """Will make the colleague a member; admitted only when nobody was there before."""
    association.refresh_from_db()
    if association.circle_id is None:
        return actions.seat_first_member(association=association, account=colleague.account, at=at)
    coordinator = (
        Account.objects.filter(name="Cora Koppel").first()
        or make_colleague(Role.COORDINATOR, name="Cora Koppel").account
    )
    return actions.join(association=association, account=colleague.account, by=coordinator, at=at)
