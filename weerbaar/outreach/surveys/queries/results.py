"""What the team reads of a survey: how many answered, how it is with protocols, every question counted."""

from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date
from statistics import median
from typing import Any

from django.core.paginator import Page, Paginator
from django.db.models import Count, Q, QuerySet
from django.utils import timezone
from django.utils.formats import localize

from weerbaar.outreach.campaign.models import Office, Participation
from weerbaar.outreach.surveys.models import Response, Survey
from weerbaar.outreach.surveys.phrases import STATES
from weerbaar.outreach.surveys.queries.comparing import in_words
from weerbaar.outreach.surveys.queries.sealing import all_answers
from weerbaar.outreach.surveys.queries.standing import COMPARED, DIFFERENT, Standing, Standings
from weerbaar.outreach.surveys.questionnaires.parts import MEASURED, Form, Kind, Mark, Question
from weerbaar.outreach.surveys.questionnaires.values import shown
from weerbaar.outreach.surveys.rules.pulse import State

PER_PAGE = 50


@dataclass(frozen=True)
class Bar:
    """One answer in words, with how many organisations gave it."""

    label: str
    number: int


@dataclass(frozen=True)
class Counted:
    """One question over all organisations that answered it: each answer counted, or what there is to tell about it."""

    question: Question
    answered: int
    bars: tuple[Bar, ...] = ()
    facts: tuple[tuple[str, str], ...] = ()

    @property
    def is_confidential(self) -> bool:
        return self.question.mark == Mark.CONFIDENTIAL


@dataclass(frozen=True)
class Wanted:
    """Which organisations somebody looks for. Empty means: all."""

    state: str = ""
    province: str = ""
    question: str = ""


@dataclass(frozen=True)
class Answer:
    """What one person said to one question, and in which office."""

    office: str
    text: str
    link: str = ""
    upload: str = ""


@dataclass(frozen=True)
class Row:
    """One question with what each person answered, beside each other."""

    question: Question
    answers: tuple[Answer, ...]
    differs: bool


def counted(found: Standings) -> list[Counted]:
    """Will count every question; each organisation once, and those whose people differ as such.

    Confidential answers are opened for one organisation at a time, and counted nowhere.
    """
    return [
        _counted(one, [value for row in found.answered if (value := row.value(one)) is not None])
        for one in found.form.questions
    ]


def _counted(question: Question, values: list[Any]) -> Counted:
    if question.answers:
        numbers = Counter(key for value in values for key in (value if isinstance(value, list) else [value]))
        keys = [*question.answers, *([DIFFERENT] if numbers[DIFFERENT] else [])]
        return Counted(question, len(values), tuple(Bar(_label(question, key), numbers[key]) for key in keys))
    if question.kind == Kind.NUMBER:
        return Counted(question, len(values), facts=_of_numbers(values))
    if question.kind == Kind.DATE and values:
        facts = (("Eerste", shown(question, min(values))), ("Laatste", shown(question, max(values))))
        return Counted(question, len(values), facts=facts)
    return Counted(question, len(values))


def _of_numbers(values: list[Any]) -> tuple[tuple[str, str], ...]:
    told = [value for value in values if value != DIFFERENT]
    differing = len(values) - len(told)
    facts = (("Laagste", min(told)), ("Middelste", median(told)), ("Hoogste", max(told))) if told else ()
    return (
        *((name, localize(value)) for name, value in facts),
        *([("Antwoorden verschillen", str(differing))] if differing else []),
    )


def _label(question: Question, key: str | int) -> str:
    return in_words(question, [key] if question.kind == Kind.MANY and key != DIFFERENT else key)


def pulses(found: Standings, on: date) -> list[tuple[State, int]]:
    """Will count how it is with protocols on that day, in the order of what asks for attention; of the Uitvraag alone."""
    if not found.tells_pulse:
        return []
    order = (State.FELL_ASLEEP, State.ASLEEP, State.NONE, State.DIFFERENT, State.USED)
    numbers = Counter(row.pulse(on).protocol for row in found.answered)
    return [(state, numbers[state]) for state in order]


def listed(found: Standings, wanted: Wanted, number: Any, on: date) -> Page[Standing]:
    """Will give fifty of the organisations that fit; a number that is no page gives the nearest."""
    rows = [row for row in found.rows if _fits(row, found.form, wanted, on)]
    return Paginator(rows, PER_PAGE).get_page(number)


def _fits(row: Standing, form: Form, wanted: Wanted, on: date) -> bool:
    question = form.question(wanted.question)
    is_elsewhere = wanted.province and row.province != wanted.province
    if is_elsewhere or (question is not None and row.value(question) is None):
        return False
    match wanted.state:
        case "":
            return True
        case "answered":
            return bool(row.answerers)
        case "waiting":
            return not row.answerers
        case "differing":
            return len(row.answerers) > 1 and bool(row.differences(form))
        case state:
            return bool(row.answerers) and row.pulse(on).protocol == state


def sent_by(survey: Survey, participation: Participation) -> list[Response]:
    """Will give everybody's answers of one organisation as they were sent, the first to begin first."""
    sent = Response.objects.filter(survey=survey, participation=participation, sent_at__isnull=False)
    return list(sent.order_by("started_at", "pk"))


def side_by_side(form: Form, responses: Sequence[Response]) -> list[Row]:
    """Will set the answers of several people beside each other, and mark where they differ; also the confidential ones."""
    given = [all_answers(one) for one in responses]
    rows = []
    for question in form.questions:
        values = [answers.get(question.key) for answers in given]
        if any(value is not None for value in values):
            told = [value for value in values if value is not None]
            differs = question.kind in COMPARED and any(value != told[0] for value in told)
            told_by = zip(responses, values, strict=True)
            rows.append(Row(question, tuple(_answer(one, question, value) for one, value in told_by), differs))
    return rows


def _answer(response: Response, question: Question, value: Any) -> Answer:
    office = str(Office(response.office).label)
    if value is None:
        return Answer(office, "")
    if question.kind == Kind.FILE:
        return Answer(office, "", value.get("link", ""), value.get("upload", ""))
    return Answer(office, shown(question, value))


def surveys_with_counts() -> QuerySet[Survey]:
    """Will give every survey with how many answers were sent, the newest first."""
    sent = Q(responses__sent_at__isnull=False) | Q(responses__sent_on__isnull=False)
    found = Survey.objects.select_related("version__questionnaire", "round")
    return found.annotate(answers=Count("responses", filter=sent)).order_by("-opened_at", "pk")


def page_of(surveys: QuerySet[Survey], number: Any) -> Page[Survey]:
    """Will give fifty surveys."""
    return Paginator(surveys, PER_PAGE).get_page(number)


def as_rows(found: Standings, on: date) -> Iterable[list[Any]]:
    """Will give the answers of every organisation for the team, without the confidential ones; differences as such."""
    asked, pulse = _for_a_table(found.form), ["protocol"] if found.tells_pulse else []
    yield ["code", "organisatie", "provincie", "antwoorden", "laatst", *pulse, *(str(one.title) for one in asked)]
    for row in found.rows:
        told = [_in_a_cell(one, row.value(one)) for one in asked]
        state = [STATES[row.pulse(on).protocol.value] if row.answerers else ""] if pulse else []
        yield [row.code, row.name, row.province_name, len(row.answerers), row.answered_on or "", *state, *told]


def as_rows_of_people(found: Standings) -> Iterable[list[Any]]:
    """Will give what each answered where several did, as a table: there the rows by organisation say less than was told."""
    asked = _for_a_table(found.form)
    yield ["code", "organisatie", "provincie", "functie", "verstuurd", *(str(one.title) for one in asked)]
    for row in found.rows:
        for who in row.answerers if len(row.answerers) > 1 else ():
            told = [_in_a_cell(one, who.answers.get(one.key)) for one in asked]
            yield [row.code, row.name, row.province_name, who.office_label, timezone.localdate(who.sent_at), *told]


def _for_a_table(form: Form) -> list[Question]:
    return [one for one in form.questions if one.mark != Mark.CONFIDENTIAL]


def _in_a_cell(question: Question, value: Any) -> Any:
    """A number and a day stay what they are, so that a sheet can reckon with them."""
    if value is None:
        return ""
    if question.kind in MEASURED and value != DIFFERENT:
        return value
    return date.fromisoformat(value) if question.kind == Kind.DATE else in_words(question, value)
