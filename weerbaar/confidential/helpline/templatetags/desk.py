"""The rows of the duty desk. Drawn in code: fifty of them by template took a third of the time of the page."""

from datetime import datetime

from django import template
from django.utils.html import format_html
from django.utils.safestring import SafeString
from django.utils.translation import gettext

from weerbaar.confidential.cases.models import Case
from weerbaar.confidential.cases.queries import Row
from weerbaar.foundation.ui.templatetags.ui import address_of, local_time, status, waiting

register = template.Library()
State = Case.State


@register.simple_tag
def desk_row(row: Row, now: datetime) -> SafeString:
    """Will show a case as one line that leads to it: first words, state, number and association, and since when."""
    case = row.case
    return format_html(
        '<a class="row" href="{}"><span class="row__title">{}</span>{}<span class="row__text">{} · {}</span>{}</a>',
        address_of("case", case.number),
        row.summary,
        _state(row),
        case.number,
        case.association,
        waiting(case.waiting_since, now) if case.waiting_since else local_time(case.last_activity_at, "short"),
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
