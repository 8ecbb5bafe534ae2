"""To whom post goes: the organisations of a round, and who holds which office there."""

from collections.abc import Iterable
from datetime import date
from uuid import UUID

from django.db.models import F, QuerySet

from weerbaar.outreach.campaign.models import (
    Contact,
    Office,
    Organisation,
    Participation,
    PersonalLink,
    Round,
    Segment,
    Stage,
    StageState,
)
from weerbaar.outreach.campaign.queries import organisations
from weerbaar.outreach.campaign.queries.contacts import contacts_on
from weerbaar.public.authorities import queries as authorities

# Whose names are not public by their office: who does the work behind the mayor and the clerk.
_BEHIND = (Office.SAFETY_OFFICER, Office.ASSISTANT, Office.OTHER)


def taking_part(
    round: Round,  # noqa: A002 - the noun of the field
    *,
    province: str = "",
    stage: str = "",
    state: str = "",
    codes: Iterable[str] | None = None,
    ids: Iterable[UUID] | None = None,
) -> QuerySet[Participation]:
    """Will give the organisations of a round that fit, with what an address needs, in order of name."""
    found = Participation.objects.filter(round=round, merged_into=None)
    if ids is not None:
        found = found.filter(pk__in=list(ids))
    if province:
        found = found.filter(organisation__authority__in=authorities.within_province(province).values("pk"))
    if stage and state:
        found = found.filter(pk__in=Stage.objects.filter(kind=stage, state=state).values("participation"))
    if codes is not None:
        found = found.filter(organisation__in=list(codes))
    related = found.select_related("round", "organisation__authority__province")
    return related.order_by("organisation__authority__search_text", "pk")


def known_codes() -> set[str]:
    """Will give the codes of all organisations, also of those that went up in another."""
    return set(Organisation.objects.values_list("pk", flat=True))


def beyond(participations: Iterable[Participation], stage: str) -> set[UUID]:
    """Will give the ids of those whose stage was held or is not wanted: an offer of it comes too late. None without a stage."""
    if not stage:
        return set()
    over = Stage.objects.filter(kind=stage, state__in=[StageState.HELD, StageState.DECLINED])
    return set(over.filter(participation__in=participations).values_list("participation_id", flat=True))


def place_now(participation: Participation) -> Participation:
    """Will give the place where an organisation is found now: of the successor, when it went up in another since."""
    while participation.merged_into is not None:
        participation = participation.merged_into
    return participation


def places_of(participation: Participation) -> list[UUID]:
    """Will give the ids of a place and of all that went up in it, also by way of another."""
    found, looking = [participation.pk], [participation.pk]
    while looking:
        looking = list(Participation.objects.filter(merged_into__in=looking).values_list("pk", flat=True))
        found += looking
    return found


def codes_in(segment: Segment, round: Round, *, on: date) -> list[str]:  # noqa: A002 - the noun of the field
    """Will give the codes of the organisations that a kept search finds in a round on that day."""
    asked = segment.asked
    wanted = organisations.Wanted(
        text=asked.get("zoek", ""), province=asked.get("provincie", ""), stage=asked.get("stap", ""),
        state=asked.get("stand", ""), owner=asked.get("eigenaar", ""), urgency=asked.get("druk", ""),
    )  # fmt: skip
    found = organisations.chosen(round, wanted, on=on)
    return list(Participation.objects.filter(pk__in=list(found)).values_list("organisation", flat=True))


def holders_of(offices: Iterable[Office], *, on: date, codes: Iterable[str]) -> dict[tuple[str, str], Contact]:
    """Will give who holds these offices on that day, by organisation and office; the newest where two do."""
    found = (
        contacts_on(on, codes).filter(office__in=list(offices)).order_by(F("from_on").asc(nulls_first=True), "added_at")
    )
    return {(contact.organisation_id, contact.office): contact for contact in found}


def names_behind(codes: Iterable[str] | None = None) -> list[Contact]:
    """Will give the people at organisations whose office does not make their name public."""
    found = Contact.objects.filter(office__in=_BEHIND)
    return list(found if codes is None else found.filter(organisation__in=list(codes)))


def links_of(ids: Iterable[UUID], *, purpose: str, on: date) -> dict[tuple[UUID, str], PersonalLink]:
    """Will give the working links of these participations for a purpose, by participation and office."""
    found = PersonalLink.objects.filter(
        participation__in=list(ids), purpose=purpose, handed_by=None, revoked_at=None, expires_on__gte=on
    )
    return {(link.participation_id, link.office): link for link in found.order_by("-issued_at")}
