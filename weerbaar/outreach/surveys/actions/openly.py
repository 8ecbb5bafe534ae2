"""Surveys about a subject, answered without a name: opened by the room that the subject is of, and ended."""

import json
import uuid
from collections.abc import Mapping
from datetime import date, datetime
from typing import Any

from django.db import IntegrityError, transaction
from django.db.models import F
from django.utils import timezone

from weerbaar.foundation.accounts.models import Account
from weerbaar.foundation.audit.actions import record
from weerbaar.foundation.vault import application_box, tokens
from weerbaar.outreach.campaign.models import Round
from weerbaar.outreach.surveys.actions.publishing import load_built_in
from weerbaar.outreach.surveys.models import AnswerCount, Response, Survey, Version
from weerbaar.outreach.surveys.queries.openly import digest_of_page, sent_from, words_context
from weerbaar.outreach.surveys.queries.questionnaires import EVALUATION, SURVEY, built_in_keys, form_of, latest_version
from weerbaar.outreach.surveys.queries.sealing import all_answers, sealed, sent_context
from weerbaar.outreach.surveys.questionnaires.showing import counting
from weerbaar.outreach.surveys.questionnaires.tallies import is_for_others
from weerbaar.outreach.surveys.rules import MOST_FROM_ONE_PLACE, MOST_REMINDERS, evaluation_ends, is_open


class SurveyClosed(Exception):
    """The survey takes no answers any more."""


class AnsweredAlready(Exception):
    """The page sent other answers before. Whose those are is not known, so they cannot be changed."""


class TooManyAnswers(Exception):
    """From one place came more answers today than people sit in a hall."""


@transaction.atomic
def open_survey(
    *,
    subject: str,
    at: datetime,
    questionnaire: str = EVALUATION,
    name: str = "",
    closes_on: date | None = None,
    by: Account | None = None,
) -> Survey:
    """Will open a survey about a subject of another room, such as «session:…»; who does so again gets the same one.

    `queries.openly.way_to` gives its address, its QR text and its code. Without `closes_on` it ends after three weeks.
    Raises `UnknownQuestionnaire`, and ValueError without a subject.
    """
    if not subject:
        message = "A survey without names is about something."
        raise ValueError(message)
    version = version_to_ask(questionnaire, at=at)
    key, token, code = uuid.uuid4(), tokens.new_token(), tokens.new_code()
    survey, is_new = Survey.objects.get_or_create(
        version=version,
        subject=subject,
        defaults={
            "id": key,
            "name": name or version.questionnaire.name,
            "opened_at": at,
            "closes_on": closes_on or evaluation_ends(timezone.localdate(at)),
            "token_digest": tokens.digest_of_token(token),
            "code_digest": tokens.digest_of_code(code),
            "words": application_box.seal(json.dumps({"token": token, "code": code}), context=words_context(key)),
        },
    )
    if is_new:
        _record("survey.opened", survey, by, at)
    return survey


@transaction.atomic
def open_for_round(
    *,
    round: Round,  # noqa: A002 - the noun of the field
    at: datetime,
    questionnaire: str = SURVEY,
    closes_on: date | None = None,
    reminders: int = MOST_REMINDERS,
    name: str = "",
    by: Account | None = None,
) -> Survey:
    """Will open a survey for every organisation of a round; who does so again gets the same one.

    It ends with the round when `closes_on` is not given. Nobody is written to yet. Raises `UnknownQuestionnaire`, and
    ValueError for a day after the round or for more reminders than we ever send.
    """
    last = closes_on or round.ends_on
    if last > round.ends_on or last < timezone.localdate(at) or not 0 <= reminders <= MOST_REMINDERS:
        message = "A survey ends within its round, and not before it begins."
        raise ValueError(message)
    version = version_to_ask(questionnaire, at=at)
    survey, is_new = Survey.objects.get_or_create(
        version=version,
        round=round,
        defaults={
            "name": name or version.questionnaire.name,
            "opened_at": at,
            "closes_on": last,
            "reminders": reminders,
        },
    )
    if is_new:
        _record("survey.opened", survey, by, at)
    return survey


def version_to_ask(questionnaire: str, *, at: datetime) -> Version:
    """Will give the version that is asked now: that of this release, or the newest that was published here."""
    return (
        load_built_in(key=questionnaire, at=at) if questionnaire in built_in_keys() else latest_version(questionnaire)
    )


@transaction.atomic
def keep_open(*, subject: str, on: date, at: datetime) -> None:
    """Will let what is asked about a subject run for three weeks from the day on which it is; never shorter than it did."""
    until = evaluation_ends(on)
    for survey in Survey.objects.filter(subject=subject, closed_at=None, closes_on__lt=until).exclude(subject=""):
        Survey.objects.filter(pk=survey.pk).update(closes_on=until)
        _record("survey.kept_open", survey, None, at)


@transaction.atomic
def close_survey(*, survey: Survey, at: datetime, by: Account | None = None) -> None:
    """Will take no more answers, of a round or about a subject; who closes it again changes nothing."""
    if Survey.objects.filter(pk=survey.pk, closed_at=None).update(closed_at=at):
        _record("survey.closed", survey, by, at)


@transaction.atomic
def set_last_day(*, survey: Survey, closes_on: date, at: datetime, by: Account) -> None:
    """Will let a survey of a round run until that day; one that was closed takes answers again.

    Raises ValueError for a day that was, or that is after the round.
    """
    survey = Survey.objects.select_for_update(of=("self",)).select_related("round").get(pk=survey.pk)
    assert survey.round is not None
    on = timezone.localdate(at)
    if not on <= closes_on <= survey.round.ends_on:
        message = "A survey ends within its round, and not before today."
        raise ValueError(message)
    was_open = is_open(survey, on)
    if was_open and survey.closes_on == closes_on:
        return
    survey.closes_on, survey.closed_at = closes_on, None
    survey.save(update_fields=["closes_on", "closed_at"])
    _record("survey.last_day_set" if was_open else "survey.reopened", survey, by, at)


def answer_openly(*, survey: Survey, answers: Mapping[str, Any], once: str, whom: str, at: datetime) -> Response | None:
    """Will store answers without a name; None when this page sent the same before: then it counts once.

    `whom` is where it comes from; only a keyed hash of it that changes daily is counted. Kept is the day, no moment.
    Raises `SurveyClosed`, `TooManyAnswers`, and `AnsweredAlready` when this page sent something else before.
    """
    on = timezone.localdate(at)
    if not is_open(survey, on):
        raise SurveyClosed
    form, digest = form_of(survey.version), digest_of_page(survey, once)
    counted = counting(form, answers)
    mine = {question.key for question in form.questions if not is_for_others(question)}
    key = uuid.uuid4()
    try:
        with transaction.atomic():
            _count(survey, whom, at)
            return Response.objects.create(
                id=key, survey=survey, sent_on=on, once_digest=digest,
                sent={name: value for name, value in counted.items() if name not in mine},
                sent_sealed=sealed({k: v for k, v in counted.items() if k in mine}, sent_context(key)),
            )  # fmt: skip
    except IntegrityError:
        before = sent_from(survey, once)
        if before is None:
            raise
        if all_answers(before) != counted:
            raise AnsweredAlready from None
        return None


def _count(survey: Survey, whom: str, at: datetime) -> None:
    key = application_box.keyed_hash(f"{survey.pk}\n{whom}", purpose=f"answers/{at:%Y-%m-%d}").hex()
    AnswerCount.objects.get_or_create(pk=key, defaults={"number": 0, "last_at": at})
    counted = AnswerCount.objects.filter(pk=key, number__lt=MOST_FROM_ONE_PLACE).update(
        number=F("number") + 1, last_at=at
    )
    if not counted:
        raise TooManyAnswers


def _record(action: str, survey: Survey, by: Account | None, at: datetime) -> None:
    bearer, role = (by.bearer, by.main_role) if by else ("system", "system")
    record(bearer=bearer, role=role, action=action, subject=f"survey:{survey.pk}", at=at)
