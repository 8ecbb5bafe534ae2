"""Sending invitations, reminders and new questions: each once, and none after an answer.

Whether a mail goes is asked twice: when it is made, and again when its turn in the queue has come.
"""

from collections.abc import Callable
from datetime import datetime

from django.conf import settings
from django.db import transaction
from django.urls import reverse
from django.utils import timezone

from weerbaar.foundation.accounts.models import Account
from weerbaar.foundation.audit.actions import record
from weerbaar.foundation.jobs.mail import enqueue_mail
from weerbaar.outreach.campaign.actions.links import link_for
from weerbaar.outreach.campaign.actions.story import tell
from weerbaar.outreach.campaign.models import Moment, PersonalLink
from weerbaar.outreach.campaign.queries.links import opener_of
from weerbaar.outreach.surveys import phrases
from weerbaar.outreach.surveys.actions.openly import SurveyClosed
from weerbaar.outreach.surveys.models import Survey, SurveyMail
from weerbaar.outreach.surveys.queries import mailing
from weerbaar.outreach.surveys.queries.answering import mark_of
from weerbaar.outreach.surveys.queries.mailing import Item, Outbox
from weerbaar.outreach.surveys.queries.questionnaires import form_of
from weerbaar.outreach.surveys.rules import is_open

LAST_LOOK = "surveys"
"""The name under which this room looks once more at a mail that waited (`jobs.last_looks`)."""
NOT_YET = "…"
"""Stands for the link and the code where a mail is only looked at."""


def invite(*, survey: Survey, at: datetime, by: Account) -> int:
    """Will send every invitation that is due now and return how many; who does so again sends only what is new.

    Each goes in a transaction of its own: whoever kills the machine half-way and starts again sends none twice.
    Raises `SurveyClosed`.
    """
    on = timezone.localdate(at)
    if not is_open(survey, on):
        raise SurveyClosed
    sent = _send_all(survey, mailing.invitations(survey, on=on), mailing.invitations, at)
    if sent:
        _record("survey.invited", survey, sent, at, by)
    return sent


def remind(*, at: datetime) -> int:
    """Will send every reminder and new question that is due now, of every survey that runs; returns how many."""
    total = 0
    for survey in mailing.surveys_to_remind(timezone.localdate(at)):
        sent = _send_all(survey, mailing.reminders(survey, on=timezone.localdate(at)), mailing.reminders, at)
        if sent:
            _record("survey.reminded", survey, sent, at, None)
        total += sent
    return total


def _send_all(survey: Survey, outbox: Outbox, due_now: Callable[..., Outbox], at: datetime) -> int:
    return sum(_send(survey, item, due_now, at) for item in outbox.items)


@transaction.atomic
def _send(survey: Survey, item: Item, due_now: Callable[..., Outbox], at: datetime) -> bool:
    """One mail with its row. Asked again under the lock of the survey: an answer or a pause of a second ago counts."""
    Survey.objects.select_for_update().get(pk=survey.pk)
    still = due_now(survey, on=timezone.localdate(at), among=[item.recipient.participation]).items
    if not still or still[0].due != item.due:
        return False
    to = still[0].recipient
    link = link_for(participation=to.participation, purpose=PersonalLink.Purpose.SURVEY, office=to.office, at=at)
    row = SurveyMail.objects.create(
        survey=survey, participation=to.participation, office=to.office, kind=item.due.kind, number=item.due.number,
        sent_at=at,
    )  # fmt: skip
    opener = opener_of(link)
    words = _words(survey, still[0], token=opener.token, code=opener.code)
    enqueue_mail(to=to.email, subject=words.subject, body=words.body, last_look=(LAST_LOOK, str(row.pk)))
    tell(participation=to.participation, kind=Moment.Kind.SURVEY, text=words.told, at=at)
    return True


@transaction.atomic
def still_wanted(key: str, to: str, at: datetime) -> bool:
    """Will look once more at a mail whose turn has come: who answered, left or asked for rest meanwhile gets none.

    What is kept back counts as never sent, so that it goes later when it is due again; the story says so.
    """
    mail = mailing.mail_with(key)
    if mail is None:
        return False
    Survey.objects.select_for_update().get(pk=mail.survey_id)
    reason = mailing.why_not_now(mail, to=to, on=timezone.localdate(at))
    if reason is None:
        return True
    mail.delete()
    told = phrases.told_kept_back(survey=mail.survey.name, kind=mail.kind, number=mail.number, reason=reason)
    tell(participation=mail.participation, kind=Moment.Kind.SURVEY, text=told, at=at)
    _record("survey.mail_kept_back", mail.survey, 1, at, None)
    return False


def preview(survey: Survey, item: Item) -> phrases.MailWords:
    """Will return the mail as it would go out, without its link: nothing is given out by looking."""
    return _words(survey, item, token=NOT_YET, code=NOT_YET)


def _words(survey: Survey, item: Item, *, token: str, code: str) -> phrases.MailWords:
    root, to = f"{settings.SITE_URL}{reverse('survey_code')}", item.recipient
    return phrases.mail_about(
        questionnaire=survey.version.questionnaire_id, kind=item.due.kind, number=item.due.number, office=to.office,
        organisation=to.name, survey=survey.name, minutes=form_of(survey.version).minutes, closes_on=survey.closes_on,
        address=f"{root}{token}/?lijst={mark_of(survey)}", code=code, code_address=root, number_to_call=settings.TOUR_NUMBER,
    )  # fmt: skip


def _record(action: str, survey: Survey, number: int, at: datetime, by: Account | None) -> None:
    bearer, role = (by.bearer, by.main_role) if by else ("system", "system")
    record(bearer=bearer, role=role, action=action, subject=f"survey:{survey.pk}", detail={"number": number}, at=at)
