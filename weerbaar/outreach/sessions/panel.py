"""What the page of an organisation shows of its sessions and trainings."""

from datetime import date

from weerbaar.foundation.accounts.models import Account
from weerbaar.foundation.accounts.roles import Permission
from weerbaar.outreach.campaign.models import Participation
from weerbaar.outreach.campaign.panels import Panel
from weerbaar.outreach.sessions.queries.gatherings import of_participation


def show(participation: Participation, viewer: Account, on: date) -> Panel | None:  # noqa: ARG001 - asked of every panel
    """Will show what was planned for an organisation in this round, and the way to plan more."""
    rows = of_participation(participation)
    may_change = viewer.may(Permission.CHANGE_TOUR)
    if not rows and not may_change:
        return None
    facts = {"rows": rows, "may_change": may_change, "code": participation.organisation_id}
    return Panel("sessions/panel.html", facts)
