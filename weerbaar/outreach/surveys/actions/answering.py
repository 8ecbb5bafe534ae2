"""Filling in with a personal link: begun, kept at every step, sent, and changed until the end date.

A draft is whose it is: it counts nowhere before it is sent, and what was sent counts until it is sent again.
"""

from collections.abc import Mapping
from datetime import datetime
from typing import Any

from django.db import transaction
from django.db.models import Max
from django.utils import timezone

from weerbaar.foundation.audit.actions import record
from weerbaar.outreach.campaign.actions.links import note_opened
from weerbaar.outreach.campaign.actions.story import tell
from weerbaar.outreach.campaign.models import Moment, Office, PersonalLink
from weerbaar.outreach.surveys import phrases
from weerbaar.outreach.surveys.actions.files import Brought, forget_unused, kept_rows
from weerbaar.outreach.surveys.actions.openly import SurveyClosed
from weerbaar.outreach.surveys.models import Response, Survey
from weerbaar.outreach.surveys.queries.answering import Filling, filling_of
from weerbaar.outreach.surveys.queries.questionnaires import form_of
from weerbaar.outreach.surveys.queries.sealing import draft_context, sealed, sent_context
from weerbaar.outreach.surveys.questionnaires.parts import Question
from weerbaar.outreach.surveys.questionnaires.showing import counting
from weerbaar.outreach.surveys.questionnaires.tallies import is_for_others
from weerbaar.outreach.surveys.rules import is_open, is_waiting


class NotAsked(Exception):
    """The answers so far do not lead to this screen."""


class ChangedElsewhere(Exception):
    """The answers of this screen were changed in another window meanwhile; `filling` has them as they are now."""

    def __init__(self, filling: Filling) -> None:
        super().__init__()
        self.filling = filling


class Incomplete(Exception):
    """Something that must be answered is not; `missing` has the questions."""

    def __init__(self, missing: tuple[Question, ...]) -> None:
        super().__init__(len(missing))
        self.missing = missing


@transaction.atomic
def begin(*, link: PersonalLink, survey: Survey, office: Office, at: datetime) -> Response:
    """Will begin for somebody in an office; who begins again in the same office goes on. Raises `SurveyClosed`."""
    survey = Survey.objects.select_for_update(of=("self",)).select_related("version").get(pk=survey.pk)
    if not is_open(survey, timezone.localdate(at)) or survey.round_id != link.participation.round_id:
        raise SurveyClosed
    there = Response.objects.filter(survey=survey, link=link, office=office).first()
    if there is not None:
        return there
    last = Response.objects.filter(link=link).aggregate(last=Max("number"))["last"] or 0
    first = form_of(survey.version).sections[0].key
    note_opened(link=link, on=timezone.localdate(at))
    return Response.objects.create(
        survey=survey, participation=link.participation, link=link, number=last + 1, office=office,
        started_at=at, changed_at=at, next_screen=first,
    )  # fmt: skip


def keep_step(
    *,
    response: Response,
    section: str,
    given: Mapping[str, Any],
    files: Mapping[str, Brought],
    state: str,
    at: datetime,
    stays: bool = False,
    came_back: bool = False,
) -> Filling:
    """Will keep the answers of one screen and return everything as it is then; None in `given` takes an answer away.

    Kept with it is where they go on: on this screen with `stays`, else on the next; who `came_back` to it from the check
    page returns there. `state` is `Filling.state_of` when the page was made. Raises `SurveyClosed`, `NotAsked` and `ChangedElsewhere`.
    """
    with kept_rows(files.values()) as rows, transaction.atomic():
        filling = _locked(response, at)
        screen = filling.screen(section)
        if screen is None:
            raise NotAsked
        asked = {question.key for question in screen.questions}
        draft = dict(filling.answers)
        new = {key: value for key, value in given.items() if key in asked}
        new |= {key: brought.answer(draft.get(key)) for key, brought in files.items() if key in asked}
        draft = {key: value for key, value in (draft | new).items() if value is not None}
        if draft == filling.answers:
            return _placed(filling, section, stays=stays, came_back=came_back)
        if state != filling.state_of(screen.section):
            raise ChangedElsewhere(filling)
        rows.store(filling.response, at)
        _save(filling.response, draft, at)
        forget_unused(filling.response)
        return _placed(filling_of(filling.response), section, stays=stays, came_back=came_back)


@transaction.atomic
def keep_all(*, response: Response, answers: Mapping[str, Any], at: datetime) -> Filling:
    """Will keep answers to every screen in one go: what somebody tells us over the telephone, or an example.

    Only what these answers lead to is kept. Raises `SurveyClosed`.
    """
    filling = _locked(response, at)
    filling.response.next_screen = ""
    _save(filling.response, counting(filling.form, dict(filling.answers) | dict(answers)), at)
    return filling_of(filling.response)


@transaction.atomic
def send(*, response: Response, at: datetime) -> Filling:
    """Will count these answers from now on; sending again what did not change does nothing.

    Raises `SurveyClosed`, and `Incomplete` with what is missing.
    """
    filling = _locked(response, at)
    if filling.missing:
        raise Incomplete(filling.missing)
    response = filling.response
    if not is_waiting(response):
        return filling
    is_first = response.sent_at is None
    counted = counting(filling.form, filling.answers)
    mine = {question.key for question in filling.form.questions if not is_for_others(question)}
    response.sent = {key: value for key, value in counted.items() if key not in mine}
    response.sent_sealed = sealed({k: v for k, v in counted.items() if k in mine}, sent_context(response.pk))
    response.sent_at, response.sent_revision, response.next_screen = at, response.revision, ""
    response.save(update_fields=["sent", "sent_sealed", "sent_at", "sent_revision", "next_screen"])
    forget_unused(response)
    assert response.participation is not None
    tell(
        participation=response.participation, kind=Moment.Kind.SURVEY,
        text=phrases.told_sent(office=Office(response.office), survey=response.survey.name, is_first=is_first), at=at,
    )  # fmt: skip
    _record("survey.answered" if is_first else "survey.changed", response, at)
    return filling


def _locked(response: Response, at: datetime) -> Filling:
    rows = Response.objects.select_for_update(of=("self",)).select_related("survey__version", "participation", "link")
    locked = rows.get(pk=response.pk)
    if not is_open(locked.survey, timezone.localdate(at)):
        raise SurveyClosed
    return filling_of(locked)


def _placed(filling: Filling, section: str, *, stays: bool, came_back: bool) -> Filling:
    place = section if stays else filling.next_after(section, came_back=came_back)
    if place != filling.response.next_screen:
        filling.response.next_screen = place
        filling.response.save(update_fields=["next_screen"])
    return filling


def _save(response: Response, draft: dict[str, Any], at: datetime) -> None:
    response.draft = sealed(draft, draft_context(response.pk))
    response.revision += 1
    response.changed_at = at
    response.save(update_fields=["draft", "revision", "changed_at", "next_screen"])
    if response.link is not None:
        note_opened(link=response.link, on=timezone.localdate(at))


def _record(action: str, response: Response, at: datetime) -> None:
    record(bearer="organisation", role="organisation", action=action, subject=f"response:{response.pk}", at=at)
