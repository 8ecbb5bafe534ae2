"""What the page of an organisation shows of its appointments."""

from datetime import date

from weerbaar.foundation.accounts.models import Account
from weerbaar.outreach.appointments.queries.appointments import history_of, open_questions
from weerbaar.outreach.campaign.models import Participation
from weerbaar.outreach.campaign.panels import Panel

_NEWEST = 5


def panel_of(participation: Participation, _viewer: Account, _on: date) -> Panel:
    """Will show what is asked about the appointments of an organisation, the newest of them, and the way to make one."""
    shown = {
        "questions": list(open_questions(participation)),
        "appointments": list(history_of(participation)[:_NEWEST]),
    }
    return Panel("appointments/panel.html", shown | {"participation": participation})
