"""What an act on many would do: for whom it is done, and who is skipped and why. Nothing is changed here."""

from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import date
from uuid import UUID

from django.db.models import Q, QuerySet
from django.utils.functional import Promise as Words
from django.utils.translation import gettext_lazy as _

from weerbaar.foundation.accounts.models import Account
from weerbaar.outreach.campaign.models import Batch, Participation, Stage, StageKind, StageState
from weerbaar.outreach.campaign.queries.organisations import with_stages
from weerbaar.outreach.campaign.rules import MOVES, is_paused

PAUSED = _("even niets vragen")
SAME = _("staat al zo")
ILLEGAL = _("deze stap kan daar nu niet")
GONE = _("opgegaan in een andere organisatie")


@dataclass(frozen=True, kw_only=True)
class StageAct:
    """One step of one stage, for all."""

    kind: StageKind
    target: StageState
    on: date
    later_until: date | None = None


@dataclass(frozen=True, kw_only=True)
class OwnerAct:
    """One colleague for all, or nobody."""

    owner: Account | None


@dataclass(frozen=True, kw_only=True)
class PauseAct:
    """Ask nothing before a day; None ends that."""

    until: date | None


Act = StageAct | OwnerAct | PauseAct


@dataclass(frozen=True)
class Skipped:
    """Who is left out, and why."""

    participation: Participation
    why: Words


@dataclass(frozen=True)
class Plan:
    """What an act would do. `stages` holds the stage that moves, by participation, when one does."""

    done: list[Participation]
    skipped: list[Skipped]
    stages: dict[UUID, Stage] = field(default_factory=dict)

    @property
    def reasons(self) -> list[tuple[Words, int]]:
        """How many are left out for each reason, most first."""
        return Counter(one.why for one in self.skipped).most_common()


def plan_of(act: Act, keys: Iterable[UUID], *, on: date) -> Plan:
    """Will say for whom an act would be done and who would be skipped, in order of name."""
    found = with_stages(Participation.objects.filter(pk__in=list(keys)))
    done, skipped, stages = [], [], {}
    for one in found.order_by("organisation__authority__search_text", "pk"):
        stage = next(
            (stage for stage in one.stages.all() if isinstance(act, StageAct) and stage.kind == act.kind), None
        )
        why = _why_not(act, one, stage, on)
        if why is not None:
            skipped.append(Skipped(one, why))
            continue
        done.append(one)
        if stage is not None:
            stages[one.pk] = stage
    return Plan(done, skipped, stages)


def looked_at(chosen: Iterable[UUID], codes: str | None) -> list[UUID]:
    """Will return those of the chosen that stood in the dry run; all when it was asked for by hand, without one."""
    found = Participation.objects.filter(pk__in=list(chosen))
    if codes is not None:
        found = found.filter(organisation__in=codes.split())
    return list(found.values_list("pk", flat=True))


def batch_by_id(batch_id: UUID) -> Batch | None:
    """Will give an act on many; None when there was none."""
    return Batch.objects.select_related("by").filter(pk=batch_id).first()


def last_batches(*, most: int = 10) -> list[Batch]:
    """Will give the last acts on many, the newest first."""
    return list(Batch.objects.select_related("by").order_by("-at", "id")[:most])


def _why_not(act: Act, one: Participation, stage: Stage | None, on: date) -> Words | None:
    if one.merged_into_id is not None:
        return GONE
    if isinstance(act, OwnerAct):
        return SAME if one.owner_id == (act.owner.pk if act.owner else None) else None
    if isinstance(act, PauseAct):
        return SAME if one.paused_until == act.until else None
    assert stage is not None
    if is_paused(one, on) and act.target == StageState.OFFERED:
        return PAUSED
    if stage.state == act.target:
        return SAME
    return None if stage.state in MOVES[act.target].sources else ILLEGAL


def touched(batch: Batch) -> QuerySet[Participation]:
    """Will give the organisations that an act on many changed, in order of name."""
    moved, changed = batch.moves.values("stage__participation"), batch.changes.values("participation")
    found = Participation.objects.filter(Q(pk__in=moved) | Q(pk__in=changed))
    return found.select_related("organisation__authority").order_by("organisation__authority__search_text", "pk")
