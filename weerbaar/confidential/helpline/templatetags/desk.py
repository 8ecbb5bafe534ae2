"""The rows of the duty desk. Drawn in code: fifty of them by template took a third of the time of the page."""

from collections.abc import Iterable
from datetime import datetime
from html import escape

from django import template
from django.utils.safestring import SafeString, mark_safe
from django.utils.translation import gettext

from weerbaar.confidential.cases.models import Case
from weerbaar.confidential.cases.queries import Row
from weerbaar.foundation.ui.templatetags.ui import address_of, local_time, status, waiting

register = template.Library()
State = Case.State


@register.simple_tag
def desk_rows(rows: Iterable[Row], now: datetime) -> SafeString:
    """Will show each case as one line that leads to it: first words, state, number and association, and since when."""
    return mark_safe("\n".join(_line(row, now) for row in rows))  # noqa: S308 - a line escapes all that it is told


def _line(row: Row, now: datetime) -> str:
    case = row.case
    since = waiting(case.waiting_since, now) if case.waiting_since else local_time(case.last_activity_at, "short")
    return (
        f'<li><a class="row" href="{escape(address_of("case", case.number))}">'
        f'<span class="row__title">{escape(row.summary)}</span>{_state(row)}'
        f'<span class="row__text">{escape(case.number)} · {escape(case.association)}</span>{since}</a></li>'
    )


def _at_rest(state: str) -> str:
    """What to call a case in which nobody waits for us: answered, or what it waits for."""
    return gettext("beantwoord") if state == State.OPEN else str(State(state).label)


def _state(row: Row) -> SafeString:
    case = row.case
    if case.danger:
        return status("late", gettext("gevaar"))
    if not case.waiting_since:
        return status("done", _at_rest(case.state))
    if case.claimed_at:
        never_answered = case.waiting_since == case.opened_at
        return status("soon", gettext("opgepakt") if never_answered else gettext("schreef terug"))
    return status("busy", gettext("wordt gelezen")) if row.is_being_read else status("new", gettext("nieuw"))
