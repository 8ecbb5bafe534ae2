"""What the case does in the background. Tasks know ids, never words."""

from uuid import UUID

from django.utils import timezone
from django_tasks import task

from weerbaar.confidential.cases import actions
from weerbaar.confidential.cases.actions import clock, danger


@task()
def tell_readers(holder_ids: list[str]) -> None:
    """Will mail everyone behind these holders that something waits."""
    actions.tell(holder_ids=[UUID(holder_id) for holder_id in holder_ids], at=timezone.now())


@task()
def sweep_lost_files() -> None:
    """Will remove sealed files that no message points to."""
    actions.sweep_files(at=timezone.now())


@task()
def sound_alarm() -> None:
    """Will mail who answers about danger that nobody looked at again in time."""
    danger.sound_alarm(at=timezone.now())


@task()
def remind_of_deadlines() -> None:
    """Will mail who answers ahead of a term, and once more when its moment has passed."""
    clock.remind(at=timezone.now())


@task()
def end_recoveries() -> None:
    """Will end the requests that too few custodians agreed to in time."""
    actions.end_requests(at=timezone.now())


@task()
def look_for_orphans() -> None:
    """Will let coordinators know by mail that there are cases that nobody can open."""
    actions.look_for_orphans(at=timezone.now())


class TermsIncomplete(Exception):
    """Some cases could not be announced or erased; the log says what was in the way."""


@task()
def end_terms() -> None:
    """Will announce the end of closed cases whose term is over, and erase those that were announced long enough ago."""
    if actions.end_terms(at=timezone.now()).failed:
        raise TermsIncomplete
