"""The terms of a case: until when what can be done, and which of them someone has to be reminded of."""

from dataclasses import dataclass
from datetime import datetime, timedelta
from uuid import UUID

from django.db.models import F, Q, QuerySet

from weerbaar.confidential.cases.deadlines import Kind, ground_of, in_plain_words
from weerbaar.confidential.cases.models import Case, Deadline
from weerbaar.confidential.cases.rules import TO_DO
from weerbaar.foundation.database.prepared import prepared
from weerbaar.foundation.vault.keyring import Keyring

REMIND_AHEAD = {
    Kind.OFFENDER_RESPONSE: timedelta(hours=12),
    Kind.CRIMINAL_REPORT: timedelta(days=1),
    Kind.PROSECUTION_REQUEST: timedelta(weeks=2),
    Kind.DAMAGES_FUND: timedelta(weeks=13),
}
"""How long before its moment a term is mailed about: long enough to do what it asks."""
SOON = timedelta(days=7)
NEAREST = 12
"""How many terms stand on the page of a case: the rest stands with the incidents that they come from."""


@dataclass(frozen=True)
class Term:
    """A term as adviser and client read it: what, until when, on which ground, and how it stands."""

    id: UUID
    about: UUID
    kind: Kind
    due_at: datetime
    state: str

    @property
    def ground(self) -> str:
        """The source of the term."""
        return ground_of(self.kind)

    @property
    def plain(self) -> str:
        """What the term is about, in the words of someone at a kitchen table."""
        return in_plain_words(self.kind)

    @property
    def shown_as(self) -> str:
        """How its moment is shown: the two days of 48 hours end at a minute, the others with a day."""
        return "long" if self.kind == Kind.OFFENDER_RESPONSE else "day"

    @property
    def is_running(self) -> bool:
        """Whether it can still be met or dropped."""
        return self.state in {"late", "soon", "running"}


def terms_of(
    keyring: Keyring, case: Case, *, at: datetime, about: UUID | None = None, most: int | None = None
) -> list[Term]:
    """Will return the terms of a case: what runs by moment, then the rest. Empty for who cannot open the thread.

    `about` asks for those of one incident; `most` for so many and no more, because each incident has four.
    """
    if case.thread_id not in keyring.open([case.thread_id] if case.thread_id else [], purpose="read"):
        return []
    terms = [*_running(case.pk, about, most), *_ended(case.pk, about, most)]
    return [_term(row, at) for row in terms[:most]]


@prepared
def _running(case_id: UUID, about: UUID | None, most: int | None) -> QuerySet[Deadline]:
    return _by_moment(case_id, about).filter(met_at=None, dropped_at=None)[:most]


@prepared
def _ended(case_id: UUID, about: UUID | None, most: int | None) -> QuerySet[Deadline]:
    return _by_moment(case_id, about).filter(Q(met_at__isnull=False) | Q(dropped_at__isnull=False))[:most]


def _by_moment(case_id: UUID, about: UUID | None) -> QuerySet[Deadline]:
    terms = Deadline.objects.filter(case_id=case_id).order_by("due_at", "pk")
    return terms.filter(about=about) if about else terms


def term_for(case: Case, deadline_id: UUID, *, at: datetime) -> Term:
    """Will return one term of the case; raises `Deadline.DoesNotExist`."""
    return _term(case.deadlines.get(pk=deadline_id), at)


def was_dropped_in_time(row: Deadline) -> bool:
    """Whether someone ended this term; one that had ended before we knew of it was dropped by nobody."""
    return row.dropped_at is not None and row.dropped_at <= row.due_at


def to_be_reminded(at: datetime) -> QuerySet[Deadline]:
    """Will return the running terms that nobody was mailed about yet, ahead of their moment or after it."""
    nearly = Q()
    for kind, ahead in REMIND_AHEAD.items():
        nearly |= Q(kind=kind, due_at__lte=at + ahead)
    unheard = Q(reminded_at=None) | Q(due_at__lte=at, reminded_at__lt=F("due_at"))
    running = Deadline.objects.filter(met_at=None, dropped_at=None, case__state__in=TO_DO)
    return running.filter(nearly & unheard).order_by("pk")


def _term(row: Deadline, at: datetime) -> Term:
    return Term(row.pk, row.about, Kind(row.kind), row.due_at, _state(row, at))


def _state(row: Deadline, at: datetime) -> str:
    if row.met_at is not None:
        return "met"
    if row.dropped_at is not None:
        return "dropped" if was_dropped_in_time(row) else "over"
    if row.due_at < at:
        return "late"
    return "soon" if row.due_at < at + max(REMIND_AHEAD[Kind(row.kind)], SOON) else "running"
