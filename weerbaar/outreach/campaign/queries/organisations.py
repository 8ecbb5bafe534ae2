"""The list of organisations in a round, and the page of one."""

from dataclasses import dataclass

from django.core.paginator import Page, Paginator
from django.db.models import Prefetch, QuerySet

from weerbaar.outreach.campaign.models import Moment, Participation, Round, Stage, StageKind
from weerbaar.public.authorities import queries as authorities

PER_PAGE = 50
ORDER = list(StageKind)


@dataclass(frozen=True)
class Wanted:
    """What somebody looks for in the list. Empty means: all."""

    text: str = ""
    province: str = ""
    stage: str = ""
    state: str = ""


def listed(round: Round, wanted: Wanted) -> QuerySet[Participation]:  # noqa: A002 - the noun of the field
    """Will give the organisations of a round that fit, in order of name, with their stages."""
    found = Participation.objects.filter(round=round)
    if wanted.text:
        found = found.filter(organisation__in=authorities.search(wanted.text).values("pk"))
    if wanted.province:
        found = found.filter(organisation__authority__in=authorities.within_province(wanted.province).values("pk"))
    if wanted.stage and wanted.state:
        found = found.filter(stages__kind=wanted.stage, stages__state=wanted.state)
    found = found.select_related("organisation__authority__province", "owner")
    stages = Stage.objects.order_by("kind")
    return found.prefetch_related(Prefetch("stages", stages)).order_by("organisation__authority__search_text", "pk")


def page_of(round: Round, wanted: Wanted, number: object) -> Page[Participation]:  # noqa: A002 - the noun of the field
    """Will give fifty of them; a number that is no page gives the nearest."""
    return Paginator(listed(round, wanted), PER_PAGE).get_page(number)  # type: ignore[arg-type] # any text will do


def stages_of(participation: Participation) -> list[Stage]:
    """Will return the three stages in their order."""
    return sorted(participation.stages.all(), key=lambda stage: ORDER.index(StageKind(stage.kind)))


def story_of(participation: Participation, *, most: int = 100) -> QuerySet[Moment]:
    """Will give what happened with an organisation in this round, the newest first."""
    return participation.moments.select_related("by", "contact").order_by("-at", "id")[:most]
