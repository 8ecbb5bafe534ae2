"""Invented custodians, and what they do."""

from tests.factories.team import NIGHT
from tests.support.staff import Colleague, make_colleague
from weerbaar.confidential.cases import actions
from weerbaar.confidential.cases.models import Case, Recovery
from weerbaar.foundation.accounts.roles import Role
from weerbaar.foundation.vault import recovery


def make_custodians(*people: Colleague) -> list[Colleague]:
    """Will let two of these people, or of three who are nothing else, open together what comes after."""
    chosen = list(people) or [
        make_colleague(Role.ANALYST, name=name, app=False) for name in ("Kees Kluis", "Lot Slot", "Mia Muur")
    ]
    recovery.found_quorum(custodians=[one.account.holder for one in chosen], needed=2, at=NIGHT)
    return chosen


def ask_for(case: Case, to: Colleague, by: Colleague, *, at=NIGHT, reason=Recovery.Reason.LEFT) -> Recovery:
    """Will have a coordinator ask the custodians."""
    return actions.ask_custodians(case=case, by=by.account, to=to.account, reason=reason, at=at)


def agree(request: Recovery, by: Colleague, *, at=NIGHT) -> actions.Outcome:
    """Will have a custodian agree."""
    return actions.agree(request=request, by=by.account, keyring=by.keyring, at=at)
