"""The nouns of this room."""

from weerbaar.outreach.appointments.models.appointments import Appointment, Claim, Form, Side, State
from weerbaar.outreach.appointments.models.people import Notice, NoticeKind, Participant
from weerbaar.outreach.appointments.models.questions import Proposal, Question
from weerbaar.outreach.campaign.models import Standing

__all__ = [
    "Appointment",
    "Claim",
    "Form",
    "Notice",
    "NoticeKind",
    "Participant",
    "Proposal",
    "Question",
    "Side",
    "Standing",
    "State",
]
