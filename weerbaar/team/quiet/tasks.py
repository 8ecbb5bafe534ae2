"""What keeps a pause from saying anything."""

from django.utils import timezone
from django_tasks import task

from weerbaar.team.quiet import actions


@task()
def let_the_lot_decide() -> None:
    """Will end the pauses that are over and draw others by lot."""
    now = timezone.now()
    actions.let_the_lot_decide(on=timezone.localdate(now), at=now)
