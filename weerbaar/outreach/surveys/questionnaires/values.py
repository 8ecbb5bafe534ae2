"""How an answer is kept, and how it is shown. Kept are text, whole numbers, lists of keys and, for a file, its link.

one, yes_no: the key of the choice · many: a list of keys in the order of the choices · text, long: text · number, scale:
a whole number · date: as in ISO 8601 · file: {"link": …, "upload": the id of a file of ours, "name": …}, each if there is one.
"""

from datetime import date
from typing import Any

from django.utils.formats import date_format

from weerbaar.outreach.surveys.questionnaires.parts import Kind, Question


def shown(question: Question, value: Any) -> str:
    """Will return an answer in words, in the language of the page; a key that is no choice any more is shown as it is."""
    match question.kind:
        case Kind.ONE | Kind.YES_NO:
            return _label(question, str(value))
        case Kind.MANY:
            return ", ".join(_label(question, key) for key in value)
        case Kind.DATE:
            return date_format(date.fromisoformat(value), "j F Y")
        case Kind.FILE:
            return ", ".join(value[part] for part in ("name", "link") if value.get(part))
        case _:
            return str(value)


def plain(question: Question, value: Any) -> str:
    """Will return an answer as it stands in a table of data: keys and ISO dates, the same in every language."""
    if question.kind == Kind.MANY:
        return " ".join(value)
    return shown(question, value) if question.kind == Kind.FILE else str(value)


def _label(question: Question, key: str) -> str:
    choice = question.choice(key)
    return str(choice.label) if choice else key
