"""The steps of a stage, and taking one back."""

from collections.abc import Callable, Iterable
from dataclasses import dataclass, replace
from datetime import date, datetime
from typing import Any

from django.db import transaction
from django.utils import timezone

from weerbaar.foundation.accounts.models import Account
from weerbaar.foundation.audit.actions import record
from weerbaar.outreach.campaign.models import Batch, Stage, StageMove, StageState
from weerbaar.outreach.campaign.rules import check_move, moves_from
from weerbaar.outreach.campaign.subjects import is_held, subjects_of

AT_ONCE = 500
# What a step changes, and how it is read back from what was kept of before.
_FACTS: dict[str, Callable[[str], Any]] = {
    "state": str,
    "since": datetime.fromisoformat,
    "planned_for": datetime.fromisoformat,
    "held_on": date.fromisoformat,
    "later_until": date.fromisoformat,
}


class NoMoment(Exception):
    """What is planned needs a moment, and what was held a day that is not to come."""


class AlreadyUndone(Exception):
    """The step was taken back before, or a later one stands on it."""


class HeldElsewhere(Exception):
    """What the step came from is in a room above: it is put right there."""


@dataclass(frozen=True, kw_only=True)
class Step:
    """Where a stage goes: the state, the day it is true of, and what belongs to it."""

    target: StageState
    on: date
    planned_for: datetime | None = None
    later_until: date | None = None


@transaction.atomic
def move_stage(
    *, stage: Stage, step: Step, at: datetime, by: Account | None, batch: Batch | None = None, origin: str = ""
) -> StageMove:
    """Will take one step with a stage; raises `IllegalMove` when the table has it not, `NoMoment` without its moment.

    Nobody in `by` is a machine, or the organisation itself by its link. For `origin` see `take_along`.
    """
    stage = Stage.objects.select_for_update().get(pk=stage.pk)
    move = check_move(stage.state, step.target)
    if (step.target == StageState.PLANNED and step.planned_for is None) or (
        step.target == StageState.HELD and step.on > timezone.localtime(at).date()
    ):
        raise NoMoment
    taken = apply_step(
        stage, target=step.target, on=step.on, planned_for=step.planned_for, later_until=step.later_until,
        number=_last_number(stage) + 1, at=at, by=by, batch=batch,
    )  # fmt: skip
    taken.origin = origin
    taken.save(force_insert=True)
    stage.save(update_fields=list(_FACTS))
    if batch is None:
        record(
            bearer=by.bearer if by else "organisation", role=by.main_role if by else "organisation",
            action=move.act, subject=f"stage:{stage.pk}", at=at,
        )  # fmt: skip
    return taken


@transaction.atomic
def take_along(*, stage: Stage, step: Step, origin: str, at: datetime, by: Account | None) -> None:
    """Will bring a stage to where something of a room above is, and note on the step what that is: `gathering:` and its id.

    Where somebody brought the stage there by hand, that step is what it rests on from now on. What is held was planned
    first, whatever was done by hand meanwhile; what was held stays held.
    """
    stage = Stage.objects.select_for_update().get(pk=stage.pk)
    if stage.state == step.target and step.target not in _targets(stage):
        last = StageMove.objects.filter(stage=stage, undone_at=None).order_by("-number").first()
        if last is not None and not (last.origin and last.target == StageState.HELD):
            StageMove.objects.filter(pk=last.pk).update(origin=origin)
        return
    if step.target == StageState.HELD and StageState.PLANNED in _targets(stage) and stage.state != StageState.PLANNED:
        move_stage(stage=stage, step=replace(step, target=StageState.PLANNED), at=at, by=by, origin=origin)
        stage.refresh_from_db()
    if step.target in _targets(stage):
        move_stage(stage=stage, step=step, at=at, by=by, origin=origin)


@transaction.atomic
def undo_move(*, move: StageMove, at: datetime, by: Account | None) -> None:
    """Will put the stage back as it was before its last step.

    Raises `AlreadyUndone` when that was not its last, and `HeldElsewhere` when it is put right in a room above.
    """
    stage = Stage.objects.select_for_update().get(pk=move.stage_id)
    standing = StageMove.objects.filter(stage=stage, undone_at=None).order_by("-number")[:2]
    last, before = [*standing, None, None][:2]
    if last is None or last.pk != move.pk:
        raise AlreadyUndone
    if is_held(last, before, subjects_of(one.origin for one in standing)):
        raise HeldElsewhere
    _undo(stage, move, at=at, by=by)


@transaction.atomic
def give_back(*, stage: Stage, origin: str, at: datetime, by: Account) -> None:
    """Will take back that a stage was held, because what that step came from was not held after all; another step stays."""
    stage = Stage.objects.select_for_update().get(pk=stage.pk)
    last = StageMove.objects.filter(stage=stage, undone_at=None).order_by("-number").first()
    if last is not None and (last.target, last.origin) == (StageState.HELD, origin):
        _undo(stage, last, at=at, by=by)


def store_all(stages: Iterable[Stage]) -> None:
    """Will store what steps changed on many stages that are there already, whose rows the caller locked.

    An upsert, because a database works out a thousand rows of it in the time that it takes for fifty cases of an update.
    """
    Stage.objects.bulk_create(stages, AT_ONCE, update_conflicts=True, unique_fields=["id"], update_fields=list(_FACTS))


def apply_step(
    stage: Stage,
    *,
    target: StageState,
    on: date,
    number: int,
    at: datetime,
    by: Account | None,
    batch: Batch | None,
    planned_for: datetime | None = None,
    later_until: date | None = None,
) -> StageMove:
    """Will change a stage in memory and return the step, neither stored: whoever calls it locked the row and stores both."""
    taken = StageMove(
        stage=stage, number=number, source=stage.state, target=target, on=on, at=at, by=by, batch=batch,
        before={name: _plain(getattr(stage, name)) for name in _FACTS},
    )  # fmt: skip
    stage.state, stage.since = target, at
    stage.planned_for = planned_for or (stage.planned_for if target == StageState.HELD else None)
    stage.held_on = on if target == StageState.HELD else None
    stage.later_until = later_until if target == StageState.LATER else None
    return taken


def put_back(stage: Stage, move: StageMove) -> None:
    """Will put a stage in memory as it was before a step."""
    for name, read in _FACTS.items():
        setattr(stage, name, read(move.before[name]) if move.before[name] else None)


def _undo(stage: Stage, move: StageMove, *, at: datetime, by: Account | None) -> None:
    put_back(stage, move)
    stage.save(update_fields=list(_FACTS))
    StageMove.objects.filter(pk=move.pk).update(undone_at=at)
    bearer, role = (by.bearer, by.main_role) if by else ("system", "system")
    record(bearer=bearer, role=role, action="stage.undone", subject=f"stage:{stage.pk}", at=at)


def _targets(stage: Stage) -> set[StageState]:
    return {move.target for move in moves_from(stage.state)}


def _last_number(stage: Stage) -> int:
    return stage.moves.order_by("-number").values_list("number", flat=True).first() or 0


def _plain(value: Any) -> Any:
    return value.isoformat() if isinstance(value, date) else value
