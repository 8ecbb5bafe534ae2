"""What the page of an organisation shows of its appointments."""

from datetime import date

from weerbaar.foundation.accounts.models import Account
from weerbaar.outreach.appointments.queries.appointments import history_of
from weerbaar.outreach.campaign.models import Participation
from weerbaar.outreach.campaign.panels import Panel

_NEWEST = 5


def panel_of(participation: Participation, _viewer: Account, _on: date) -> Panel:
    """Will show the newest appointments of an organisation, and the way to make one."""
    return Panel(
        "appointments/panel.html",
        {"appointments": list(history_of(participation)[:_NEWEST]), "participation": participation},
    )
