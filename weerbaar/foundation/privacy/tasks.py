from django.utils import timezone
from django_tasks import task

from weerbaar.foundation.privacy.actions import PurgeIncomplete, purge


@task
def purge_at_night() -> None:
    """Will end every row whose term has passed; raises PurgeIncomplete, so that it is tried again and then noticed."""
    failed = [result.model for result in purge(at=timezone.now()) if result.failed]
    if failed:
        raise PurgeIncomplete(failed)
