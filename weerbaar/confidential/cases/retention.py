"""How long a closed case stays after the last thing that happened in it. The one place that knows.

No law sets a term for this kind of help, so the team does (docs/decisions, on terms). A case in which someone is still
helped has no term: help does not end by itself. What went quiet stands on the page with what there is to do.
"""

from datetime import date, datetime, timedelta

from django.conf import settings
from django.core.exceptions import ImproperlyConfigured
from django.utils import timezone

from weerbaar.confidential.cases.models import Case

_LEAST_TERM, _LEAST_GRACE = 30, 7


def term() -> timedelta:
    """Will return how long a closed case stays; raises `ImproperlyConfigured` under thirty days, which must be a slip."""
    return _days("CASE_TERM_DAYS", least=_LEAST_TERM)


def grace() -> timedelta:
    """Will return how long the end is announced before it comes; raises `ImproperlyConfigured` under a week."""
    return _days("CASE_GRACE_DAYS", least=_LEAST_GRACE)


def has_passed(case: Case, at: datetime) -> bool:
    """Whether the term of this case is over: it is closed, nothing holds it, and nothing happened for the whole term."""
    return case.state == Case.State.CLOSED and case.held_at is None and case.last_activity_at <= at - term()


def ends_on(at: datetime) -> date:
    """Will return the day on which a case goes whose end is announced now."""
    return timezone.localdate(at + grace())


def _days(name: str, *, least: int) -> timedelta:
    number: int = getattr(settings, name)
    if number < least:
        message = f"{name} is at least {least}."
        raise ImproperlyConfigured(message)
    return timedelta(days=number)
