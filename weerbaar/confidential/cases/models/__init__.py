"""The case and what is in it, by noun. What people wrote is sealed; what is plain says when, not what or who."""

from weerbaar.confidential.cases.models.case import Case
from weerbaar.confidential.cases.models.feedback import Feedback, FeedbackGiven
from weerbaar.confidential.cases.models.leave import StandIn
from weerbaar.confidential.cases.models.people import Identity, Person
from weerbaar.confidential.cases.models.thread import Attachment, DutyNotice, Entry, Note
from weerbaar.confidential.cases.models.work import DangerCheck, Deadline, Recovery, Task

__all__ = [
    "Attachment",
    "Case",
    "DangerCheck",
    "Deadline",
    "DutyNotice",
    "Entry",
    "Feedback",
    "FeedbackGiven",
    "Identity",
    "Note",
    "Person",
    "Recovery",
    "StandIn",
    "Task",
]
