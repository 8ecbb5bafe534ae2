"""The nouns of sessions and trainings."""

from weerbaar.outreach.sessions.models.costs import CostKind, CostLine, Quotation, QuotationYear, Vat
from weerbaar.outreach.sessions.models.gatherings import Gathering, Host, Kind, State
from weerbaar.outreach.sessions.models.hall import DayContact, Group, Guest, HeadCount, Material, RoomPromise, Side
from weerbaar.outreach.sessions.models.invited import Invitee, ReturnedMail, TimeProposal
from weerbaar.outreach.sessions.models.staffing import Answer, Ask, ProgrammeItem, Released, WorkReport

__all__ = [
    "Answer",
    "Ask",
    "CostKind",
    "CostLine",
    "DayContact",
    "Gathering",
    "Group",
    "Guest",
    "HeadCount",
    "Host",
    "Invitee",
    "Kind",
    "Material",
    "ProgrammeItem",
    "Quotation",
    "QuotationYear",
    "Released",
    "ReturnedMail",
    "RoomPromise",
    "Side",
    "State",
    "TimeProposal",
    "Vat",
    "WorkReport",
]
