"""Every read of a case, by noun. The shelf: rows come only to who holds a key to them; to anyone else they are not there."""

from weerbaar.confidential.cases.queries.lists import Desk, Row, Rows, claimed, desk, waiting
from weerbaar.confidential.cases.queries.reading import (
    FileLine,
    Line,
    Person,
    Reading,
    file_for,
    parts_of,
    person_of,
    reading_of,
)
from weerbaar.confidential.cases.queries.shelf import (
    any_case,
    case_for,
    case_of_thread,
    holders_who_answer,
    readable,
    something_new,
    waits_for,
)
from weerbaar.confidential.cases.queries.visitors import (
    AlreadyClaimed,
    Opening,
    claimed_meanwhile,
    openings,
    other_reader,
    ticket_for,
)

__all__ = [
    "AlreadyClaimed",
    "Desk",
    "FileLine",
    "Line",
    "Opening",
    "Person",
    "Reading",
    "Row",
    "Rows",
    "any_case",
    "case_for",
    "case_of_thread",
    "claimed",
    "claimed_meanwhile",
    "desk",
    "file_for",
    "holders_who_answer",
    "openings",
    "other_reader",
    "parts_of",
    "person_of",
    "readable",
    "reading_of",
    "something_new",
    "ticket_for",
    "waiting",
    "waits_for",
]
