"""What the team reads of a survey: how many answered, how it is with protocols, every question counted."""

from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

from django.core.paginator import Page, Paginator
from django.db.models import Count, Q, QuerySet

from weerbaar.outreach.campaign.models import Office, Participation
from weerbaar.outreach.surveys.models import Response, Survey
from weerbaar.outreach.surveys.phrases import STATES
from weerbaar.outreach.surveys.queries.comparing import in_words
from weerbaar.outreach.surveys.queries.sealing import all_answers
from weerbaar.outreach.surveys.queries.standing import COMPARED, DIFFERENT, Standing, Standings
from weerbaar.outreach.surveys.questionnaires.parts import CHOSEN, Form, Kind, Question
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
    """One question over all organisations that answered it."""

    question: Question
    answered: int
    bars: tuple[Bar, ...]


@dataclass(frozen=True)
class Wanted:
    """Which organisations somebody looks for. Empty means: all."""

    state: str = ""
    province: str = ""


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
    """Will count every question that has fixed answers; each organisation once, and those whose people differ as such."""
    rows = []
    for question in found.form.questions:
        if question.kind not in CHOSEN:
            continue
        values = [value for row in found.answered if (value := row.value(question)) is not None]
        numbers = Counter(key for value in values for key in (value if isinstance(value, list) else [value]))
        keys = [*(choice.key for choice in question.choices), *([DIFFERENT] if numbers[DIFFERENT] else [])]
        bars = tuple(Bar(_label(question, key), numbers[key]) for key in keys)
        rows.append(Counted(question, len(values), bars))
    return rows


def _label(question: Question, key: str) -> str:
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
    if wanted.province and row.province != wanted.province:
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
    asked = [one for one in found.form.questions if one.mark != "confidential"]
    pulse = ["protocol"] if found.tells_pulse else []
    yield ["code", "organisatie", "provincie", "antwoorden", "laatst", *pulse, *(str(one.title) for one in asked)]
    for row in found.rows:
        values = [row.value(one) for one in asked]
        told = [in_words(one, value) if value is not None else "" for one, value in zip(asked, values, strict=True)]
        state = [STATES[row.pulse(on).protocol.value] if row.answerers else ""] if pulse else []
        yield [row.code, row.name, row.province_name, len(row.answerers), row.answered_on or "", *state, *told]
