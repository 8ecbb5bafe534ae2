"""What the client took back: that it was, and when. What it was is nowhere any more."""

from dataclasses import dataclass
from datetime import datetime
from typing import TYPE_CHECKING

from django.utils.translation import gettext_lazy as _

from weerbaar.foundation.audit.queries import acts_on

if TYPE_CHECKING:
    from weerbaar.confidential.cases.models import Case

INCIDENT_REMOVED, EVIDENCE_REMOVED = "incident.removed", "case.evidence_removed"
_NAMES = {INCIDENT_REMOVED: _("een gebeurtenis"), EVIDENCE_REMOVED: _("een bestand of link")}
SHOWN = 20


@dataclass(frozen=True)
class TakenBack:
    """One thing that is gone: an incident or an original, and when it went."""

    what: str
    at: datetime


def taken_back(case: "Case") -> list[TakenBack]:
    """Will return what the client took back, newest first, the last twenty: for the client and for who helps."""
    return [TakenBack(str(_NAMES[act.action]), act.at) for act in acts_on(case.subject, _NAMES, limit=SHOWN)]
