"""What each facilitator has in a stretch of time: hours, what is taken, and where they go. For whoever offers times."""

from dataclasses import dataclass
from datetime import UTC, date, datetime, time, timedelta
from uuid import UUID

from django.db.models import Prefetch, QuerySet

from weerbaar.foundation.database.prepared import prepared
from weerbaar.team.network.models import BusyTime, Engagement, Facilitator
from weerbaar.team.network.queries.facilitators import facilitators, hours_of, without_agenda
from weerbaar.team.network.rules import AMSTERDAM, Hours, Span, Visit

_MARGIN = timedelta(days=1)
_FOR_GOOD = datetime(9999, 1, 1, tzinfo=UTC)


@dataclass(frozen=True)
class Timetable:
    """One facilitator with what there is between two moments. `visits` are where they go for us."""

    facilitator: Facilitator
    hours: list[Hours]
    busy: list[Span]
    visits: list[Visit]


def timetables(
    *,
    skill: str,
    since: datetime,
    until: datetime,
    only: UUID | None = None,
    beyond: str = "",
    readable_on: date | None = None,
) -> list[Timetable]:
    """Will give the timetable of everybody with this skill, or of one of them; six queries, however many people.

    What they do for the subject `beyond` is left out: an appointment is not in its own way. With `readable_on` so is
    whose calendar could not be read for days by then: what is unknown is not free.
    """
    near = {"starts_at__lt": until + _MARGIN, "ends_at__gt": since - _MARGIN}
    engaged = Engagement.objects.filter(**near).select_related("place")
    if beyond:
        engaged = engaged.exclude(subject=beyond)
    found = facilitators(on=since.date()).prefetch_related(
        "working_hours",
        Prefetch("busy_times", BusyTime.objects.filter(**near), to_attr="near_busy"),
        Prefetch("engagements", engaged, to_attr="near_engaged"),
    )
    if only is not None:
        found = found.filter(pk=only)
    unread = without_agenda(on=readable_on) if readable_on else set()
    return [_timetable(one) for one in found if skill in one.skills and one.pk not in unread]


def goes_then(facilitator_id: UUID, span: Span, *, beyond: str = "") -> bool:
    """Will say whether somebody goes out for us in that time, for all but the subject `beyond`: who does is not free then.

    Many ask at once for a time that one of them was given a moment ago, so this look is short.
    """
    return any(one.subject != beyond for one in _gone_between(facilitator_id, span.starts_at, span.ends_at))


@prepared
def _gone_between(facilitator_id: UUID, since: datetime, until: datetime) -> QuerySet[Engagement]:
    return Engagement.objects.filter(facilitator=facilitator_id, starts_at__lt=until, ends_at__gt=since)


def _timetable(one: Facilitator) -> Timetable:
    busy = [Span(said.starts_at, said.ends_at) for said in one.near_busy]  # type: ignore[attr-defined] # prefetched above
    visits = [Visit(Span(go.starts_at, go.ends_at), go.place) for go in one.near_engaged]  # type: ignore[attr-defined] # same
    if one.left_on is not None:
        busy.append(Span(datetime.combine(one.left_on, time.min, AMSTERDAM).astimezone(UTC), _FOR_GOOD))
    return Timetable(one, hours_of(one), busy, visits)
