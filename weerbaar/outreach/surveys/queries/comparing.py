"""Two rounds beside each other: who changed, from what to what, and what came in between."""

from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

from weerbaar.outreach.campaign.models import StageKind
from weerbaar.outreach.campaign.queries.held import held_with_everybody
from weerbaar.outreach.surveys.models import Survey
from weerbaar.outreach.surveys.queries.standing import (
    COMPARED,
    DIFFERENT,
    Standing,
    Standings,
    standings,
    surveys_in_rounds,
)
from weerbaar.outreach.surveys.questionnaires.parts import Question
from weerbaar.outreach.surveys.questionnaires.values import shown


@dataclass(frozen=True)
class Change:
    """One organisation that answered in both rounds, and what was held with it between the two answers."""

    code: str
    name: str
    before: Any
    after: Any
    between: tuple[str, ...] = ()

    @property
    def is_change(self) -> bool:
        return bool(self.before != self.after)

    @property
    def credited(self) -> str:
        """What came in between, in words; empty when nothing did. It tells what came first, not what caused it."""
        return ", ".join(str(StageKind(kind).label) for kind in self.between)


@dataclass(frozen=True)
class Comparison:
    """One question in two rounds, over the organisations that answered it in both."""

    question: Question
    earlier: Survey
    later: Survey
    changes: tuple[Change, ...]

    @property
    def moves(self) -> list[tuple[str, str, int]]:
        """From which answer to which, in words, and how many; the same answer twice as well, most first."""
        counted = Counter((one.before, one.after) for one in self.changes)
        return [(in_words(self.question, a), in_words(self.question, b), n) for (a, b), n in counted.most_common()]

    @property
    def matrix(self) -> list[list[int]]:
        """A row for each answer of before, a column for each of now, in the order of `answers`."""
        counted = Counter((one.before, one.after) for one in self.changes)
        return [[counted[(before, after)] for after in self.answers] for before in self.answers]

    @property
    def answers(self) -> list[Any]:
        """Every answer there is, in the order of the question, and last that people differ."""
        return [*self.question.answers, DIFFERENT]

    @property
    def labels(self) -> list[str]:
        """The answers in words."""
        return [in_words(self.question, answer) for answer in self.answers]

    @property
    def changed(self) -> list[Change]:
        return [one for one in self.changes if one.is_change]

    @property
    def credit(self) -> list[tuple[str, int]]:
        """What came before a change, in words, and how often; last how often nothing did."""
        counted = Counter(kind for one in self.changed for kind in one.between)
        nothing = sum(not one.between for one in self.changed)
        told = [(str(kind.label), counted[kind.value]) for kind in StageKind if counted[kind.value]]
        return [*told, *([("niets van ons", nothing)] if nothing else [])]


def comparisons(survey: Survey) -> list[Comparison]:
    """Will compare a survey with that of the round before, question by question; empty when there was none.

    Only questions that both versions have under the same key and kind are compared. Costs seven queries.
    """
    earlier = before(survey)
    if earlier is None:
        return []
    then, now, held = standings(earlier), standings(survey), held_with_everybody()
    return [compared(question, then, now, held) for question in comparable(then, now)]


def before(survey: Survey) -> Survey | None:
    """Will give the survey with the same questionnaire in the round before; None when there was none."""
    assert survey.round is not None
    starts_on = survey.round.starts_on
    others = surveys_in_rounds(survey.version.questionnaire_id)
    return next((one for one in others if one.round and one.round.starts_on < starts_on), None)


def comparable(then: Standings, now: Standings) -> list[Question]:
    """Will give the questions of now that were asked before in the same kind, and whose answers can be counted."""
    asked = {question.key: question.kind for question in then.form.questions}
    return [
        one for one in now.form.questions if one.kind in COMPARED and one.choices and asked.get(one.key) == one.kind
    ]


def compared(
    question: Question, then: Standings, now: Standings, held: Mapping[str, Sequence[tuple[date, str]]]
) -> Comparison:
    """Will compare the answers to one question of the organisations that answered it in both rounds."""
    changes = []
    for row in now.answered:
        earlier = then.by_code.get(row.code)
        if earlier is None:
            continue
        old, new = earlier.value(question), row.value(question)
        if old is not None and new is not None:
            changes.append(Change(row.code, row.name, old, new, _between(earlier, row, held.get(row.code, ()))))
    return Comparison(question, then.survey, now.survey, tuple(changes))


def _between(earlier: Standing, later: Standing, held: Sequence[tuple[date, str]]) -> tuple[str, ...]:
    start, end = earlier.answered_on, later.answered_on
    assert start is not None
    assert end is not None
    return tuple(dict.fromkeys(kind for day, kind in held if start <= day <= end))


def in_words(question: Question, value: Any) -> str:
    """Will return an answer in words, also that people differ or that nobody answered."""
    if value is None:
        return "niet beantwoord"
    if value == DIFFERENT:
        return "antwoorden verschillen"
    return shown(question, value)
