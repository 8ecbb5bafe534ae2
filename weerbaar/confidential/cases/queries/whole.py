"""What stands around the thread on the page of a case: tasks, people, danger and terms."""

from dataclasses import dataclass, field
from datetime import datetime

from weerbaar.confidential.cases.models import Case
from weerbaar.confidential.cases.queries.agenda import TaskLine, tasks_of
from weerbaar.confidential.cases.queries.clock import NEAREST, Term, terms_of
from weerbaar.confidential.cases.queries.danger import PastLook, danger_told, next_look
from weerbaar.confidential.cases.queries.people import Around, people_around
from weerbaar.confidential.cases.queries.reading import parts_of
from weerbaar.foundation.vault.errors import BrokenBox
from weerbaar.foundation.vault.keyring import Keyring


@dataclass(frozen=True)
class Whole:
    """The rest of a case: until when to look again, what was told of danger, what is to be done, and who is around."""

    look_by: datetime | None
    told: list[PastLook] = field(repr=False)
    tasks: list[TaskLine] = field(repr=False)
    terms: list[Term]
    around: Around = field(repr=False)


def whole_of(keyring: Keyring, case: Case, *, at: datetime) -> Whole:
    """Will return what stands around the thread, for whoever opened the case. Read once more when keys changed meanwhile."""
    try:
        return _read(keyring, case, at)
    except BrokenBox:
        keyring.forget(parts_of(case))
        case.refresh_from_db()
        keyring.open(parts_of(case), purpose="case")
        return _read(keyring, case, at)


def _read(keyring: Keyring, case: Case, at: datetime) -> Whole:
    return Whole(
        look_by=next_look(case) if case.danger else None,
        told=danger_told(keyring, case),
        tasks=tasks_of(keyring, case, at=at),
        terms=terms_of(keyring, case, at=at, most=NEAREST),
        around=people_around(keyring, case),
    )
