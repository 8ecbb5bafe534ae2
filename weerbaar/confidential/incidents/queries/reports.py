"""The reports that were made to the police, and what became of them."""

from dataclasses import dataclass, field
from datetime import datetime
from typing import TYPE_CHECKING
from uuid import UUID

from django.db.models import F, Q, QuerySet

from weerbaar.confidential.incidents import chasing
from weerbaar.confidential.incidents.models import PoliceReport
from weerbaar.confidential.incidents.paperwork import ReportFacts
from weerbaar.confidential.incidents.queries.shelf import opened
from weerbaar.foundation.vault.keyring import Keyring

if TYPE_CHECKING:
    from weerbaar.confidential.cases.models import Case


@dataclass(frozen=True)
class Report:
    """A report with what is known of it, when to ask next, and whether asking at the station was enough."""

    id: UUID
    facts: ReportFacts = field(repr=False)
    made_at: datetime
    ask_at: datetime | None
    times_asked: int
    escalated_at: datetime | None
    answered_at: datetime | None
    is_to_ask: bool

    @property
    def is_to_escalate(self) -> bool:
        """Whether the contact officer of the ELA is to hear of it now."""
        return self.answered_at is None and self.escalated_at is None and chasing.is_to_escalate(self.times_asked)


def reports_of(keyring: Keyring, case: "Case", *, at: datetime) -> list[Report]:
    """Will return the reports of a case, what waits for an answer first."""
    rows = list(
        PoliceReport.objects.filter(case=case).order_by(F("answered_at").asc(nulls_first=True), "-made_at", "pk")
    )
    return opened(case, keyring, lambda: [_report(keyring, row, at) for row in rows])


def report_for(keyring: Keyring, case: "Case", report_id: UUID, *, at: datetime) -> Report | None:
    """Will return one report of the case, or None when the case has no such report."""
    row = PoliceReport.objects.filter(case=case, pk=report_id).first()
    return opened(case, keyring, lambda: _report(keyring, row, at)) if row else None


def reports_to_remind(at: datetime) -> QuerySet[PoliceReport]:
    """Will return the reports that are to be asked after and that nobody was mailed about since. No key is needed for it."""
    unheard = Q(reminded_at=None) | Q(reminded_at__lt=F("ask_at"))
    waiting = PoliceReport.objects.filter(
        unheard, ask_at__lte=at, answered_at=None, case__claimed_by__deactivated_at=None
    )
    return waiting.exclude(case__claimed_by=None).order_by("pk")


def _report(keyring: Keyring, row: PoliceReport, at: datetime) -> Report:
    return Report(
        id=row.pk,
        facts=ReportFacts.read(row.facts.reveal(keyring)),
        made_at=row.made_at,
        ask_at=row.ask_at,
        times_asked=row.times_asked,
        escalated_at=row.escalated_at,
        answered_at=row.answered_at,
        is_to_ask=row.answered_at is None and row.ask_at is not None and row.ask_at <= at,
    )
