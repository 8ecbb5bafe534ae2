"""What happened, as lines and in full."""

from dataclasses import dataclass, field, replace
from datetime import datetime
from typing import TYPE_CHECKING, NamedTuple
from uuid import UUID

from django.db.models import Count

from weerbaar.confidential.cases.queries.clock import NEAREST, Term, terms_of
from weerbaar.confidential.incidents.facts import Headline, Told
from weerbaar.confidential.incidents.models import Incident
from weerbaar.confidential.incidents.queries.shelf import opened
from weerbaar.foundation.vault.fields import Sealed, sealed_value
from weerbaar.foundation.vault.keyring import Keyring
from weerbaar.foundation.vault.keys import Stored

if TYPE_CHECKING:
    from weerbaar.confidential.cases.models import Case
    from weerbaar.foundation.accounts.models import Account


class _Row(NamedTuple):
    """The columns that a line needs: five hundred of these cost a third of five hundred whole incidents."""

    id: UUID
    evidence_id: UUID
    summary: Stored
    pieces: int
    added_by: str | None


@dataclass(frozen=True)
class Line:
    """An incident on the timeline, how many pieces of evidence hang on it, who of us wrote it down, and its next term.

    `term` is there when it is among the next dozen of the case.
    """

    id: UUID
    headline: Headline = field(repr=False)
    pieces: int
    added_by: str
    term: Term | None = None


@dataclass(frozen=True)
class Whole:
    """An incident with all that is told of it."""

    id: UUID
    told: Told = field(repr=False)
    added_at: datetime
    added_by: "Account | None"
    changed_at: datetime

    @property
    def id_text(self) -> str:
        """The id as it stands in an address."""
        return str(self.id)


def timeline(keyring: Keyring, case: "Case", *, at: datetime | None = None) -> list[Line]:
    """Will return what happened as lines, the newest first, opened with one look.

    With `at` each line has its next term. Newest first, because whoever helps asks what happened since; on paper the oldest comes first.
    """
    rows = [
        _Row(*values)
        for values in Incident.objects.filter(case=case)
        .annotate(pieces=Count("evidence_items"))
        .values_list("id", "evidence_id", "summary", "pieces", "added_by__name")
    ]
    lines = opened(case, keyring, lambda: [_line(keyring, row) for row in rows])
    terms = terms_of(keyring, case, at=at, most=NEAREST) if at and rows else []
    running = [term for term in terms if term.is_running]
    next_terms = {term.about: term for term in reversed(running)}
    lines = [replace(line, term=next_terms[line.id]) if line.id in next_terms else line for line in lines]
    return sorted(lines, key=lambda line: (*line.headline.order, line.id), reverse=True)


def incident_for(keyring: Keyring, case: "Case", incident_id: UUID) -> Whole | None:
    """Will return an incident of the case in full, or None when the case has no such incident."""
    row = Incident.objects.select_related("added_by").filter(case=case, pk=incident_id).first()
    return opened(case, keyring, lambda: _whole(keyring, row)) if row else None


def incidents_in_full(keyring: Keyring, case: "Case") -> list[Whole]:
    """Will return all that happened in full, the oldest first: as a file tells it."""
    rows = list(Incident.objects.select_related("added_by").filter(case=case))
    found = opened(case, keyring, lambda: [_whole(keyring, row) for row in rows])
    return sorted(found, key=lambda one: (one.told.headline.moment, one.id))


def _line(keyring: Keyring, row: _Row) -> Line:
    sealed = sealed_value(Incident, "summary", bytes(row.summary), row=row.id, compartment=row.evidence_id)
    return Line(row.id, Headline.read(sealed.reveal(keyring)), row.pieces, row.added_by or "")


def _whole(keyring: Keyring, row: Incident) -> Whole:
    facts: Sealed = row.facts
    return Whole(row.pk, Told.read(facts.reveal(keyring)), row.added_at, row.added_by, row.changed_at)
