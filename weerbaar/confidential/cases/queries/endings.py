"""What there is to know about the end of a case: how it ended, until when it stays, what was asked."""

from dataclasses import dataclass
from datetime import datetime
from typing import TYPE_CHECKING
from uuid import UUID

from weerbaar.confidential.cases.models import Case, FeedbackGiven
from weerbaar.confidential.cases.queries.lists import (
    Rows,
    behind_lively,
    cursor_lively,
    find,
    place_lively,
    rows_of,
    threads_of,
)
from weerbaar.confidential.cases.queries.shelf import readable
from weerbaar.confidential.cases.rules import State
from weerbaar.foundation.audit.queries import acts_on, certificate_of
from weerbaar.foundation.vault.keyring import Keyring

if TYPE_CHECKING:
    from weerbaar.foundation.accounts.models import Account

ERASED = "case.erased"
"""That all of a case was destroyed, by its client or because its term was over."""
ALL_ASKED, PIECE_ASKED = "case.erasure_refused", "case.taking_back_refused"
"""What the client asked in vain while the case is held: to erase all of it, or to take back one thing."""


@dataclass(frozen=True)
class ClosedCases:
    """The closed cases of one helper: those whose end was announced, the first to go first, and the others."""

    ending: Rows
    others: Rows


@dataclass(frozen=True)
class OpenWork:
    """What is still open in a case that someone wants to close: tasks, and terms that are running."""

    tasks: int
    deadlines: int

    def __bool__(self) -> bool:
        return bool(self.tasks or self.deadlines)


def closed(viewer: "Account", keyring: Keyring, *, after: str = "") -> ClosedCases:
    """Will return the viewer's closed cases, the last to be closed first, fifty at a time; all of it is one look.

    `after` is the `next` of the page before. Those that end soon come along on the first page only, at most fifty.
    """
    own = readable(keyring).filter(claimed_by=viewer, state=State.CLOSED)
    announced = own.filter(erase_on__isnull=False).order_by("erase_on", "id")
    others = own.filter(behind_lively(*place_lively(after)), erase_on=None).order_by("-last_activity_at", "id")
    ending, rest = find(announced if not after else announced.none(), lambda _case: ""), find(others, cursor_lively)
    keyring.open(threads_of(ending.cases + rest.cases), purpose="list")
    return ClosedCases(rows_of(keyring, ending), rows_of(keyring, rest))


def open_work(case: Case) -> OpenWork:
    """Will count what would stay undone when this case were closed now."""
    return OpenWork(
        tasks=case.tasks.filter(done_at=None).count(),
        deadlines=case.deadlines.filter(met_at=None, dropped_at=None).count(),
    )


def erasure_asked_at(case: Case, act: str = ALL_ASKED) -> datetime | None:
    """Will return when the client last asked to erase this case, or one thing in it, while it is held, or None."""
    if case.held_at is None:
        return None
    asked = acts_on(case.subject, [act], limit=1)
    return asked[0].at if asked and asked[0].at >= case.held_at else None


def proof_of_erasure(case_id: UUID) -> str:
    """Will return the certificate that a case was erased, signed now; nothing when the record does not know of it."""
    case = Case.objects.get(pk=case_id)
    return certificate_of(case.subject, ERASED, about=case.number)


def gave_feedback(case: Case) -> bool:
    """Will tell whether the client of this case was asked what they thought of the help, and said so."""
    return FeedbackGiven.objects.filter(case=case).exists()
