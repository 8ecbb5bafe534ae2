"""What the room does in the background. Tasks know ids and moments, never words."""

from django.utils import timezone
from django_tasks import task

from weerbaar.outreach.surveys.actions import mailing


@task()
def remind() -> None:
    """Will send the reminders of the surveys that run: never after an answer, and never one twice."""
    mailing.remind(at=timezone.now())
