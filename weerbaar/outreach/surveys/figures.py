"""Counts of a survey, safe to show to anybody: what could point at a handful of organisations is withheld."""

from collections import Counter
from dataclasses import dataclass
from typing import Any

from weerbaar.foundation.privacy.small_cells import LEAST, with_totals, withheld
from weerbaar.outreach.surveys.models import Survey
from weerbaar.outreach.surveys.queries.comparing import in_words
from weerbaar.outreach.surveys.queries.standing import COMPARED, DIFFERENT, Standings, standings
from weerbaar.outreach.surveys.questionnaires.parts import Mark, Question


@dataclass(frozen=True)
class Count:
    """One answer, and how many organisations gave it; None when that is withheld."""

    key: str
    label: str
    number: int | None


@dataclass(frozen=True)
class Figure:
    """One question, counted over organisations. `total` is how many answered it; None when that is withheld."""

    question: Question
    counts: tuple[Count, ...]
    total: int | None

    @property
    def hides(self) -> bool:
        return self.total is None or any(count.number is None for count in self.counts)


@dataclass(frozen=True)
class Table:
    """One question by province, with totals; None where a number is withheld."""

    question: Question
    columns: tuple[str, ...]
    rows: tuple[tuple[str, tuple[int | None, ...]], ...]


def figures_of(survey: Survey) -> tuple[list[Figure], list[Table]]:
    """Will count every question with fixed answers, over the whole and by province. Costs two queries.

    A number, date, text or file can tell whose it is, however many gave one: those are not shared.
    """
    found = standings(survey)
    asked = [one for one in found.form.questions if one.answers and one.mark != Mark.CONFIDENTIAL]
    depends = {one.key for section in found.form.sections for one in section.questions if section.when or one.when}
    figures, tables = [], []
    for one in asked:
        passed_by = _passed_by(one, found) if one.key in depends else Counter()
        if _is_small(passed_by.total()):
            figures.append(Figure(one, tuple(Count(str(key), in_words(one, key), None) for key in one.answers), None))
        elif one.kind not in COMPARED:
            figures.append(_of_list(one, found))
        elif any(map(_is_small, passed_by.values())):
            figures.append(_of_table(table(one, found, by_province=False)))
        else:
            tables.append(table(one, found))
            figures.append(_of_table(tables[-1]))
    return figures, tables


def _passed_by(question: Question, found: Standings) -> Counter[str]:
    """Who answered and did not answer this question, by province.

    What is asked after an answer only, is answered by everybody but those who answered otherwise: beside the question
    before it, its total would give back a handful that was withheld there.
    """
    return Counter(row.province for row in found.answered if row.value(question) is None)


def _is_small(number: int) -> bool:
    return 0 < number < LEAST


def _of_table(by: Table) -> Figure:
    """The whole country is the last row of the table: one decision on what is withheld, not two that betray each other."""
    _name, (*numbers, total) = by.rows[-1]
    keys = map(str, _keys(by.question))
    counts = tuple(Count(*facts) for facts in zip(keys, by.columns, numbers, strict=False))
    return Figure(by.question, counts, total)


def _of_list(question: Question, found: Standings) -> Figure:
    """Who chose several is in several counts; so each count stands alone, with those who did not choose it."""
    given = [value for row in found.answered if (value := row.value(question)) is not None]
    counted, total = Counter(key for value in given for key in value), len(given)

    def safe(number: int) -> int | None:
        return None if any(map(_is_small, (number, total - number, total))) else number

    counts = tuple(Count(one.key, str(one.label), safe(counted[one.key])) for one in question.choices)
    return Figure(question, counts, None if _is_small(total) else total)


def table(question: Question, found: Standings, *, by_province: bool = True) -> Table:
    """Will count one question by province or as one, with what is withheld worked out over the whole table."""
    keys, country = _keys(question), "Nederland"
    names = dict(sorted({(row.province, row.province_name) for row in found.rows}, key=lambda pair: pair[1]))
    names = names if by_province else {country: country}
    given = [(row.province, value) for row in found.answered if (value := row.value(question)) is not None]
    counted = Counter((province if by_province else country, value) for province, value in given)
    counts = [[counted[(province, key)] for key in keys] for province in names]
    hidden = withheld(counts)
    rows = [
        (name, tuple(None if (r, c) in hidden else number for c, number in enumerate(row)))
        for r, (name, row) in enumerate(zip([*names.values(), "Alle"], with_totals(counts), strict=True))
    ]
    return Table(question, (*(in_words(question, key) for key in keys), "Samen"), tuple(rows))


def _keys(question: Question) -> list[str | int]:
    return [*question.answers, DIFFERENT]


def as_rows(survey: Survey) -> list[list[Any]]:
    """Will return the figures as a table to share, with «minder dan 5» where a number is withheld."""
    figures, tables = figures_of(survey)
    rows: list[list[Any]] = [["vraag", "waar", "antwoord", "organisaties"]]
    for one in figures:
        rows += [[str(one.question.title), "Nederland", count.label, _told(count.number)] for count in one.counts]
        rows.append([str(one.question.title), "Nederland", "Samen", _told(one.total)])
    for by in tables:
        for name, numbers in by.rows[:-1]:
            rows += [
                [str(by.question.title), name, column, _told(number)]
                for column, number in zip(by.columns, numbers, strict=True)
            ]
    return rows


def _told(number: int | None) -> Any:
    return "afgeschermd" if number is None else number
