"""What is asked of whom: conditions on earlier answers, which answers count, and earlier answers inside a text.

An answer that is hidden by a condition is as if it were never given, also for the conditions that ask about it. The
order in which answers came in does not matter.
"""

import re
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from weerbaar.outreach.surveys.questionnaires.parts import CHOSEN, Condition, Form, Kind, Question, Section
from weerbaar.outreach.surveys.questionnaires.values import shown

Answers = Mapping[str, Any]
PIPE = re.compile(r"\{([a-z][a-z0-9_]*)\}")


@dataclass(frozen=True)
class Screen:
    """A section as somebody sees it: with the questions that their earlier answers lead to."""

    section: Section
    questions: tuple[Question, ...]


def screens(form: Form, answers: Answers) -> tuple[Screen, ...]:
    """Will give the screens that these answers lead to, in order; a section without a question left is skipped."""
    counting: dict[str, Any] = {}
    found = []
    for section in form.sections:
        if not _holds(section.when, counting):
            continue
        asked = tuple(question for question in section.questions if _holds(question.when, counting))
        # Only now: a question depends on earlier screens, never on its neighbours.
        counting |= {question.key: answers[question.key] for question in asked if _is_given(answers, question)}
        if asked:
            found.append(Screen(section, asked))
    return tuple(found)


def counting(form: Form, answers: Answers) -> dict[str, Any]:
    """Will give the answers that count: those to questions that are asked, in the order of the questionnaire."""
    asked = (question for screen in screens(form, answers) for question in screen.questions)
    return {question.key: answers[question.key] for question in asked if _is_given(answers, question)}


def missing(form: Form, answers: Answers) -> tuple[Question, ...]:
    """Will give the questions that must be answered and are not."""
    asked = (question for screen in screens(form, answers) for question in screen.questions)
    return tuple(question for question in asked if question.required and not _is_given(answers, question))


def filled(text: str, form: Form, answers: Answers) -> str:
    """Will return the text with «{key}» replaced by the answer to that question, or by dots when there is none.

    The outcome is plain text: whoever shows it escapes it, and reads no Markdown in it.
    """
    counted = counting(form, answers) if PIPE.search(text) else {}

    def said(found: re.Match[str]) -> str:
        question = form.question(found[1])
        return shown(question, counted[found[1]]) if question and found[1] in counted else "…"

    return PIPE.sub(said, text)


def _holds(conditions: tuple[Condition, ...], counting: Answers) -> bool:
    return all(_is_met(condition, counting.get(condition.question)) for condition in conditions)


def _is_met(condition: Condition, value: Any) -> bool:
    if value is None:
        return False
    if condition.any_of:
        return not set(condition.any_of).isdisjoint(value if isinstance(value, list) else [value])
    if condition.least is None and condition.most is None:
        return True  # answered at all
    return isinstance(value, int) and _between(value, condition)


def _is_given(answers: Answers, question: Question) -> bool:
    value = answers.get(question.key)
    if value in (None, "", [], {}):
        return False
    # What was stored under an older version may be no choice any more; such an answer does not count.
    if question.kind not in CHOSEN:
        return True
    known = {choice.key for choice in question.choices}
    return known.issuperset(value if question.kind == Kind.MANY else [value])


def _between(value: int, condition: Condition) -> bool:
    return (condition.least is None or condition.least <= value) and (condition.most is None or value <= condition.most)
