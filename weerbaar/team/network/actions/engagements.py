"""Going out for us: taken, moved and given back. Nobody is at two places at once, however many ask at the same time."""

from datetime import datetime, timedelta

from django.db import transaction

from weerbaar.public.authorities.models import Authority
from weerbaar.team.network.models import Engagement, Facilitator, Skill
from weerbaar.team.network.rules import Obstacle, Span, Visit, clash

# Nothing that is further away than this can be in the way: no journey in the Netherlands takes a day.
_NEAR = timedelta(days=1)


class AlreadyEngaged(Exception):
    """They go out for us at that time already, or could not be there in time."""

    def __init__(self, obstacle: Obstacle, facilitator: Facilitator) -> None:
        super().__init__(obstacle.name)
        self.obstacle = obstacle
        self.facilitator = facilitator


@transaction.atomic
def engage(
    *,
    facilitator: Facilitator,
    skill: Skill,
    subject: str,
    starts_at: datetime,
    ends_at: datetime,
    place: Authority | None,
    at: datetime,
) -> Engagement:
    """Will write down that somebody goes out, or goes at another time for the same subject.

    Raises `AlreadyEngaged` when they are elsewhere then or cannot travel in between; nothing is written then. The row of
    the facilitator is locked, so that of two at once one waits and is refused.
    """
    locked = Facilitator.objects.select_for_update().get(pk=facilitator.pk)
    near = Engagement.objects.filter(
        facilitator=locked, starts_at__lt=ends_at + _NEAR, ends_at__gt=starts_at - _NEAR
    ).exclude(subject=subject)
    others = [Visit(Span(one.starts_at, one.ends_at), one.place) for one in near.select_related("place")]
    obstacle = clash(Visit(Span(starts_at, ends_at), place), others)
    if obstacle:
        raise AlreadyEngaged(obstacle, locked)
    facts = {"skill": skill, "starts_at": starts_at, "ends_at": ends_at, "place": place, "made_at": at}
    return Engagement.objects.update_or_create(facilitator=locked, subject=subject, defaults=facts)[0]


@transaction.atomic
def move_engagements(
    *, subject: str, starts_at: datetime, ends_at: datetime, place: Authority | None, at: datetime
) -> list[Facilitator]:
    """Will move everybody who goes for this subject, and return who cannot: they are let go."""
    lost = []
    found = Engagement.objects.filter(subject=subject).select_related("facilitator").order_by("facilitator_id")
    for one in found:
        try:
            engage(
                facilitator=one.facilitator, skill=Skill(one.skill), subject=subject,
                starts_at=starts_at, ends_at=ends_at, place=place, at=at,
            )  # fmt: skip
        except AlreadyEngaged as refused:
            release(subject=subject, facilitator=refused.facilitator)
            lost.append(one.facilitator)
    return lost


def release(*, subject: str, facilitator: Facilitator | None = None) -> int:
    """Will let one person go for this subject, or everybody; returns how many were let go."""
    found = Engagement.objects.filter(subject=subject)
    if facilitator is not None:
        found = found.filter(facilitator=facilitator)
    return found.delete()[0]
