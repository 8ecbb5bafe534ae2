"""How far a round is, counted by the database: three queries for one organisation or for all."""

from collections import Counter, defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from datetime import date

from django.db.models import Count, Exists, Max, OuterRef, Q, QuerySet
from django.db.models.functions import Coalesce

from weerbaar.outreach.campaign.lead_times import Days
from weerbaar.outreach.campaign.models import Participation, Round, Stage, StageKind, StageMove, StageState
from weerbaar.outreach.campaign.queries.standings import standings

State = StageState
_PROVINCE = Coalesce("organisation__authority__province", "organisation")
_PROVINCE_OF_STAGE = Coalesce("participation__organisation__authority__province", "participation__organisation")
_SAID_YES = (State.WANTED, State.PLANNED, State.HELD)
_GOT_A_DAY = (State.PLANNED, State.HELD)
EVER = (State.OFFERED.value, State.WANTED.value, State.PLANNED.value, State.HELD.value)


@dataclass(frozen=True)
class StageCount:
    """One stage of some organisations. `now` says where each of them is and adds up to `organisations`.

    `ever` says how many came so far at least, also when they went on or back: what was offered, said yes, got a day and
    was held. Each of those is part of the one before.
    """

    organisations: int = 0
    now: Mapping[str, int] = field(default_factory=lambda: dict.fromkeys(State.values, 0))
    ever: Mapping[str, int] = field(default_factory=lambda: dict.fromkeys(EVER, 0))

    def __add__(self, other: "StageCount") -> "StageCount":
        return StageCount(
            self.organisations + other.organisations,
            {state: self.now[state] + other.now[state] for state in self.now},
            {state: self.ever[state] + other.ever[state] for state in self.ever},
        )


@dataclass(frozen=True)
class Progress:
    """How far some organisations are: how many there are, were approached by letter or offer, and were visited at least once."""

    organisations: int = 0
    approached: int = 0
    visited: int = 0
    stages: Mapping[str, StageCount] = field(default_factory=lambda: {kind: StageCount() for kind in StageKind.values})

    def __add__(self, other: "Progress") -> "Progress":
        return Progress(
            self.organisations + other.organisations,
            self.approached + other.approached,
            self.visited + other.visited,
            {kind: self.stages[kind] + other.stages[kind] for kind in self.stages},
        )


def taking_part(round: Round) -> QuerySet[Participation]:  # noqa: A002 - the noun of the field
    """Will give who counts in a round: an organisation that went up in another counts there, once."""
    return Participation.objects.filter(round=round, merged_into=None)


def counts_by_province(round: Round) -> dict[str, Progress]:  # noqa: A002 - the noun of the field
    """Will count every province of a round, by the code of the province, itself included. Costs two queries."""
    held = Stage.objects.filter(participation=OuterRef("pk"), state=State.HELD)
    begun = Stage.objects.filter(participation=OuterRef("pk")).exclude(state=State.OPEN)
    rows = (
        taking_part(round)
        .order_by()
        .values(code=_PROVINCE)
        .annotate(
            organisations=Count("pk"),
            approached=Count("pk", filter=Q(letter_sent_on__isnull=False) | Q(Exists(begun))),
            visited=Count("pk", filter=Exists(held)),
        )
    )
    stages = _stages_by_province(round)
    return {
        row["code"]: Progress(row["organisations"], row["approached"], row["visited"], stages[row["code"]])
        for row in rows
    }


def _stages_by_province(round: Round) -> Mapping[str, dict[str, StageCount]]:  # noqa: A002 - the noun of the field
    rows = (
        Stage.objects.filter(participation__in=taking_part(round))
        .order_by()
        .values("kind", "state", code=_PROVINCE_OF_STAGE)
        .annotate(
            number=Count("pk"),
            said_yes=Count("pk", filter=Q(state__in=_SAID_YES) | Q(Exists(_moved_to(*_SAID_YES)))),
            got_a_day=Count("pk", filter=Q(state__in=_GOT_A_DAY) | Q(Exists(_moved_to(*_GOT_A_DAY)))),
        )
    )
    found: dict[str, dict[str, StageCount]] = defaultdict(lambda: {kind: StageCount() for kind in StageKind.values})
    for row in rows:
        number, state = row["number"], row["state"]
        ever = (number * (state != State.OPEN), row["said_yes"], row["got_a_day"], number * (state == State.HELD))
        one = StageCount(number, dict.fromkeys(State.values, 0) | {state: number}, dict(zip(EVER, ever, strict=True)))
        found[row["code"]][row["kind"]] += one
    return found


def _moved_to(*states: str) -> QuerySet[StageMove]:
    """A step that was taken back never happened."""
    return StageMove.objects.filter(stage=OuterRef("pk"), target__in=states, undone_at=None)


def whole(provinces: Iterable[Progress]) -> Progress:
    """Will add provinces up."""
    return sum(provinces, Progress())


def days_of(round: Round) -> list[Days]:  # noqa: A002 - the noun of the field
    """Will give the days that matter of every organisation in a round, in one query."""
    held = {kind: Max("stages__held_on", filter=Q(stages__kind=kind)) for kind in StageKind.values}
    rows = taking_part(round).order_by().annotate(code=_PROVINCE, **held)
    columns = ("code", "letter_sent_on", "answered_on", *StageKind.values)
    return [Days(*row) for row in rows.values_list(*columns)]


def states_of(round: Round, kind: str) -> dict[str, str]:  # noqa: A002 - the noun of the field
    """Will say where each organisation of a round is with one stage, by its code."""
    stages = Stage.objects.filter(participation__in=taking_part(round), kind=kind).order_by()
    return dict(stages.values_list("participation__organisation", "state"))


def held_days(round: Round, kind: str, *, until: date) -> list[date]:  # noqa: A002 - the noun of the field
    """Will give each day on which this stage was held, the first one first."""
    held = Stage.objects.filter(participation__in=taking_part(round), kind=kind, state=State.HELD, held_on__lte=until)
    return [day for day in held.order_by("held_on").values_list("held_on", flat=True) if day]


def states_with_letter(round: Round, kind: str) -> list[tuple[str, date | None]]:  # noqa: A002 - the noun of the field
    """Will say of each organisation of a round where it is with one stage, and when a letter went out to it."""
    stages = Stage.objects.filter(participation__in=taking_part(round), kind=kind).order_by()
    return list(stages.values_list("state", "participation__letter_sent_on"))


@dataclass(frozen=True)
class Reached:
    """How far a province had come by a day. Each stage is counted of those who had the one before it too."""

    organisations: int
    approached: int
    stages: tuple[int, int, int]


def reached_by(round: Round, day: date) -> dict[str, Reached]:  # noqa: A002 - the noun of the field
    """Will count by province who had a letter or a visit by that day, and each stage after the one before it; one query."""
    talk, session, training = (Q(Exists(_held_by(day).filter(kind=kind))) for kind in StageKind.values)
    rows = (
        taking_part(round)
        .order_by()
        .values(code=_PROVINCE)
        .annotate(
            organisations=Count("pk"),
            approached=Count("pk", filter=Q(letter_sent_on__lte=day) | Q(Exists(_held_by(day)))),
            talk=Count("pk", filter=talk),
            session=Count("pk", filter=talk & session),
            training=Count("pk", filter=talk & session & training),
        )
    )
    return {
        row["code"]: Reached(row["organisations"], row["approached"], (row["talk"], row["session"], row["training"]))
        for row in rows
    }


def _held_by(day: date) -> QuerySet[Stage]:
    return Stage.objects.filter(participation=OuterRef("pk"), state=State.HELD, held_on__lte=day)


def stuck_by_province(round: Round, *, on: date) -> Counter[str]:  # noqa: A002 - the noun of the field
    """Will count, by province, the organisations that wait for longer than our patience, by the rule of `urgency`."""
    there = taking_part(round).order_by()
    provinces = dict(there.values_list("pk", _PROVINCE))
    found = standings(there, round=round, on=on)
    return Counter(provinces[key] for key, standing in found.items() if standing.is_stuck)
