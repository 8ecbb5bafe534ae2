"""Which states follow on which, and who may do what. Predicates on facts, no database."""

from weerbaar.confidential.cases.models import Case
from weerbaar.foundation.accounts.models import Account
from weerbaar.foundation.accounts.roles import Permission

State = Case.State

MOVES: dict[State, frozenset[State]] = {
    State.NEW: frozenset({State.OPEN, State.ERASED}),
    State.OPEN: frozenset({State.NEW, State.ERASED}),
    State.ERASED: frozenset(),
}
"""From a state to the states that may follow. NEW after OPEN: handed back to the circle."""


class IllegalMove(Exception):
    """The case cannot go from its state to that one."""


def check_move(case: Case, to: State) -> None:
    """Will raise `IllegalMove` unless the table has the move."""
    if to not in MOVES[State(case.state)]:
        raise IllegalMove


def can_still_answer(account: Account) -> bool:
    """Whether this account still works here, in a role that opens cases."""
    return account.is_active and account.may(Permission.WRITE_IN_CASE)


def is_claimed_by(account: Account, case: Case) -> bool:
    """Whether this account answers in the case."""
    return case.claimed_by_id == account.pk
