"""Taking over what happened before this system was there: letters, answers and steps with the days they are true of."""

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import date, datetime
from uuid import UUID

from django.db import transaction

from weerbaar.foundation.audit.actions import record
from weerbaar.outreach.campaign.actions.stages import Step, apply_step, store_all
from weerbaar.outreach.campaign.models import Participation, Round, Stage, StageKind, StageMove, StageState
from weerbaar.outreach.campaign.rules import check_move

AT_ONCE = 500


class AlreadyBegun(Exception):
    """The stages of an organisation moved here already; what was before them cannot be put under them."""


@dataclass(frozen=True, kw_only=True)
class Past:
    """What happened with one organisation in a round, the steps of each stage in their order."""

    code: str
    letter_sent_on: date | None = None
    answered_on: date | None = None
    steps: Sequence[tuple[StageKind, Step]] = field(default=())


@transaction.atomic
def take_over(*, round: Round, pasts: Sequence[Past], at: datetime) -> int:  # noqa: A002 - the noun of the field
    """Will write down what happened in a round before, in a few questions for all, and return how many steps that were.

    Raises `AlreadyBegun` when one of these stages has steps, and `IllegalMove` for a step that the table has not.
    """
    rows = {one.organisation_id: one for one in Participation.objects.select_for_update().filter(round=round)}
    stages = {
        (one.participation_id, one.kind): one
        for one in Stage.objects.select_for_update().filter(participation__round=round)
    }
    if StageMove.objects.filter(
        stage__participation__round=round, stage__participation__organisation__in=[one.code for one in pasts]
    ).exists():
        raise AlreadyBegun
    moves: list[StageMove] = []
    touched: dict[UUID, Stage] = {}
    for past in pasts:
        row = rows[past.code]
        row.letter_sent_on, row.answered_on = past.letter_sent_on, past.answered_on
        numbers: Counter[UUID] = Counter()
        for kind, step in past.steps:
            stage = touched[stages[row.pk, kind].pk] = stages[row.pk, kind]
            numbers[stage.pk] += 1
            moves.append(_step(stage, step, numbers[stage.pk], at))
    StageMove.objects.bulk_create(moves, AT_ONCE)
    store_all(touched.values())
    Participation.objects.bulk_create(
        [rows[one.code] for one in pasts], AT_ONCE, update_conflicts=True, unique_fields=["id"],
        update_fields=["letter_sent_on", "answered_on"],
    )  # fmt: skip
    record(
        bearer="system",
        role="system",
        action="round.history",
        subject=f"round:{round.pk}",
        detail={"steps": len(moves)},
        at=at,
    )
    return len(moves)


def _step(stage: Stage, step: Step, number: int, at: datetime) -> StageMove:
    check_move(stage.state, step.target)
    return apply_step(
        stage, target=StageState(step.target), on=step.on, planned_for=step.planned_for, later_until=step.later_until,
        number=number, at=at, by=None, batch=None,
    )  # fmt: skip
