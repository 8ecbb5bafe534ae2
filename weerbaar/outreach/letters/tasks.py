"""What the room does in the background. Tasks know ids and moments, never words."""

from datetime import timedelta
from uuid import UUID

from django.utils import timezone
from django_tasks import task

from weerbaar.foundation.jobs.retry import Retry, retried
from weerbaar.outreach.letters.actions import sending


@task()
@retried(Retry(delays=(30, 120, 600), give_up_after=timedelta(hours=24)))
def send_mailing(mailing_id: str) -> None:
    """Will let go what a mailing released, until nothing is left that is due. A second run sends nothing again."""
    while sending.go_on(mailing_id=UUID(mailing_id), at=timezone.now()):
        pass
