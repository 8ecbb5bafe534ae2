import logging

from django.utils import timezone
from django_tasks import task

from weerbaar.team.network.actions.calendars import forget_who_left, read_feed
from weerbaar.team.network.queries.facilitators import feeds_to_read

logger = logging.getLogger(__name__)


@task
def read_calendars() -> None:
    """Will read every calendar of whoever is in the team; one that fails does not keep the others waiting."""
    forget_who_left(on=timezone.localdate())
    for feed in feeds_to_read(on=timezone.localdate()):
        try:
            read_feed(feed=feed, at=timezone.now())
        except Exception as error:  # noqa: BLE001 - what a stranger's calendar breaks must not keep the others unread
            logger.error("A calendar could not be read: %s", type(error).__name__)  # noqa: TRY400 - a trace may quote it
