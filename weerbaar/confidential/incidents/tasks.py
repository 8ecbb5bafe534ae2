"""What the room does in the background. Tasks know ids and moments, never words."""

from django.utils import timezone
from django_tasks import task

from weerbaar.confidential.incidents.actions import plan, reports


@task()
def remind_of_plans() -> None:
    """Will mail who owns a step that is late, and who has to ask what became of a report."""
    plan.remind(at=timezone.now())
    reports.remind(at=timezone.now())
