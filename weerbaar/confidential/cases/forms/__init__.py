"""The forms of a case, by noun."""

from weerbaar.confidential.cases.forms.agenda import AddTaskForm, ChangeTaskForm
from weerbaar.confidential.cases.forms.clock import DropForm
from weerbaar.confidential.cases.forms.danger import LookAgainForm
from weerbaar.confidential.cases.forms.endings import CloseForm, HoldForm
from weerbaar.confidential.cases.forms.people import PersonForm, SafeContactForm
from weerbaar.confidential.cases.forms.quorum import AskCustodiansForm, CaseNumberForm, LeaveForm, MergeForm
from weerbaar.confidential.cases.forms.search import SearchForm
from weerbaar.confidential.cases.forms.thread import AnswerForm, HandOverForm, NoteForm

__all__ = [
    "AddTaskForm",
    "AnswerForm",
    "AskCustodiansForm",
    "CaseNumberForm",
    "ChangeTaskForm",
    "CloseForm",
    "DropForm",
    "HandOverForm",
    "HoldForm",
    "LeaveForm",
    "LookAgainForm",
    "MergeForm",
    "NoteForm",
    "PersonForm",
    "SafeContactForm",
    "SearchForm",
]
