"""What was answered in the surveys of a round, by organisation: everybody's own answers, and where they differ."""

from collections import defaultdict
from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass, field
from datetime import date, datetime
from typing import Any, Final
from uuid import UUID

from django.db.models import QuerySet
from django.utils import timezone

from weerbaar.outreach.campaign.models import Office, Participation
from weerbaar.outreach.campaign.queries.progress import taking_part
from weerbaar.outreach.surveys.models import Response, Survey
from weerbaar.outreach.surveys.queries.questionnaires import asks_about_agreements, form_of
from weerbaar.outreach.surveys.questionnaires.parts import Form, Kind, Question
from weerbaar.outreach.surveys.rules import is_open
from weerbaar.outreach.surveys.rules.pulse import Pulse, Said, pulse_of

DIFFERENT: Final = "different"
"""Stands for an answer where those who answered for one organisation do not agree."""
COMPARED = frozenset({Kind.ONE, Kind.YES_NO, Kind.SCALE, Kind.NUMBER})
"""Kinds of which two answers agree or differ. Lists, dates and texts stand beside each other."""


@dataclass(frozen=True)
class Answerer:
    """One person's answers as they were sent: those that figures may use."""

    response_id: Any
    office: str
    sent_at: datetime
    answers: Mapping[str, Any]

    @property
    def office_label(self) -> str:
        return str(Office(self.office).label)


@dataclass(frozen=True)
class Standing:
    """One organisation in a survey, with everybody who answered for it. None of them is averaged away."""

    code: str
    name: str
    province: str
    province_name: str
    answerers: tuple[Answerer, ...] = ()

    def value(self, question: Question) -> Any:
        """What the organisation answered: `DIFFERENT` when its people do not agree, None when nobody answered.

        Of lists everything that somebody chose counts; of dates the latest.
        """
        given = [one.answers[question.key] for one in self.answerers if question.key in one.answers]
        if not given:
            return None
        if question.kind == Kind.MANY:
            chosen = {key for value in given for key in value}
            return [choice.key for choice in question.choices if choice.key in chosen]
        if question.kind == Kind.DATE:
            return max(given)
        if question.kind in COMPARED and any(value != given[0] for value in given):
            return DIFFERENT
        return given[0]

    def differences(self, form: Form) -> list[Question]:
        """The questions on which its people do not agree."""
        return [question for question in form.questions if self.value(question) == DIFFERENT]

    def pulse(self, on: date) -> Pulse:
        """How it is with protocol and code on that day."""
        said = [Said(one.office, timezone.localdate(one.sent_at), one.answers) for one in self.answerers]
        return pulse_of(said, on=on)

    @property
    def answered_on(self) -> date | None:
        return max((timezone.localdate(one.sent_at) for one in self.answerers), default=None)


@dataclass(frozen=True)
class Standings:
    """A whole survey: every organisation of its round, in order of name, answered or not."""

    survey: Survey
    form: Form
    rows: tuple[Standing, ...]
    by_code: Mapping[str, Standing] = field(init=False)

    def __post_init__(self) -> None:
        object.__setattr__(self, "by_code", {row.code: row for row in self.rows})

    @property
    def tells_pulse(self) -> bool:
        return asks_about_agreements(self.survey)

    @property
    def answered(self) -> list[Standing]:
        return [row for row in self.rows if row.answerers]

    @property
    def differing(self) -> list[Standing]:
        return [row for row in self.rows if len(row.answerers) > 1 and row.differences(self.form)]


def standings(survey: Survey) -> Standings:
    """Will give what every organisation of the survey's round answered. Costs two queries, however many there are."""
    assert survey.round is not None
    rows = taking_part(survey.round).order_by("organisation__authority__search_text", "pk").values_list(
        "pk", "organisation_id", "organisation__authority__name", "organisation__authority__kind",
        "organisation__authority__province_id", "organisation__authority__province__name",
    )  # fmt: skip
    answerers = answerers_of(survey)
    found = [
        Standing(
            code, f"provincie {name}" if kind == "province" else name, province or code, province_name or name,
            tuple(answerers.get(participation, ())),
        )
        for participation, code, name, kind, province, province_name in rows
    ]  # fmt: skip
    return Standings(survey, form_of(survey.version), tuple(found))


def answerers_of(survey: Survey, participations: Iterable[Participation] | None = None) -> dict[Any, list[Answerer]]:
    """Will give who answered, by the place of their organisation in the round; of all organisations or of some."""
    sent = Response.objects.filter(survey=survey, sent_at__isnull=False, participation__isnull=False)
    if participations is not None:
        sent = sent.filter(participation__in=list(participations))
    found: dict[Any, list[Answerer]] = defaultdict(list)
    columns = ("participation_id", "pk", "office", "sent_at", "sent")
    for participation, *facts in sent.order_by("started_at", "pk").values_list(*columns):
        found[participation].append(Answerer(*facts))
    return found


def answered_among(participations: Collection[UUID], on: date) -> set[UUID]:
    """Will give which of these answered every survey that their round asks on that day: a letter about it asks for nothing more."""
    open_in: dict[Any, set[Any]] = defaultdict(set)
    for survey in surveys_in_rounds():
        if is_open(survey, on):
            open_in[survey.round_id].add(survey.pk)
    sent = Response.objects.filter(sent_at__isnull=False, participation__in=list(participations))
    answered: dict[tuple[UUID, Any], set[Any]] = defaultdict(set)
    for participation, of, key in sent.values_list("participation_id", "participation__round_id", "survey_id"):
        answered[participation, of].add(key)
    return {one for (one, of), there in answered.items() if open_in[of] and open_in[of] <= there}


def surveys_in_rounds(questionnaire: str | None = None) -> QuerySet[Survey]:
    """Will give the surveys that organisations are asked in, the newest round first; of one questionnaire or of all."""
    found = Survey.objects.filter(round__isnull=False).select_related("version__questionnaire", "round")
    if questionnaire:
        found = found.filter(version__questionnaire=questionnaire)
    return found.order_by("-round__starts_on", "-opened_at")


def survey_with(key: Any) -> Survey | None:
    """Will give one survey of a round; None when there is none."""
    return Survey.objects.filter(pk=key, round__isnull=False).select_related("version__questionnaire", "round").first()
