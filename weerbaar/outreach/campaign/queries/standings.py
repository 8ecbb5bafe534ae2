"""The facts behind the list: how every organisation of a round stands, with five queries for one or for all."""

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, datetime
from uuid import UUID

from django.db.models import Exists, Min, OuterRef, QuerySet, Subquery
from django.utils import timezone

from weerbaar.outreach.campaign.models import (
    Call,
    Participation,
    Payer,
    Promise,
    ProvinceTarget,
    Round,
    Stage,
    StageMove,
)
from weerbaar.outreach.campaign.urgency import Facts, StageFacts, Standing, standing

_LAST_TURN = 99


@dataclass(frozen=True)
class Turn:
    """When a province has its turn: its place in the order, and from which day."""

    place: int = _LAST_TURN
    starts_on: date | None = None


def standings(participations: QuerySet[Participation], *, round: Round, on: date) -> dict[UUID, Standing]:  # noqa: A002 - the noun of the field
    """Will say how each of these organisations of a round stands on a day, in the order of the query."""
    stages = _stages(participations)
    promises = _promises(participations)
    backs = _call_backs(participations)
    turns = turns_of(round)
    columns = (
        "pk",
        "letter_sent_on",
        "answered_on",
        "paused_until",
        "quiet_until",
        "organisation__authority__province",
        "organisation",
    )
    found = {}
    for key, letter, answer, asked_for, quiet, province, code in participations.values_list(*columns):
        paused = max((day for day in (asked_for, quiet) if day), default=None)
        turn = turns.get(province or code, Turn())
        facts = Facts(
            stages[key], letter, answer, paused, promises.get(key), backs.get(key), turn.place, turn.starts_on
        )
        found[key] = standing(facts, on=on)
    return found


def standing_of(participation: Participation, *, on: date) -> Standing:
    """Will say how one organisation stands on a day."""
    only = Participation.objects.filter(pk=participation.pk)
    return standings(only, round=participation.round, on=on)[participation.pk]


def turns_of(round: Round) -> dict[str, Turn]:  # noqa: A002 - the noun of the field
    """Will give the turn of each province in a round, by its code."""
    columns = ("province_id", "position", "starts_on")
    return {
        code: Turn(place, starts)
        for code, place, starts in ProvinceTarget.objects.filter(round=round).values_list(*columns)
    }


def _stages(participations: QuerySet[Participation]) -> dict[UUID, dict[str, StageFacts]]:
    last = StageMove.objects.filter(stage=OuterRef("pk"), undone_at=None).order_by("-number").values("on")[:1]
    columns = ("participation_id", "kind", "state", "since", "planned_for", "held_on", "later_until", "moved_on")
    rows = Stage.objects.filter(participation__in=_keys(participations)).annotate(moved_on=Subquery(last))
    found: dict[UUID, dict[str, StageFacts]] = defaultdict(dict)
    for key, kind, state, since, planned, held, later, moved_on in rows.values_list(*columns):
        found[key][kind] = StageFacts(state, moved_on or _day(since), _day(planned) if planned else None, held, later)
    return found


def _promises(participations: QuerySet[Participation]) -> dict[UUID, date]:
    ours = Promise.objects.filter(participation__in=_keys(participations), side=Payer.TEAM, done_at=None)
    due = ours.exclude(due_on=None).values("participation").annotate(first=Min("due_on")).order_by()
    return {row["participation"]: row["first"] for row in due}


def _call_backs(participations: QuerySet[Participation]) -> dict[UUID, date]:
    """A promise to call back stands until the next call."""
    newer = Call.objects.filter(participation=OuterRef("participation"), at__gt=OuterRef("at"))
    agreed = Call.objects.filter(participation__in=_keys(participations), outcome=Call.Outcome.CALL_BACK).exclude(
        Exists(newer)
    )
    return {key: _day(at) for key, at in agreed.values_list("participation_id", "call_back_at") if at}


def _keys(participations: QuerySet[Participation]) -> QuerySet[Participation, UUID] | Iterable[UUID]:
    return participations.order_by().values("pk")  # type: ignore[return-value] # a subquery of one column


def _day(moment: datetime) -> date:
    return timezone.localtime(moment).date()
