"""What happened, what shows it, what is done about it, and what went to the police."""

from weerbaar.confidential.incidents.models.evidence import Bundle, BundlePage, Evidence
from weerbaar.confidential.incidents.models.incident import Incident
from weerbaar.confidential.incidents.models.plan import PlanStep, PoliceFile, PoliceReport

__all__ = ["Bundle", "BundlePage", "Evidence", "Incident", "PlanStep", "PoliceFile", "PoliceReport"]
