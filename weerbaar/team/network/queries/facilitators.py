"""Who goes out for the team, when they can, what they did, and who fits best."""

from collections import defaultdict
from collections.abc import Collection, Iterable
from dataclasses import dataclass, field
from datetime import date, datetime, time, timedelta
from uuid import UUID

from django.db.models import Prefetch, Q, QuerySet
from django.utils import timezone
from django.utils.translation import gettext, ngettext

from weerbaar.foundation.accounts.models import Account
from weerbaar.foundation.calendars.public_holidays import is_public_holiday
from weerbaar.foundation.vault import application_box
from weerbaar.public.authorities.models import Authority
from weerbaar.team.network.models import BusyTime, CalendarFeed, Engagement, Facilitator, Skill
from weerbaar.team.network.rules import (
    AMSTERDAM,
    UNREAD_DAYS,
    Hours,
    Obstacle,
    Span,
    Visit,
    clash,
    is_evening,
    spans_of,
    without,
    works_then,
)
from weerbaar.team.network.travel import travel_minutes

LOAD_DAYS = 183
"""Load is counted over half a year back, and over all that is to come."""
SHORTEST = timedelta(minutes=60)
"""Less than an hour between two things is no time to ask somebody for."""
EVENING_COSTS = 20
"""One evening weighs as much as twenty minutes of travel: fair, and still near."""


@dataclass(frozen=True)
class Load:
    """What somebody did in the last half year, and will do."""

    done: int = 0
    ahead: int = 0
    evenings: int = 0


@dataclass(frozen=True)
class Candidate:
    """Somebody who could do it, or why not. Lower `points` come first: minutes of travel and twenty for each evening."""

    facilitator: Facilitator
    obstacles: tuple[Obstacle, ...]
    travel: int
    load: Load
    points: int
    reasons: list[str] = field(compare=False)

    @property
    def is_free(self) -> bool:
        """Whether nothing stands in the way."""
        return not self.obstacles


def context_of_feed(key: UUID) -> str:
    """Will return what the address of a calendar is bound to: sealed for one row, it opens in no other."""
    return f"network.feed:{key}"


def address_of_feed(feed: CalendarFeed) -> str:
    """Will return where a calendar is read; raises `BrokenBox` when the row was changed."""
    return application_box.open(feed.address, context=context_of_feed(feed.pk))


def feeds_to_read(*, on: date) -> list[CalendarFeed]:
    """Will give the calendars of everybody in the team on that day, those that were read longest ago first."""
    here = Q(facilitator__left_on__isnull=True) | Q(facilitator__left_on__gt=on)
    return list(CalendarFeed.objects.filter(here).select_related("facilitator").order_by("read_at", "added_at"))


def without_agenda(*, on: date) -> set[UUID]:
    """Will give who gave a calendar that we could not read for days, or never could: nobody knows whether they are free."""
    first = datetime.combine(on - timedelta(days=UNREAD_DAYS), time.min, AMSTERDAM)
    unread = CalendarFeed.objects.filter(Q(read_at=None) | Q(read_at__lt=first))
    return set(unread.values_list("facilitator_id", flat=True))


def facilitators(*, on: date | None = None) -> QuerySet[Facilitator]:
    """Will give everybody who ever went out, or who is in the team on that day, by name."""
    found = Facilitator.objects.select_related("home", "account").order_by("name", "id")
    return found.filter(Q(left_on__isnull=True) | Q(left_on__gt=on)) if on else found


def facilitator_by(key: UUID) -> Facilitator | None:
    """Will give one facilitator; None when there is none."""
    return facilitators().filter(pk=key).first()


def facilitator_of(account: Account) -> Facilitator | None:
    """Will give the facilitator behind an account, while they are in the team."""
    return facilitators().filter(account=account, left_on=None).first()


def skilled(skill: str, *, on: date) -> list[Facilitator]:
    """Will give who can do that and is in the team on that day."""
    return [one for one in facilitators(on=on) if skill in one.skills]


def hours_of(facilitator: Facilitator) -> list[Hours]:
    """Will give the weekly hours of somebody, in their order."""
    return [Hours(one.weekday, one.from_time, one.until_time) for one in facilitator.working_hours.all()]


def busy_of(facilitator: Facilitator, *, at: datetime) -> QuerySet[BusyTime]:
    """Will give the times to come at which somebody cannot be asked."""
    return facilitator.busy_times.filter(ends_at__gt=at).select_related("feed").order_by("starts_at")


def engagements_of(facilitator: Facilitator, *, at: datetime) -> tuple[list[Engagement], list[Engagement]]:
    """Will give what somebody will do, soonest first, and the fifty last things that they did, newest first."""
    found = facilitator.engagements.select_related("place")
    ahead = found.filter(ends_at__gt=at).order_by("starts_at")
    return list(ahead), list(found.filter(ends_at__lte=at).order_by("-starts_at")[:50])


def engaged_for(subject: str) -> QuerySet[Engagement]:
    """Will give who goes for one thing, by name."""
    return Engagement.objects.filter(subject=subject).select_related("facilitator").order_by("facilitator__name")


def free_spans(facilitator: Facilitator, *, from_at: datetime, days: int) -> list[Span]:
    """Will give when somebody can be asked in the coming days: their hours, without what is taken and without public holidays."""
    until = from_at + timedelta(days=days)
    near = {"starts_at__lt": until, "ends_at__gt": from_at}
    taken = [
        Span(one.starts_at, one.ends_at)
        for rows in (facilitator.busy_times.filter(**near), facilitator.engagements.filter(**near))
        for one in rows
    ]
    hours = hours_of(facilitator)
    coming = [from_at + timedelta(days=day) for day in range(days + 1)]
    worked = [at for at in coming if not is_public_holiday(timezone.localtime(at).date())]
    offered = [span for at in worked for span in spans_of(hours, at)]
    left = without(offered, [Span(from_at - timedelta(days=2), from_at), *taken])
    return [span for span in left if span.ends_at - span.starts_at >= SHORTEST]


def loads(keys: Collection[UUID] | None = None, *, at: datetime) -> dict[UUID, Load]:
    """Will count for each facilitator what they did in half a year and will do, and how many evenings that takes."""
    rows = Engagement.objects.filter(ends_at__gt=at - timedelta(days=LOAD_DAYS))
    if keys is not None:
        rows = rows.filter(facilitator__in=keys)
    found: dict[UUID, list[Span]] = defaultdict(list)
    for key, starts_at, ends_at in rows.values_list("facilitator_id", "starts_at", "ends_at"):
        found[key].append(Span(starts_at, ends_at))
    return {key: _load(spans, at) for key, spans in found.items()}


def ranked(
    *,
    skill: Skill,
    starts_at: datetime,
    ends_at: datetime,
    place: Authority | None,
    at: datetime,
    beyond: Iterable[UUID] = (),
    subject: str = "",
) -> list[Candidate]:
    """Will give everybody who can do this, best first, each with the reasons; who cannot comes last and says why.

    `beyond` leaves people out; what they do for `subject` itself is not in their way. Six queries, however many people.
    """
    wanted = Visit(Span(starts_at, ends_at), place)
    near = {"starts_at__lt": ends_at + timedelta(days=1), "ends_at__gt": starts_at - timedelta(days=1)}
    engaged = Engagement.objects.filter(**near).exclude(subject=subject).select_related("place")
    found = (
        facilitators(on=timezone.localtime(starts_at).date())
        .exclude(pk__in=list(beyond))
        .prefetch_related(
            "working_hours",
            Prefetch("busy_times", BusyTime.objects.filter(**near), to_attr="near_busy"),
            Prefetch("engagements", engaged, to_attr="near_engaged"),
        )
    )
    people = [one for one in found if skill in one.skills]
    counted, unread = loads([one.pk for one in people], at=at), without_agenda(on=timezone.localtime(at).date())
    candidates = [_candidate(one, wanted, counted.get(one.pk, Load()), is_unread=one.pk in unread) for one in people]
    return sorted(candidates, key=lambda one: (not one.is_free, one.points, one.facilitator.name))


def _candidate(person: Facilitator, wanted: Visit, load: Load, *, is_unread: bool) -> Candidate:
    travel = travel_minutes(person.home, wanted.place)
    obstacles = _obstacles(person, wanted)
    reasons = [
        ngettext("%(count)d minuut reizen", "%(count)d minuten reizen", travel) % {"count": travel},
        ngettext("%(count)d avond in een half jaar", "%(count)d avonden in een half jaar", load.evenings)
        % {"count": load.evenings},
    ]
    if not hours_of(person):
        reasons.append(gettext("gaf geen werktijden op"))
    if is_unread:
        reasons.append(gettext("agenda is al dagen niet te lezen"))
    return Candidate(person, obstacles, travel, load, travel + EVENING_COSTS * load.evenings, reasons)


def _obstacles(person: Facilitator, wanted: Visit) -> tuple[Obstacle, ...]:
    busy = [Span(one.starts_at, one.ends_at) for one in person.near_busy]  # type: ignore[attr-defined] # prefetched above
    visits = [Visit(Span(one.starts_at, one.ends_at), one.place) for one in person.near_engaged]  # type: ignore[attr-defined] # same
    engaged = clash(wanted, visits)
    found = [
        (Obstacle.NOT_WORKING, not works_then(hours_of(person), wanted.span)),
        (Obstacle.BUSY, any(wanted.span.overlaps(span) for span in busy)),
        (engaged or Obstacle.ENGAGED, engaged is not None),
    ]
    return tuple(obstacle for obstacle, there in found if there)


def _load(spans: list[Span], at: datetime) -> Load:
    done = sum(span.ends_at <= at for span in spans)
    return Load(done, len(spans) - done, sum(is_evening(span) for span in spans))
