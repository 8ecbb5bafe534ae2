"""Letting helpers know that something waits: that it does, never what."""

from collections.abc import Iterable
from datetime import datetime, timedelta
from uuid import UUID

from django.conf import settings
from django.db import transaction

from weerbaar.confidential.cases import phrases, queries
from weerbaar.confidential.cases.models import Case, DutyNotice
from weerbaar.foundation.jobs.dispatch import enqueue
from weerbaar.foundation.jobs.mail import enqueue_mail
from weerbaar.team.network import queries as network

TELL_READERS = "weerbaar.confidential.cases.tasks.tell_readers"


QUIET = timedelta(minutes=2)
"""After a mail that something waits, the next one waits this long: one mail for a busy moment."""


ON_ITS_WAY = timedelta(minutes=1)


def tell(*, holder_ids: Iterable[UUID], at: datetime) -> None:
    """Will mail everyone behind these holders that something waits, if it does and they did not hear just now."""
    for holder_id in holder_ids:
        with transaction.atomic():
            again_at = _tell_one(holder_id, at)
            if again_at:
                enqueue(TELL_READERS, [str(holder_id)], run_after=again_at)


def tell_who_answers(case: Case) -> None:
    enqueue(TELL_READERS, [str(holder_id) for holder_id in queries.holders_who_answer(case)])


def _tell_one(holder_id: UUID, at: datetime) -> datetime | None:
    """Returns when to look again, if it is too soon to mail now."""
    notice = DutyNotice.objects.select_for_update().filter(pk=holder_id).first()
    # A message may have been on its way into the database while the last mail was made.
    if not queries.waits_for(holder_id, since=notice.told_at - ON_ITS_WAY if notice else None):
        return None
    if notice and at - notice.told_at < QUIET:
        return notice.told_at + QUIET
    for address in network.addresses_of([holder_id]):
        enqueue_mail(to=address, subject=phrases.mail_subject(), body=phrases.mail_body(settings.SITE_URL))
    DutyNotice.objects.update_or_create(holder_id=holder_id, defaults={"told_at": at})
    return None
