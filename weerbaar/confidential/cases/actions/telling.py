"""Letting helpers know that something waits: that it does, never what."""

from collections.abc import Iterable
from datetime import datetime, timedelta
from uuid import UUID

from django.conf import settings
from django.db import transaction

from weerbaar.confidential.cases import phrases, queries
from weerbaar.confidential.cases.models import DutyNotice
from weerbaar.foundation.jobs.dispatch import enqueue
from weerbaar.foundation.jobs.mail import enqueue_mail
from weerbaar.team.network import queries as network

TELL_READERS = "weerbaar.confidential.cases.tasks.tell_readers"
QUIET = timedelta(minutes=2)
"""After a mail that something waits, the next one waits this long: one mail for a busy moment."""
ASKING_LASTS = timedelta(minutes=10)
"""A round of mail that was asked for and did not come by then is asked for again."""
ON_ITS_WAY = timedelta(minutes=1)


def ask_to_tell(holder_ids: Iterable[UUID], at: datetime) -> None:
    """Will queue one round of mail for each of these holders, unless one is queued already.

    The notices stay locked until the transaction ends: a round that runs meanwhile waits, and then sees what was written.
    """
    wanted = sorted(holder_ids)
    asked = DutyNotice.objects.select_for_update().filter(pk__in=wanted, asked_at__gt=at - ASKING_LASTS)
    expecting = set(asked.values_list("pk", flat=True))
    due = [holder_id for holder_id in wanted if holder_id not in expecting]
    if due:
        DutyNotice.objects.bulk_create(
            [DutyNotice(holder_id=holder_id, asked_at=at) for holder_id in due],
            update_conflicts=True,
            unique_fields=["holder"],
            update_fields=["asked_at"],
        )
        enqueue(TELL_READERS, [str(holder_id) for holder_id in due])


def tell(*, holder_ids: Iterable[UUID], at: datetime) -> None:
    """Will mail everyone behind these holders that something waits, if it does and they did not hear just now."""
    for holder_id in holder_ids:
        with transaction.atomic():
            again_at = _tell_one(holder_id, at)
            if again_at:
                enqueue(TELL_READERS, [str(holder_id)], run_after=again_at)


def _tell_one(holder_id: UUID, at: datetime) -> datetime | None:
    """Returns when to look again, if it is too soon to mail now."""
    notice = DutyNotice.objects.select_for_update().filter(pk=holder_id).first() or DutyNotice(holder_id=holder_id)
    # A message may have been on its way into the database while the last mail was made.
    since = notice.told_at - ON_ITS_WAY if notice.told_at else None
    waits = queries.waits_for(holder_id, since=since)
    quiet_until = notice.told_at + QUIET if notice.told_at else at
    again_at = quiet_until if waits and quiet_until > at else None
    notice.asked_at = at if again_at else None
    if waits and not again_at:
        for address in network.addresses_of([holder_id]):
            enqueue_mail(to=address, subject=phrases.mail_subject(), body=phrases.mail_body(settings.SITE_URL))
        notice.told_at = at
    notice.save()
    return again_at
