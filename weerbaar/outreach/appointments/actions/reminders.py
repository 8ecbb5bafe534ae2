"""Reminders: a week and two working days before. New mails, and the same appointment in every calendar."""

from datetime import date, datetime, timedelta

from django.db import transaction
from django.utils import timezone

from weerbaar.outreach.appointments.actions import notices
from weerbaar.outreach.appointments.models import Appointment, NoticeKind, Standing, State
from weerbaar.outreach.appointments.queries.appointments import invited
from weerbaar.outreach.appointments.rules import AMSTERDAM, last_day_to_change
from weerbaar.outreach.campaign.rules import is_paused


def due_reminder(appointment: Appointment, on: date) -> NoticeKind | None:
    """Will return which reminder is due on that day; None before the first, on the day itself, and right after booking."""
    day = appointment.starts_at.astimezone(AMSTERDAM).date()
    for kind, due in (
        (NoticeKind.DAYS, last_day_to_change(appointment.starts_at)),
        (NoticeKind.WEEK, day - timedelta(days=7)),
    ):
        if due <= on < day:
            just_told = timezone.localdate(appointment.changed_at) >= due
            return None if just_told else kind
    return None


def remind(*, appointment: Appointment, at: datetime) -> int:
    """Will mail the reminder that is due to everybody who did not say no, and return to how many.

    Nobody is reminded of what was cancelled, or while an organisation is left in peace; nobody twice of the same.
    """
    with transaction.atomic():
        locked = Appointment.objects.select_for_update(of=("self",)).select_related(
            "participation__organisation__authority", "facilitator", "link"
        )
        found = locked.get(pk=appointment.pk)
        kind = due_reminder(found, timezone.localdate(at))
        if kind is None or found.state != State.BOOKED or is_paused(found.participation, timezone.localdate(at)):
            return 0
        asked = [one for one in invited(found) if one.standing != Standing.DECLINED]
        return sum(notices.tell(kind, found, one, at=at) for one in asked)
