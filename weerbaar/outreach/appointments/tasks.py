import logging
from uuid import UUID

from django.utils import timezone
from django_tasks import task

from weerbaar.outreach.appointments.actions import going
from weerbaar.outreach.appointments.actions.reminders import remind
from weerbaar.outreach.appointments.queries.appointments import to_remind

logger = logging.getLogger(__name__)


@task
def send_reminders() -> None:
    """Will mail the reminders that are due today."""
    now = timezone.now()
    for appointment in to_remind(at=now):
        try:
            remind(appointment=appointment, at=now)
        except Exception as error:  # noqa: BLE001 - one that cannot be written must not keep the others without theirs
            logger.error("A reminder could not be written: %s", type(error).__name__)  # noqa: TRY400 - a trace may quote it


@task
def tell_of_booking(appointment_id: str) -> None:
    """Will mail everybody that a time was picked, unless it was changed or cancelled since: that told them."""
    going.tell_of_booking(UUID(appointment_id))
