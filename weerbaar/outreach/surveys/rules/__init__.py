"""Figures and sentences that the room keeps to. Predicates on facts, no database."""

from datetime import date, timedelta

from weerbaar.outreach.campaign.models import Office
from weerbaar.outreach.surveys.models import Response, Survey
from weerbaar.public.authorities.models import Kind

LEAST_ANSWERS = 5
"""Fewer answers without a name than this are shown to nobody: a handful of people know who said what."""
MOST_FROM_ONE_PLACE = 300
"""How many answers about one subject may come from one address in a day: a hall shares one, a script is slower than it."""
EVALUATION_DAYS = 21
MOST_REMINDERS = 3
"""How many reminders may follow an invitation. More is nagging."""
HEADS = frozenset({Office.MAYOR, Office.KINGS_COMMISSIONER})
MOST_BYTES = 10 * 1024 * 1024


def offices_in(kind: str) -> list[Office]:
    """Will return the offices that an organisation of that kind has: a municipality no commissioner, a province no mayor."""
    head = Office.KINGS_COMMISSIONER if kind == Kind.PROVINCE else Office.MAYOR
    return [office for office in Office if office == head or office not in HEADS]


def is_open(survey: Survey, on: date) -> bool:
    """Whether the survey takes answers on that day; its last day included."""
    return survey.closed_at is None and on <= survey.closes_on


def is_waiting(response: Response) -> bool:
    """Whether something was changed since it was sent, or was never sent."""
    return response.revision != response.sent_revision


def evaluation_ends(on: date) -> date:
    """Will return the last day of a survey about a subject that opens on that day."""
    return on + timedelta(days=EVALUATION_DAYS)
