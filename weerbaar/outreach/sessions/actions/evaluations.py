"""Looking back: a short survey without names in the hall, and one page with what came back."""

from dataclasses import replace
from datetime import datetime

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext

from weerbaar.foundation.accounts.models import Account
from weerbaar.foundation.papers.press import pressed
from weerbaar.outreach.campaign.actions.stages import Step, move_stage
from weerbaar.outreach.campaign.models import StageKind, StageState
from weerbaar.outreach.campaign.queries.organisations import stages_of
from weerbaar.outreach.campaign.rules import is_paused
from weerbaar.outreach.sessions.actions import post
from weerbaar.outreach.sessions.actions.states import NotNow, begun, can_go, move, record_act, tell_all
from weerbaar.outreach.sessions.models import Gathering, State
from weerbaar.outreach.sessions.papers import results_paper
from weerbaar.outreach.sessions.queries.gatherings import name_of, participations_of, recipients_of
from weerbaar.outreach.sessions.queries.results import results_of
from weerbaar.outreach.surveys.actions.openly import close_survey, keep_open, open_survey
from weerbaar.outreach.surveys.models import Survey
from weerbaar.outreach.surveys.queries.openly import survey_about
from weerbaar.outreach.surveys.queries.questionnaires import EVALUATION


class NoAddress(Exception):
    """There is nobody to send the results to."""


@transaction.atomic
def open_evaluation(*, gathering: Gathering, at: datetime, by: Account, questionnaire: str = EVALUATION) -> Survey:
    """Will open the survey without names about a gathering, until three weeks after it; opened again it is the same one.

    It asks our own evaluation, or a `questionnaire` that was published here; which stays once it is open. Raises
    `NotNow`, and `UnknownQuestionnaire`.
    """
    now = begun(gathering, ahead=False)
    if now.starts_at is None or now.cancelled_at is not None or now.state == State.EVALUATED:
        raise NotNow
    name = f"{now.get_kind_display()}: {name_of(now)}"[:100]
    opened = survey_about(now.subject) or open_survey(
        subject=now.subject, questionnaire=questionnaire, name=name, at=at, by=by
    )
    keep_open(subject=now.subject, on=timezone.localdate(now.starts_at), at=at)
    if now.evaluation_opened_at is None:
        Gathering.objects.filter(pk=now.pk).update(evaluation_opened_at=at)
        record_act("gathering.evaluation_opened", now, at=at, by=by)
    return opened


def send_results(*, gathering: Gathering, at: datetime, by: Account) -> int:
    """Will close the survey, mail the one page to every organisation that took part, and count them.

    Whom we ask nothing now reads what came back without what could be next. Raises `NotNow` before it was held, and
    `NoAddress`. Sent once: afterwards it is evaluated. The survey is closed
    first, so that no answer comes in between the page and its mail.
    """
    recipients = recipients_of(gathering, on=timezone.localdate(at))
    if gathering.state != State.HELD:
        raise NotNow
    if not recipients:
        raise NoAddress
    survey = survey_about(gathering.subject)
    if survey is not None:
        close_survey(survey=survey, at=at, by=by)
    told = results_of(gathering)
    pdf, without_offer = pressed(results_paper(told)), pressed(results_paper(replace(told, next_steps=())))
    with transaction.atomic():
        now = begun(gathering, ahead=False)
        if now.state != State.HELD:
            raise NotNow
        for recipient in recipients:
            is_left_alone = is_paused(recipient.participation, timezone.localdate(at))
            post.results(recipient, now, without_offer if is_left_alone else pdf, has_answers=bool(told.figures))
        tell_all(now, gettext("Uitkomsten teruggestuurd."), at=at, by=by)
        move(now, State.EVALUATED, at=at, by=by, results_sent_at=at)
    return len(recipients)


@transaction.atomic
def offer_training(*, gathering: Gathering, at: datetime, by: Account) -> int:
    """Will offer a training to every organisation that was there and has not been offered one, and count them.

    Whom we ask nothing now is offered nothing; who presses again when that is over offers it to the rest.
    """
    now = begun(gathering, ahead=False)
    if now.held_at is None:
        raise NotNow
    offered = 0
    asked = [one for one in participations_of(now) if not is_paused(one, timezone.localdate(at))]
    for participation in asked:
        for stage in stages_of(participation):
            if stage.kind == StageKind.TRAINING and can_go(stage, StageState.OFFERED):
                step = Step(target=StageState.OFFERED, on=timezone.localdate(at))
                move_stage(stage=stage, step=step, at=at, by=by)
                offered += 1
    return offered
