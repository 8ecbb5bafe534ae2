"""What the Tour does in the background."""

from django.utils import timezone
from django_tasks import task

from weerbaar.outreach.campaign.actions import merging


@task()
def merge_organisations() -> None:
    """Will carry along what hangs on municipalities that went up in another today, or before."""
    now = timezone.now()
    merging.merge_organisations(on=timezone.localtime(now).date(), at=now)
