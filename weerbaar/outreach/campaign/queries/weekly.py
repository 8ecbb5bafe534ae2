"""What a week brought: what moved, what is stuck, what comes. Counts only: a mail lies about in places that we do not see."""

from collections import Counter
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from zoneinfo import ZoneInfo

from django.db.models import Count, QuerySet

from weerbaar.foundation.accounts import queries as accounts
from weerbaar.foundation.accounts.models import Account
from weerbaar.foundation.accounts.roles import Permission
from weerbaar.outreach.campaign.models import Round, Stage, StageMove, StageState, WeeklyReader
from weerbaar.outreach.campaign.queries.progress import stuck_by_province, taking_part

AMSTERDAM = ZoneInfo("Europe/Amsterdam")
WEEK = timedelta(days=7)
State = StageState
TOLD = (State.OFFERED, State.WANTED, State.PLANNED, State.HELD, State.DECLINED, State.LATER)


@dataclass(frozen=True)
class Week:
    """One week of a round. `moved` and `coming` count by stage; `moved` also by what it became."""

    round: Round
    since: date
    moved: dict[tuple[str, str], int]
    stuck: Counter[str]
    coming: dict[str, int]


def week_of(round: Round, *, on: date) -> Week:  # noqa: A002 - the noun of the field
    """Will count the seven days before a day, and what is planned for that day and the six after it."""
    there, since = taking_part(round), on - WEEK
    moves = StageMove.objects.filter(
        stage__participation__in=there, undone_at=None, on__gte=since, on__lt=on, target__in=TOLD
    )
    moved = moves.order_by().values_list("stage__kind", "target").annotate(Count("stage", distinct=True))
    planned = Stage.objects.filter(
        participation__in=there, state=State.PLANNED, planned_for__gte=_begin(on), planned_for__lt=_begin(on + WEEK)
    )
    coming = dict(planned.order_by().values_list("kind").annotate(Count("pk")))
    counted = {(kind, target): number for kind, target, number in moved}
    return Week(round, since, counted, stuck_by_province(round, on=on), coming)


def _begin(day: date) -> datetime:
    return datetime.combine(day, time(), AMSTERDAM)


def wants_the_week(account: Account) -> bool:
    """Whether somebody asked for the overview of the week."""
    return WeeklyReader.objects.filter(account=account).exists()


def readers_to_mail(on: date) -> QuerySet[WeeklyReader]:
    """Will give who asked for it, still may see the figures, and did not get it on that day."""
    may_see = accounts.working_accounts_with(Permission.SEE_TOUR_PROGRESS)
    return WeeklyReader.objects.filter(account__in=may_see.values("pk")).exclude(mailed_on=on).select_related("account")
