"""Facilitators: who they are, when they can, which calendar says so, and leaving."""

import uuid
from collections.abc import Iterable
from datetime import date, datetime

from django.db import transaction
from django.db.models import ProtectedError, QuerySet
from django.utils import timezone
from django.utils.translation import gettext

from weerbaar.foundation.accounts.models import Account
from weerbaar.foundation.audit.actions import record
from weerbaar.foundation.vault import application_box
from weerbaar.public.authorities.models import Authority
from weerbaar.team.network.actions.calendars import forget_who_left
from weerbaar.team.network.models import BusyTime, CalendarFeed, Engagement, Facilitator, WorkingHours
from weerbaar.team.network.queries.facilitators import context_of_feed
from weerbaar.team.network.rules import Hours

MOST_FEEDS = 3


class StillEngaged(Exception):
    """They still go out for us after that day: somebody else has to take that first."""


class TooManyFeeds(Exception):
    """Three calendars are enough for one person."""


@transaction.atomic
def add_facilitator(
    *,
    name: str,
    email: str,
    skills: Iterable[str],
    home: Authority | None,
    at: datetime,
    by: Account | None,
    about: str = "",
    account: Account | None = None,
) -> Facilitator:
    """Will add somebody who goes out for the team."""
    added = Facilitator.objects.create(
        name=name, email=email, skills=sorted(skills), home=home, about=about, account=account, added_at=at
    )
    _record("facilitator.added", added, by, at)
    return added


@transaction.atomic
def change_facilitator(*, facilitator: Facilitator, at: datetime, by: Account, **facts: object) -> None:
    """Will change what is known of somebody: name, email, skills, home, about or account."""
    changed = Facilitator.objects.select_for_update().get(pk=facilitator.pk)
    for field, value in facts.items():
        setattr(changed, field, value)
    changed.save(update_fields=list(facts))
    _record("facilitator.changed", changed, by, at)


@transaction.atomic
def set_hours(*, facilitator: Facilitator, hours: Iterable[Hours], at: datetime, by: Account | None) -> None:
    """Will replace the weekly hours of somebody."""
    WorkingHours.objects.filter(facilitator=facilitator).delete()
    WorkingHours.objects.bulk_create(
        WorkingHours(
            facilitator=facilitator, weekday=one.weekday, from_time=one.from_time, until_time=one.until_time
        )
        for one in hours
    )  # fmt: skip
    _record("facilitator.hours_set", facilitator, by, at)


@transaction.atomic
def say_busy(
    *, facilitator: Facilitator, starts_at: datetime, ends_at: datetime, at: datetime, by: Account
) -> BusyTime:
    """Will write down a time at which somebody cannot be asked: an hour, or weeks of leave. The reason is not asked."""
    said = BusyTime.objects.create(facilitator=facilitator, starts_at=starts_at, ends_at=ends_at)
    _record("facilitator.busy", facilitator, by, at)
    return said


@transaction.atomic
def take_back_busy(*, facilitator: Facilitator, busy_id: uuid.UUID, at: datetime, by: Account) -> None:
    """Will forget a time that was said; what a calendar says stays, because it would come back at the next reading."""
    if BusyTime.objects.filter(pk=busy_id, facilitator=facilitator, feed=None).delete()[0]:
        _record("facilitator.free_again", facilitator, by, at)


@transaction.atomic
def add_feed(*, facilitator: Facilitator, address: str, at: datetime, by: Account) -> CalendarFeed:
    """Will keep the address of a calendar, sealed; raises `TooManyFeeds` beyond three."""
    locked = Facilitator.objects.select_for_update().get(pk=facilitator.pk)
    if CalendarFeed.objects.filter(facilitator=locked).count() >= MOST_FEEDS:
        raise TooManyFeeds
    key = uuid.uuid4()
    sealed = application_box.seal(address, context=context_of_feed(key))
    added = CalendarFeed.objects.create(id=key, facilitator=locked, address=sealed, added_at=at)
    _record("facilitator.feed_given", locked, by, at)
    return added


@transaction.atomic
def remove_feed(*, facilitator: Facilitator, feed_id: uuid.UUID, at: datetime, by: Account) -> None:
    """Will forget a calendar and every time that was read from it."""
    if CalendarFeed.objects.filter(pk=feed_id, facilitator=facilitator).delete()[0]:
        _record("facilitator.feed_taken_back", facilitator, by, at)


@transaction.atomic
def leave_team(*, facilitator: Facilitator, on: date, at: datetime, by: Account) -> None:
    """Will let somebody go from a day on: then hours, calendars and busy times end, what they did stays named.

    Until that day they stay: without hours and calendar somebody would look free at any time. Raises `StillEngaged`
    while they go out for us on that day or later.
    """
    locked = Facilitator.objects.select_for_update().get(pk=facilitator.pk)
    if Engagement.objects.filter(facilitator=locked, ends_at__gt=at, ends_at__date__gte=on).exists():
        raise StillEngaged
    Facilitator.objects.filter(pk=locked.pk).update(left_on=on)
    forget_who_left(on=timezone.localdate(at))
    _record("facilitator.left", locked, by, at)


@transaction.atomic
def come_back(*, facilitator: Facilitator, at: datetime, by: Account) -> None:
    """Will let somebody who left be asked again."""
    Facilitator.objects.filter(pk=facilitator.pk).update(left_on=None)
    _record("facilitator.came_back", facilitator, by, at)


def end_facilitators(rows: QuerySet[Facilitator], _at: datetime) -> int:
    """Will end whose term has passed, for the nightly purge; returns how many.

    Where another room still counts on the row it stays, and nothing of the person is in it any more.
    """
    return sum(_end(row) for row in rows)


def _end(row: Facilitator) -> bool:
    try:
        with transaction.atomic():
            row.delete()
    except ProtectedError:
        nobody: dict[str, object] = {
            "name": gettext("voormalig begeleider"),
            "email": "",
            "about": "",
            "skills": [],
            "account": None,
            "home": None,
        }
        return bool(Facilitator.objects.filter(pk=row.pk).exclude(email="").update(**nobody))
    return True


def _record(action: str, facilitator: Facilitator, by: Account | None, at: datetime) -> None:
    bearer, role = (by.bearer, by.main_role) if by else ("system", "system")
    record(bearer=bearer, role=role, action=action, subject=f"facilitator:{facilitator.pk}", at=at)
