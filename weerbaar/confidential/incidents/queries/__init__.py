"""Every read of what happened and of the evidence, by noun. Rows come only to who holds a key to them."""

from weerbaar.confidential.incidents.queries.bundles import (
    Asked,
    Progress,
    Shown,
    all_messages,
    messages_at,
    picked_of,
    progress_of,
    shown,
)
from weerbaar.confidential.incidents.queries.originals import (
    Original,
    Stamped,
    Touch,
    all_evidence,
    custody_of,
    evidence_of,
    original_for,
    words_of,
)
from weerbaar.confidential.incidents.queries.shelf import parts_of
from weerbaar.confidential.incidents.queries.taken_back import TakenBack, taken_back
from weerbaar.confidential.incidents.queries.timeline import Line, Whole, incident_for, incidents_in_full, timeline

__all__ = [
    "Asked",
    "Line",
    "Original",
    "Progress",
    "Shown",
    "Stamped",
    "TakenBack",
    "Touch",
    "Whole",
    "all_evidence",
    "all_messages",
    "custody_of",
    "evidence_of",
    "incident_for",
    "incidents_in_full",
    "messages_at",
    "original_for",
    "parts_of",
    "picked_of",
    "progress_of",
    "shown",
    "taken_back",
    "timeline",
    "words_of",
]
