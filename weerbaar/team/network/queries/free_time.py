"""What each facilitator has in a stretch of time: hours, what is taken, and where they go. For whoever offers times."""

from dataclasses import dataclass
from datetime import datetime, timedelta
from uuid import UUID

from django.db.models import Prefetch

from weerbaar.team.network.models import BusyTime, Engagement, Facilitator
from weerbaar.team.network.queries.facilitators import facilitators, hours_of
from weerbaar.team.network.rules import Hours, Span, Visit

_MARGIN = timedelta(days=1)


@dataclass(frozen=True)
class Timetable:
    """One facilitator with what there is between two moments. `visits` are where they go for us."""

    facilitator: Facilitator
    hours: list[Hours]
    busy: list[Span]
    visits: list[Visit]


def timetables(
    *, skill: str, since: datetime, until: datetime, only: UUID | None = None, beyond: str = ""
) -> list[Timetable]:
    """Will give the timetable of everybody with this skill, or of one of them; five queries, however many people.

    What they do for the subject `beyond` is left out: an appointment is not in its own way.
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
    return [_timetable(one) for one in found if skill in one.skills]


def _timetable(one: Facilitator) -> Timetable:
    busy = [Span(time.starts_at, time.ends_at) for time in one.near_busy]  # type: ignore[attr-defined] # prefetched above
    visits = [Visit(Span(go.starts_at, go.ends_at), go.place) for go in one.near_engaged]  # type: ignore[attr-defined] # same
    return Timetable(one, hours_of(one), busy, visits)
