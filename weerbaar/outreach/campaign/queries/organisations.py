"""The list of organisations in a round, and the page of one."""

from dataclasses import dataclass
from datetime import date
from typing import Any
from uuid import UUID

from django.core.paginator import Page, Paginator
from django.db.models import Prefetch, Q, QuerySet

from weerbaar.outreach.campaign.models import Moment, Participation, Round, Stage, StageKind, StageMove
from weerbaar.outreach.campaign.queries.standings import standings
from weerbaar.outreach.campaign.subjects import Subject, is_held, subjects_of
from weerbaar.outreach.campaign.urgency import Standing, Urgency
from weerbaar.public.authorities import queries as authorities

PER_PAGE = 50
ORDER = list(StageKind)
NOBODY = "niemand"


@dataclass(frozen=True)
class Wanted:
    """What somebody looks for in the list. Empty means: all. `codes` are organisations that were ticked."""

    text: str = ""
    province: str = ""
    stage: str = ""
    state: str = ""
    owner: str = ""
    urgency: str = ""
    codes: tuple[str, ...] = ()


@dataclass(frozen=True)
class Row:
    """A line of the list."""

    participation: Participation
    standing: Standing
    stages: list[Stage]


@dataclass(frozen=True)
class LastStep:
    """The last step of a stage, what in a room above it came from, and whether it is put right there alone."""

    move: StageMove
    origin: Subject | None
    is_held: bool


@dataclass(frozen=True)
class Counted:
    """How many organisations press how much, whatever else is looked for."""

    late: int
    soon: int
    to_do: int
    all: int


def taking_part(round: Round) -> QuerySet[Participation]:  # noqa: A002 - the noun of the field
    """Will give the organisations that take part in a round; what went up in another is history and not among them."""
    return Participation.objects.filter(round=round, merged_into=None)


def listed(round: Round, wanted: Wanted) -> QuerySet[Participation]:  # noqa: A002 - the noun of the field
    """Will give the organisations of a round that fit, in order of name. How much they press is not asked here."""
    found = taking_part(round)
    if wanted.codes:
        found = found.filter(organisation__in=wanted.codes)
    if wanted.text:
        found = found.filter(organisation__in=authorities.search(wanted.text).values("pk"))
    if wanted.province:
        found = found.filter(organisation__authority__in=authorities.within_province(wanted.province).values("pk"))
    if wanted.owner:
        found = found.filter(owner=None if wanted.owner == NOBODY else UUID(wanted.owner))
    stages = Q()
    if wanted.stage:
        stages &= Q(kind=wanted.stage)
    if wanted.state:
        stages &= Q(state=wanted.state)
    if stages:
        found = found.filter(pk__in=Stage.objects.filter(stages).values("participation"))
    return found.order_by("organisation__authority__search_text", "pk")


def every_standing(round: Round, *, on: date) -> dict[UUID, Standing]:  # noqa: A002 - the noun of the field
    """Will say how every organisation of a round stands: what the list and the numbers above it are made of."""
    return standings(taking_part(round), round=round, on=on)


def chosen(
    round: Round,  # noqa: A002 - the noun of the field
    wanted: Wanted,
    *,
    on: date,
    known: dict[UUID, Standing] | None = None,
) -> dict[UUID, Standing]:
    """Will give every organisation that fits with how it stands, what presses most first.

    `known` is how all of them stand, for whoever asked that already.
    """
    if known is None:
        found = standings(listed(round, wanted), round=round, on=on)
    else:
        found = {key: known[key] for key in listed(round, wanted).values_list("pk", flat=True) if key in known}
    fitting = {
        key: one for key, one in found.items() if not wanted.urgency or one.urgency.name.lower() == wanted.urgency
    }
    return dict(sorted(fitting.items(), key=lambda pair: pair[1].order))


def page_of(found: dict[UUID, Standing], number: object) -> Page[Any]:
    """Will give fifty lines of what was chosen; a number that is no page gives the nearest."""
    page: Page[Any] = Paginator(list(found), PER_PAGE).get_page(number)  # type: ignore[arg-type] # any text will do
    keys = list(page.object_list)
    shown = with_stages(Participation.objects.filter(pk__in=keys)).in_bulk()
    page.object_list = [Row(shown[key], found[key], stages_of(shown[key])) for key in keys]
    return page


def with_stages(participations: QuerySet[Participation]) -> QuerySet[Participation]:
    """Will fetch along what a line of the list shows."""
    related = participations.select_related("organisation__authority__province", "owner")
    return related.prefetch_related(Prefetch("stages", Stage.objects.order_by("kind")))


def counted(known: dict[UUID, Standing]) -> Counted:
    """Will count how much presses in a round, for the head of the list."""
    found = [one.urgency for one in known.values()]
    return Counted(found.count(Urgency.LATE), found.count(Urgency.SOON), found.count(Urgency.TO_DO), len(found))


def stages_of(participation: Participation) -> list[Stage]:
    """Will return the three stages in their order."""
    return sorted(participation.stages.all(), key=lambda stage: ORDER.index(StageKind(stage.kind)))


def story_of(participation: Participation, *, most: int = 100) -> QuerySet[Moment]:
    """Will give what happened with an organisation in this round, the newest first."""
    return participation.moments.select_related("by", "contact").order_by("-at", "id")[:most]


def last_steps(participation: Participation) -> dict[UUID, LastStep]:
    """Will give the last standing step of each stage, by the id of the stage."""
    moves = StageMove.objects.filter(stage__participation=participation, undone_at=None).select_related("by")
    taken: dict[UUID, list[StageMove]] = {}
    for move in moves.order_by("number"):
        taken.setdefault(move.stage_id, []).append(move)
    pairs = {key: (some[-1], some[-2] if len(some) > 1 else None) for key, some in taken.items()}
    known = subjects_of(move.origin for pair in pairs.values() for move in pair if move)
    return {
        key: LastStep(last, known.get(last.origin), is_held(last, before, known))
        for key, (last, before) in pairs.items()
    }


def rounds_of(organisation_codes: list[str]) -> list[Participation]:
    """Will give every round that these organisations took part in, the newest first, with how far each came."""
    found = Participation.objects.filter(organisation__in=organisation_codes)
    related = found.select_related("round", "organisation__authority").prefetch_related("stages")
    return list(related.order_by("-round__starts_on", "organisation"))


def names_in(round: Round) -> list[tuple[str, str]]:  # noqa: A002 - the noun of the field
    """Will give code and name of every organisation that takes part in a round, to choose from."""
    rows = taking_part(round).select_related("organisation__authority")
    bodies = [one.organisation.authority for one in rows.order_by("organisation__authority__search_text", "pk")]
    return [(body.pk, body.full_name) for body in bodies]
