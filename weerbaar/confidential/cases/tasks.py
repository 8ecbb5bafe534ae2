"""What the case does in the background. Tasks know ids, never words."""

from uuid import UUID

from django.utils import timezone
from django_tasks import task

from weerbaar.confidential.cases import actions


@task()
def tell_readers(holder_ids: list[str]) -> None:
    """Will mail everyone behind these holders that something waits."""
    actions.tell(holder_ids=[UUID(holder_id) for holder_id in holder_ids], at=timezone.now())


@task()
def sweep_lost_files() -> None:
    """Will remove sealed files that no message points to."""
    actions.sweep_files(at=timezone.now())
