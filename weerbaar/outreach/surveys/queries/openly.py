"""A survey about a subject: its link and code, and what was answered without a name."""

import json
from dataclasses import dataclass
from datetime import date
from uuid import UUID

from django.conf import settings
from django.urls import reverse

from weerbaar.foundation.vault import application_box, tokens
from weerbaar.outreach.surveys.models import Response, Survey
from weerbaar.outreach.surveys.queries.questionnaires import form_of
from weerbaar.outreach.surveys.queries.sealing import confidential_answers
from weerbaar.outreach.surveys.questionnaires.tallies import Tally, tally
from weerbaar.outreach.surveys.rules import LEAST_ANSWERS


@dataclass(frozen=True)
class Way:
    """How people get to a survey without a name: an address, also as what a QR picture holds, and a code to type."""

    address: str
    code: str

    @property
    def qr_text(self) -> str:
        return self.address


@dataclass(frozen=True)
class Outcome:
    """What was answered about a subject. `tallies` is empty while there are too few answers to show any."""

    survey: Survey
    answers: int
    tallies: tuple[Tally, ...]

    @property
    def is_withheld(self) -> bool:
        return self.answers < LEAST_ANSWERS


def words_context(key: UUID) -> str:
    """Will return what the words of a survey are bound to."""
    return f"surveys.survey:{key}"


def way_to(survey: Survey) -> Way:
    """Will return the address and the code of a survey about a subject."""
    words = json.loads(application_box.open(survey.words, context=words_context(survey.pk)))
    return Way(f"{settings.SITE_URL}{reverse('evaluation', args=[words['token']])}", words["code"])


def token_of(survey: Survey) -> str:
    """Will return the token in the address of a survey about a subject."""
    token: str = json.loads(application_box.open(survey.words, context=words_context(survey.pk)))["token"]
    return token


def survey_by(text: str) -> Survey | None:
    """Will find the survey about a subject that a token or a typed code belongs to, open or over; None for a guess."""
    surveys = Survey.objects.filter(round=None).select_related("version__questionnaire")
    if len(text.strip()) >= tokens.TOKEN_SIGNS:
        return surveys.filter(token_digest=tokens.digest_of_token(text)).first()
    try:
        return surveys.filter(code_digest=tokens.digest_of_code(tokens.read_code(text))).first()
    except tokens.NotACode:
        return None


def digest_of_page(survey: Survey, once: str) -> bytes:
    """Will return by what it is seen that one page is sent twice.

    The mark stands in an address, so a browser keeps it: without the application's key it leads to no answer.
    """
    return application_box.keyed_hash(f"{survey.pk}\n{once}", purpose="surveys.page")


def sent_from(survey: Survey, once: str) -> Response | None:
    """Will give what a page sent before; None when that is nothing."""
    return Response.objects.filter(survey=survey, once_digest=digest_of_page(survey, once)).first()


def survey_about(subject: str) -> Survey | None:
    """Will give the newest survey about a subject; None when none was opened."""
    return Survey.objects.filter(subject=subject).exclude(subject="").select_related("version__questionnaire").first()


def outcome_about(subject: str) -> Outcome | None:
    """Will give what was answered about a subject, withheld under five answers; None when nothing was ever asked."""
    survey = survey_about(subject)
    return outcome_of(survey) if survey else None


def outcome_of(survey: Survey) -> Outcome:
    """Will give what was answered in a survey about a subject."""
    responses = list(Response.objects.filter(survey=survey, sent_on__isnull=False))
    if len(responses) < LEAST_ANSWERS:
        return Outcome(survey, len(responses), ())
    answers = [one.sent | confidential_answers(one) for one in responses]
    questions = form_of(survey.version).questions
    tallies = tuple(tally(one, [given[one.key] for given in answers if one.key in given]) for one in questions)
    return Outcome(survey, len(responses), tallies)


def answered_about(subjects: list[str], *, on: date) -> dict[str, int]:
    """Will count the answers about each of these subjects up to a day: the number alone is shown from the first on."""
    found = Response.objects.filter(survey__subject__in=subjects, sent_on__lte=on).exclude(survey__subject="")
    counts: dict[str, int] = dict.fromkeys(subjects, 0)
    for subject in found.values_list("survey__subject", flat=True):
        counts[subject] += 1
    return counts
