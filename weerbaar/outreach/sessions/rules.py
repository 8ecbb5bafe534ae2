"""How far a gathering is, by one table of moves; and what it lacks. Predicates on facts, no database."""

from dataclasses import dataclass
from datetime import datetime, timedelta

from django.db.models import TextChoices
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from weerbaar.outreach.sessions.models import State

ANSWER_WITHIN = timedelta(days=7)
REMIND_AFTER = timedelta(days=3)
QUOTATION_DAYS = 30
REPORT_WITHIN = timedelta(days=60)
REMIND_OF_REPORT_AFTER = timedelta(days=14)
LAST_WEEK = timedelta(days=7)
A_DAY = timedelta(days=1)
LEAST_ANSWERS = 5
MOST_MINUTES = 8 * 60


@dataclass(frozen=True)
class Move:
    """A legal change of state: from which, to which. `act` is its name in the audit trail."""

    act: str
    sources: frozenset[State]
    target: State
    label: Promise


_AHEAD = frozenset({State.ASKED, State.PLANNED, State.PROGRAMME_READY, State.STAFFED})
_AT_A_MOMENT = _AHEAD - {State.ASKED}

MOVES: dict[State, Move] = {
    move.target: move
    for move in (
        Move("gathering.undated", _AT_A_MOMENT, State.ASKED, _("Zonder datum")),
        Move("gathering.planned", (_AHEAD - {State.PLANNED}) | {State.HELD}, State.PLANNED, _("Gepland")),
        Move("gathering.composed", _AHEAD - {State.PROGRAMME_READY}, State.PROGRAMME_READY, _("Programma klaar")),
        Move("gathering.staffed", _AHEAD - {State.STAFFED}, State.STAFFED, _("Bezet")),
        Move("gathering.held", _AT_A_MOMENT, State.HELD, _("Gehouden")),
        Move("gathering.evaluated", frozenset({State.HELD}), State.EVALUATED, _("Geëvalueerd")),
        Move("gathering.cancelled", _AHEAD, State.CANCELLED, _("Afgezegd")),
    )
}
"""Every move there is, by the state it leads to. What was held stays held, unless that was a mistake; what was cancelled is asked for anew."""


class IllegalMove(Exception):
    """A gathering cannot go from its state to that one."""


def check_move(source: str, target: str) -> Move:
    """Will return the move from one state to another; raises `IllegalMove` unless the table has it."""
    move = MOVES.get(State(target))
    if move is None or State(source) not in move.sources:
        raise IllegalMove
    return move


def is_ahead(state: str) -> bool:
    """Whether it still has to take place."""
    return State(state) in _AHEAD


def takes_reports(starts_at: datetime | None, ends_at: datetime | None, at: datetime) -> bool:
    """Whether somebody who led it can tell their hours and costs: from when it began until sixty days after."""
    return starts_at is not None and ends_at is not None and starts_at <= at <= ends_at + REPORT_WITHIN


def state_by_facts(*, has_moment: bool, has_programme: bool, has_people: bool) -> State:
    """Will return how far a gathering that is still ahead is, by what there is of it."""
    if not has_moment:
        return State.ASKED
    if not has_programme:
        return State.PLANNED
    return State.STAFFED if has_people else State.PROGRAMME_READY


class Lack(TextChoices):
    """What a gathering needs first, the most pressing at the top."""

    NOT_TOLD_HELD = "not_told_held", _("is het gehouden?")
    NO_MOMENT = "no_moment", _("nog geen datum")
    ANSWERS = "answers", _("iemand antwoordde in de agenda")
    RETURNED = "returned", _("een mail kwam niet aan")
    QUOTATION_OPEN = "quotation_open", _("offerte niet beantwoord")
    QUOTATION_NEEDED = "quotation_needed", _("nog geen offerte")
    QUOTATION_DECLINED = "quotation_declined", _("offerte niet aangenomen")
    NO_MODERATOR = "no_moderator", _("nog geen gespreksleider")
    FEW_MODERATORS = "few_moderators", _("nog niet genoeg gespreksleiders")
    NO_TRAINER = "no_trainer", _("nog geen trainer")
    FEW_TRAINERS = "few_trainers", _("nog niet genoeg trainers")
    NO_ROOM = "no_room", _("nog geen zaal")
    NO_PROGRAMME = "no_programme", _("nog geen programma")
    MATERIAL = "material", _("materiaal niet geregeld")
    NO_EVALUATION = "no_evaluation", _("evaluatie staat nog niet open")
    REPORTS = "reports", _("uren van een begeleider niet bekeken")
    RESULTS = "results", _("uitkomsten niet teruggestuurd")


@dataclass(frozen=True, kw_only=True)
class Standing:
    """What there is of a gathering, counted."""

    state: str
    ends_at: datetime | None
    has_programme: bool
    has_room: bool
    moderators_short: int
    moderators_come: int
    trainers_short: int
    trainers_come: int
    materials_open: int
    pays_itself: bool
    quotation_made: bool
    quotation_settled: bool
    quotation_declined: bool
    answers_open: bool
    mail_returned: bool
    survey_open: bool
    results_sent: bool
    reports_open: bool


def lacks(standing: Standing, at: datetime) -> list[Lack]:
    """Will return what has to be done first, in the order in which it presses.

    Of what is over that is hours to look at and mail that did not arrive; of what was called off that mail alone.
    """
    returned = [Lack.RETURNED] if standing.mail_returned else []
    if standing.state == State.HELD:
        after = [
            (Lack.NO_EVALUATION, not standing.survey_open),
            (Lack.REPORTS, standing.reports_open),
            (Lack.RESULTS, not standing.results_sent),
        ]
        return [*(lack for lack, there in after if there), *returned]
    if standing.state == State.EVALUATED and standing.reports_open:
        return [Lack.REPORTS, *returned]
    if not is_ahead(standing.state):
        return returned
    if standing.ends_at is not None and standing.ends_at <= at:
        return [Lack.NOT_TOLD_HELD, *returned]
    found = [
        (Lack.NO_MOMENT, standing.ends_at is None),
        (Lack.ANSWERS, standing.answers_open),
        (Lack.RETURNED, standing.mail_returned),
        (Lack.QUOTATION_OPEN, standing.pays_itself and standing.quotation_made and not standing.quotation_settled),
        (Lack.QUOTATION_DECLINED, standing.pays_itself and standing.quotation_declined),
        (
            Lack.QUOTATION_NEEDED,
            standing.pays_itself and not standing.quotation_made and not standing.quotation_declined,
        ),
        (Lack.NO_MODERATOR, standing.moderators_short > 0 and not standing.moderators_come),
        (Lack.FEW_MODERATORS, standing.moderators_short > 0 and standing.moderators_come > 0),
        (Lack.NO_TRAINER, standing.trainers_short > 0 and not standing.trainers_come),
        (Lack.FEW_TRAINERS, standing.trainers_short > 0 and standing.trainers_come > 0),
        (Lack.NO_ROOM, not standing.has_room),
        (Lack.NO_PROGRAMME, not standing.has_programme),
        (Lack.MATERIAL, standing.materials_open > 0),
    ]
    return [lack for lack, there in found if there]
