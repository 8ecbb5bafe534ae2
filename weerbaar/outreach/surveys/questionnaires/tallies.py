"""How often each answer was given."""

from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any

from weerbaar.outreach.surveys.questionnaires.parts import CHOSEN, MEASURED, Kind, Mark, Question
from weerbaar.outreach.surveys.questionnaires.values import shown


@dataclass(frozen=True)
class Count:
    """One answer, in words, and how many gave it."""

    key: str
    label: str
    number: int


@dataclass(frozen=True)
class Tally:
    """One question with its answers counted. `mean` is for scales and numbers, `texts` for what was written."""

    question: Question
    answered: int
    counts: tuple[Count, ...] = ()
    mean: float | None = None
    texts: tuple[str, ...] = ()


def tally(question: Question, values: Iterable[Any]) -> Tally:
    """Will count the answers to one question; who chose several counts once for each."""
    given = list(values)
    if question.kind in CHOSEN:
        chosen = Counter(key for value in given for key in (value if isinstance(value, list) else [value]))
        return Tally(
            question, len(given), tuple(Count(one.key, str(one.label), chosen[one.key]) for one in question.choices)
        )
    if question.kind in MEASURED:
        mean = sum(given) / len(given) if given else None
        return Tally(question, len(given), _scale(question, given), mean)
    # In the order of the alphabet: the order of coming in would tell whose is whose.
    is_told = question.kind in {Kind.TEXT, Kind.LONG}
    texts = tuple(sorted(shown(question, value) for value in given)) if is_told else ()
    return Tally(question, len(given), texts=texts)


def is_for_others(question: Question) -> bool:
    """Whether figures about this question may leave the team."""
    return question.mark != Mark.CONFIDENTIAL


def _scale(question: Question, given: list[int]) -> tuple[Count, ...]:
    counted = Counter(given)
    return tuple(Count(str(step), str(step), counted[int(step)]) for step in question.answers)
