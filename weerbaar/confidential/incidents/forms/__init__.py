"""The forms of what happened and of what is done about it, by noun."""

from weerbaar.confidential.incidents.forms.evidence import EvidenceForm, LinkForm, PickForm
from weerbaar.confidential.incidents.forms.happened import IncidentForm, TakeBackForm, initial_of
from weerbaar.confidential.incidents.forms.papers import FileForm, LetterForm
from weerbaar.confidential.incidents.forms.plan import CLIENT, RouteForm, StepForm
from weerbaar.confidential.incidents.forms.reports import AnsweredForm, AskedForm, ReportForm

__all__ = [
    "CLIENT",
    "AnsweredForm",
    "AskedForm",
    "EvidenceForm",
    "FileForm",
    "IncidentForm",
    "LetterForm",
    "LinkForm",
    "PickForm",
    "ReportForm",
    "RouteForm",
    "StepForm",
    "TakeBackForm",
    "initial_of",
]
