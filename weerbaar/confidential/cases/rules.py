"""Which states follow on which, and who may do what. Predicates on facts, no database."""

from dataclasses import dataclass

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from weerbaar.confidential.cases.models import Case
from weerbaar.foundation.accounts.models import Account
from weerbaar.foundation.accounts.roles import Permission

State = Case.State
ENDED = frozenset({State.MERGED, State.ERASED})
"""From here nothing follows: what was written is gone, or stands in another case."""
HELPED = frozenset({State.OPEN, State.CLIENT, State.OTHERS, State.AFTERCARE})
"""Someone answers in it."""
TO_DO = HELPED | {State.NEW}
"""What was promised in it is still to be done; a case that is closed reminds of nothing."""
LIVING = HELPED | {State.NEW, State.CLOSED}


@dataclass(frozen=True)
class Move:
    """A legal move of a case: from which states, to which, and which permission a helper needs for it.

    `permission` is None for what only the client asks for, or a machine does when a term has passed. `act` is its name in
    the audit trail; `label` is what the button says.
    """

    act: str
    sources: frozenset[State]
    target: State
    permission: Permission | None = None
    label: Promise | str = ""


MOVES: dict[str, Move] = {
    move.act: move
    for move in (
        Move("case.claimed", frozenset({State.NEW}), State.OPEN, Permission.OPEN_CASE, _("Ik pak dit op")),
        Move("case.returned", HELPED, State.NEW, Permission.HAND_OVER_CASE, _("Teruggeven aan de kring")),
        Move(
            "case.waits_for_client",
            HELPED - {State.CLIENT},
            State.CLIENT,
            Permission.WRITE_IN_CASE,
            _("Wacht op de cliënt"),
        ),
        Move(
            "case.waits_for_others",
            HELPED - {State.OTHERS},
            State.OTHERS,
            Permission.WRITE_IN_CASE,
            _("Wacht op anderen"),
        ),
        Move("case.resumed", HELPED - {State.OPEN}, State.OPEN, Permission.WRITE_IN_CASE, _("Weer in behandeling")),
        Move(
            "case.in_aftercare", HELPED - {State.AFTERCARE}, State.AFTERCARE, Permission.WRITE_IN_CASE, _("Naar nazorg")
        ),
        Move("case.closed", HELPED, State.CLOSED, Permission.WRITE_IN_CASE, _("Afsluiten")),
        Move("case.reopened", frozenset({State.CLOSED}), State.OPEN, Permission.WRITE_IN_CASE, _("Heropenen")),
        Move("case.merged", HELPED, State.MERGED, Permission.HAND_OVER_CASE, _("Samenvoegen")),
        Move("case.erased", LIVING, State.ERASED),
    )
}
"""Every move there is, by its name in the trail. What is not here does not happen, by whatever road."""


NOT_IN_DANGER = frozenset({"case.closed", "case.in_aftercare", "case.merged"})
"""The moves that wait until someone looked again and found that the danger is over."""


STEPS = ("case.waits_for_client", "case.waits_for_others", "case.resumed", "case.in_aftercare")
"""The moves that are a button and nothing more: they ask no words and take no key."""


class IllegalMove(Exception):
    """The case cannot go from its state to that one."""


class DangerFirst(Exception):
    """There may be danger now: someone looks again before this."""


def check_move(case: Case, act: str) -> State:
    """Will return the state that this move leads to; raises `IllegalMove` unless the table has it from here.

    Raises `DangerFirst` when the move has to wait for a second look.
    """
    move = MOVES[act]
    if State(case.state) not in move.sources:
        raise IllegalMove
    if case.danger and act in NOT_IN_DANGER:
        raise DangerFirst
    return move.target


def moves_for(account: Account, case: Case) -> list[Move]:
    """Will return the moves that this helper can make now, in the order of the table."""
    return [
        move
        for move in MOVES.values()
        if move.permission and State(case.state) in move.sources and account.may(move.permission)
    ]


def can_still_answer(account: Account) -> bool:
    """Whether this account still works here, in a role that opens cases."""
    return account.is_active and account.may(Permission.WRITE_IN_CASE)


def check_can_answer(case: Case) -> None:
    """Raises `IllegalMove` unless someone answers in the case: what is closed is opened again first."""
    if case.state not in HELPED:
        raise IllegalMove


def is_claimed_by(account: Account, case: Case) -> bool:
    """Whether this account answers in the case."""
    return case.claimed_by_id == account.pk
