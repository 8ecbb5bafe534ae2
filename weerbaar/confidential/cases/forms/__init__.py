"""The forms of a case, by noun."""

from weerbaar.confidential.cases.forms.thread import AnswerForm, HandOverForm, NoteForm

__all__ = ["AnswerForm", "HandOverForm", "NoteForm"]
