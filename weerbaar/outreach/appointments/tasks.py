from django.utils import timezone
from django_tasks import task

from weerbaar.outreach.appointments.actions.reminders import remind
from weerbaar.outreach.appointments.queries.appointments import to_remind


@task
def send_reminders() -> None:
    """Will mail the reminders that are due today."""
    now = timezone.now()
    for appointment in to_remind(at=now):
        remind(appointment=appointment, at=now)
