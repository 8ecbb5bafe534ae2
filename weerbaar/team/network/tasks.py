from django.utils import timezone
from django_tasks import task

from weerbaar.team.network.actions.calendars import read_feed
from weerbaar.team.network.queries.facilitators import feeds_to_read


@task
def read_calendars() -> None:
    """Will read every calendar of whoever is in the team; one that fails does not keep the others waiting."""
    for feed in feeds_to_read(on=timezone.localdate()):
        read_feed(feed=feed, at=timezone.now())
