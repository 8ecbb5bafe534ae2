"""Reading the calendars of facilitators: only which times are taken is kept, and when reading fails, why."""

from collections.abc import Iterable
from datetime import date, datetime
from email.utils import parseaddr

from django.conf import settings
from django.db import transaction

from weerbaar.foundation.accounts.models import Account
from weerbaar.foundation.audit.actions import record
from weerbaar.foundation.calendars.busy import Taken, horizon, read_taken
from weerbaar.foundation.calendars.reading import UnreadableCalendar
from weerbaar.foundation.gateways.calendar_feeds import FeedNotRead, calendar_feeds
from weerbaar.foundation.vault.errors import BrokenBox
from weerbaar.team.network.models import BusyTime, CalendarFeed, Facilitator, WorkingHours
from weerbaar.team.network.queries.facilitators import address_of_feed

READ_DAYS = 180
BATCH = 500


def read_feed(*, feed: CalendarFeed, at: datetime) -> bool:
    """Will put the taken times of a calendar in the place of those read before; False when that failed.

    A failure keeps what was read last: somebody whose calendar is away for a night is not suddenly free. It is noted in
    a word that may be shown, never with the address.
    """
    try:
        content = calendar_feeds().read(address_of_feed(feed))
        taken = _read(content, at)
    except (FeedNotRead, UnreadableCalendar) as error:
        return _failed(feed, str(error.reason), at)
    except BrokenBox:
        return _failed(feed, "address", at)
    with transaction.atomic():
        if not CalendarFeed.objects.select_for_update().filter(pk=feed.pk).exists():
            return False  # taken back while it was read
        BusyTime.objects.filter(feed=feed).delete()
        _keep(feed.facilitator, taken, feed)
        CalendarFeed.objects.filter(pk=feed.pk).update(read_at=at, failed_at=None, failure="")
    return True


@transaction.atomic
def take_upload(*, facilitator: Facilitator, content: bytes, at: datetime, by: Account) -> int:
    """Will keep the taken times of a file as times that somebody said, and return how many are new.

    Raises `UnreadableCalendar`; nothing is kept then. The file itself is not kept.
    """
    taken = _read(content, at)
    known = set(facilitator.busy_times.filter(feed=None).values_list("starts_at", "ends_at"))
    new = [one for one in taken if (one.starts_at, one.ends_at) not in known]
    _keep(facilitator, new, None)
    record(
        bearer=by.bearer, role=by.main_role, action="facilitator.calendar_uploaded",
        subject=f"facilitator:{facilitator.pk}", detail={"times": len(new)}, at=at,
    )  # fmt: skip
    return len(new)


@transaction.atomic
def forget_who_left(*, on: date) -> None:
    """Will end hours, calendars and busy times of whoever is gone on that day."""
    gone = {"facilitator__left_on__lte": on}
    CalendarFeed.objects.filter(**gone).delete()
    BusyTime.objects.filter(**gone).delete()
    WorkingHours.objects.filter(**gone).delete()


def _read(content: bytes, at: datetime) -> list[Taken]:
    since, until = horizon(at, days=READ_DAYS)
    return read_taken(
        content, since=since, until=until, host=parseaddr(settings.DEFAULT_FROM_EMAIL)[1].rpartition("@")[2]
    )


def _keep(facilitator: Facilitator, taken: Iterable[Taken], feed: CalendarFeed | None) -> None:
    rows = [BusyTime(facilitator=facilitator, feed=feed, starts_at=t.starts_at, ends_at=t.ends_at) for t in taken]
    BusyTime.objects.bulk_create(rows, BATCH)


def _failed(feed: CalendarFeed, reason: str, at: datetime) -> bool:
    CalendarFeed.objects.filter(pk=feed.pk).update(failed_at=at, failure=reason)
    return False
