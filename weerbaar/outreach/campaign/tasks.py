"""What the Tour does in the background."""

from django.utils import timezone
from django_tasks import task

from weerbaar.outreach.campaign.actions import merging, weekly


@task()
def merge_organisations() -> None:
    """Will carry along what hangs on municipalities that went up in another today, or before."""
    now = timezone.now()
    merging.merge_organisations(on=timezone.localtime(now).date(), at=now)


@task()
def mail_week() -> None:
    """Will mail the overview of the week to each who asked for it."""
    weekly.mail_week(on=timezone.localdate())
