"""Which step of a stage follows on which. Predicates on facts, no database."""

from dataclasses import dataclass
from datetime import date

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from weerbaar.outreach.campaign.models import Office, Participation, Payer, Stage, StageKind, StageState

State = StageState

PAYER = {
    StageKind.INTAKE_TALK: Payer.TEAM,
    StageKind.SESSION: Payer.TEAM,
    StageKind.TRAINING: Payer.ORGANISATION,
}
"""Who pays for which stage, unless it was agreed otherwise."""


HELD_BY_ONE = frozenset({Office.MAYOR, Office.KINGS_COMMISSIONER, Office.CLERK, Office.SECRETARY})
"""The offices that one person holds at a time: another holder is a successor, until somebody says otherwise."""


@dataclass(frozen=True)
class Move:
    """A legal step of a stage: from which states, to which. `act` is its name in the audit trail."""

    act: str
    sources: frozenset[State]
    target: State
    label: Promise


_NOT_HELD = frozenset(State) - {State.HELD}

MOVES: dict[State, Move] = {
    move.target: move
    for move in (
        Move("stage.offered", frozenset({State.OPEN, State.LATER, State.DECLINED}), State.OFFERED, _("Aangeboden")),
        Move("stage.wanted", _NOT_HELD - {State.WANTED}, State.WANTED, _("Wil dit graag")),
        Move("stage.planned", _NOT_HELD, State.PLANNED, _("Gepland")),
        Move("stage.held", frozenset({State.PLANNED}), State.HELD, _("Gehouden")),
        Move("stage.declined", _NOT_HELD - {State.DECLINED}, State.DECLINED, _("Wil dit niet")),
        Move("stage.later", _NOT_HELD, State.LATER, _("Later")),
    )
}
"""Every step there is, by the state it leads to. What was planned is planned again when it moves; what was held stays held."""


class IllegalMove(Exception):
    """The stage cannot go from its state to that one."""


def check_move(source: str, target: str) -> Move:
    """Will return the step from one state to another; raises `IllegalMove` unless the table has it."""
    move = MOVES.get(State(target))
    if move is None or State(source) not in move.sources:
        raise IllegalMove
    return move


def moves_from(source: str) -> list[Move]:
    """Will return the steps that a stage can take now, in the order of the table."""
    return [move for move in MOVES.values() if State(source) in move.sources]


def is_paused(participation: Participation, on: date) -> bool:
    """Whether we ask this organisation nothing on that day: because the Tour said so, or for no reason that is known."""
    until = participation.asked_nothing_until
    return until is not None and until > on


_FURTHEST_FIRST = (State.HELD, State.PLANNED, State.WANTED, State.OFFERED, State.LATER, State.DECLINED, State.OPEN)


def how_far(stage: Stage) -> tuple[int, str, str]:
    """Will return what two stages of one kind are compared by when organisations merge: the smallest one wins.

    The furthest state wins; of two alike the one that came there first, and of those the one with the smallest id: an
    order without ties, so that a chain of mergers ends the same way whatever the order.
    """
    reached = stage.held_on or stage.planned_for or stage.since
    return _FURTHEST_FIRST.index(State(stage.state)), reached.isoformat(), str(stage.pk)
