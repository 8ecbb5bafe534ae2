"""One act on many organisations, and taking it back as one."""

from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any
from uuid import UUID

from django.db import transaction
from django.db.models import Max
from django.utils import timezone

from weerbaar.foundation.accounts.models import Account
from weerbaar.foundation.audit.actions import record
from weerbaar.outreach.campaign.actions.stages import apply_step, put_back, store_all
from weerbaar.outreach.campaign.models import Batch, BatchChange, Participation, Stage, StageMove
from weerbaar.outreach.campaign.queries.bulk import Act, OwnerAct, PauseAct, Plan, StageAct, plan_of

AT_ONCE = 500
_FIELDS = {"owner": "owner_id", "paused_until": "paused_until"}


class AlreadyUndone(Exception):
    """The act on many was taken back before."""


@dataclass(frozen=True)
class Undone:
    """What was put back, and which organisations changed since and were left as they are."""

    count: int
    left: list[str]


@transaction.atomic
def act_on(*, keys: Iterable[UUID], act: Act, what: str, at: datetime, by: Account) -> tuple[Batch, Plan]:
    """Will do one act on many organisations, and return the batch and what was done and skipped.

    Rows are locked first, so that what is done is what the plan says at this moment, not when somebody looked.
    """
    keys = list(keys)
    list(Participation.objects.select_for_update().filter(pk__in=keys).order_by("pk").values_list("pk"))
    list(Stage.objects.select_for_update().filter(participation__in=keys).order_by("pk").values_list("pk"))
    plan = plan_of(act, keys, on=timezone.localtime(at).date())
    batch = Batch.objects.create(what=what, at=at, by=by)
    if isinstance(act, StageAct):
        _move(batch, plan, act, at, by)
    else:
        _change(batch, plan, act)
    record(
        bearer=by.bearer, role=by.main_role, action=f"batch.{what}", subject=f"batch:{batch.pk}",
        detail={"done": len(plan.done), "skipped": len(plan.skipped)}, at=at,
    )  # fmt: skip
    return batch, plan


@transaction.atomic
def undo_batch(*, batch: Batch, at: datetime, by: Account) -> Undone:
    """Will put back all that a batch changed. What moved on since, or was gone on with, is left as it is and named; raises `AlreadyUndone`."""
    if not Batch.objects.filter(pk=batch.pk, undone_at=None).update(undone_at=at):
        raise AlreadyUndone
    moves = list(batch.moves.filter(undone_at=None).select_related("stage__participation__organisation__authority"))
    stages = {one.pk: one for one in Stage.objects.select_for_update().filter(moves__batch=batch).order_by("pk")}
    newest = (
        StageMove.objects.filter(stage__in=stages, undone_at=None)
        .values("stage")
        .annotate(last=Max("number"))
        .order_by()
    )
    last = {row["stage"]: row["last"] for row in newest}
    left, back = [], []
    for move in moves:
        # Where a room above went on with it the stage stays, whatever became of that: its own page says how it goes back.
        if last.get(move.stage_id) != move.number or move.origin:
            left.append(str(move.stage.participation.organisation.authority))
            continue
        back.append(move)
        put_back(stages[move.stage_id], move)
    store_all(stages[move.stage_id] for move in back)
    StageMove.objects.filter(pk__in=[move.pk for move in back]).update(undone_at=at)
    changed, changed_since = _put_back_changes(batch, at)
    left += changed_since
    record(
        bearer=by.bearer, role=by.main_role, action="batch.undone", subject=f"batch:{batch.pk}",
        detail={"undone": len(back) + changed, "left": len(left)}, at=at,
    )  # fmt: skip
    return Undone(len(back) + changed, sorted(left))


def _move(batch: Batch, plan: Plan, act: StageAct, at: datetime, by: Account) -> None:
    stages = list(plan.stages.values())
    found = StageMove.objects.filter(stage__in=stages).values("stage").annotate(last=Max("number")).order_by()
    last = Counter({row["stage"]: row["last"] for row in found})
    moves = [
        apply_step(
            stage, target=act.target, on=act.on, later_until=act.later_until, number=last[stage.pk] + 1, at=at, by=by, batch=batch
        )
        for stage in stages
    ]  # fmt: skip
    StageMove.objects.bulk_create(moves, AT_ONCE)
    store_all(stages)


def _change(batch: Batch, plan: Plan, act: OwnerAct | PauseAct) -> None:
    field = "owner" if isinstance(act, OwnerAct) else "paused_until"
    value: Any = (act.owner.pk if act.owner else None) if isinstance(act, OwnerAct) else act.until
    rows = [
        BatchChange(
            batch=batch, participation=one, field=field, before=_text(getattr(one, _FIELDS[field])), after=_text(value)
        )
        for one in plan.done
    ]
    BatchChange.objects.bulk_create(rows, AT_ONCE)
    Participation.objects.filter(pk__in=[one.pk for one in plan.done]).update(**{_FIELDS[field]: value})


def _put_back_changes(batch: Batch, at: datetime) -> tuple[int, list[str]]:
    """Behind a lock, and only the column that the batch changed: what a colleague changes just now is not written over."""
    changes = list(batch.changes.filter(undone_at=None).order_by("pk"))
    locked = Participation.objects.select_for_update(of=("self",)).select_related("organisation__authority")
    rows = locked.filter(pk__in=[one.participation_id for one in changes]).order_by("pk").in_bulk()
    left, back, touched = [], [], set()
    for change in changes:
        row, name = rows[change.participation_id], _FIELDS[change.field]
        if _text(getattr(row, name)) != change.after or row.merged_into_id is not None:
            left.append(str(row.organisation.authority))
            continue
        setattr(row, name, _value(change.field, change.before))
        back.append(change)
        touched.add(name.removesuffix("_id"))
    if back:
        Participation.objects.bulk_update([rows[one.participation_id] for one in back], sorted(touched), AT_ONCE)
    BatchChange.objects.filter(pk__in=[one.pk for one in back]).update(undone_at=at)
    return len(back), left


def _text(value: Any) -> str:
    return "" if value is None else value.isoformat() if isinstance(value, date) else str(value)


def _value(field: str, text: str) -> Any:
    if not text:
        return None
    return date.fromisoformat(text) if field == "paused_until" else UUID(text)
