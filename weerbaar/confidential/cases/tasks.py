"""What the case does by itself at night."""

from django.utils import timezone
from django_tasks import task

from weerbaar.confidential.cases import actions


@task()
def sweep_lost_files() -> None:
    """Will remove sealed files that no message points to."""
    actions.sweep_files(at=timezone.now())
