"""Every write of what happened and of the evidence, by noun. Each is one transaction with its events inside."""

from weerbaar.confidential.incidents.actions.custody import download, exported, look_at
from weerbaar.confidential.incidents.actions.importing import Imported, import_evidence
from weerbaar.confidential.incidents.actions.reading_on import pick, read_on
from weerbaar.confidential.incidents.actions.receiving import keep_evidence, keep_pasted, link, sealed_copy
from weerbaar.confidential.incidents.actions.stamping import stamp
from weerbaar.confidential.incidents.actions.taking_back import take_back_evidence, take_back_incident
from weerbaar.confidential.incidents.actions.writing import NotThere, TooManyPicked, add_incident, change_incident

__all__ = [
    "Imported",
    "NotThere",
    "TooManyPicked",
    "add_incident",
    "change_incident",
    "download",
    "exported",
    "import_evidence",
    "keep_evidence",
    "keep_pasted",
    "link",
    "look_at",
    "pick",
    "read_on",
    "sealed_copy",
    "stamp",
    "take_back_evidence",
    "take_back_incident",
]
