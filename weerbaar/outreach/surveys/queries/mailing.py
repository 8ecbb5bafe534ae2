"""Who would get an invitation, a reminder or a new question now, and who not, and why. Nothing is sent here."""

from collections import Counter, defaultdict
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from functools import partial
from typing import Any

from django.db.models import F
from django.utils import timezone

from weerbaar.outreach.campaign.models import Contact, Office, Participation
from weerbaar.outreach.campaign.queries.contacts import contacts_on
from weerbaar.outreach.campaign.queries.progress import taking_part
from weerbaar.outreach.campaign.rules import is_paused
from weerbaar.outreach.surveys.models import Survey, SurveyMail
from weerbaar.outreach.surveys.queries.questionnaires import asks_about_agreements
from weerbaar.outreach.surveys.queries.standing import answerers_of
from weerbaar.outreach.surveys.rules import is_open, mailing
from weerbaar.outreach.surveys.rules.mailing import Due, Facts, Reason
from weerbaar.outreach.surveys.rules.pulse import Said, pulse_of

JUST_NOW = timedelta(minutes=10)


@dataclass(frozen=True)
class Recipient:
    """An office of an organisation with an address to write to."""

    participation: Participation
    office: Office
    email: str

    @property
    def name(self) -> str:
        return str(self.participation.organisation.authority.full_name)


@dataclass(frozen=True)
class Item:
    """One mail that would go out now."""

    recipient: Recipient
    due: Due


@dataclass(frozen=True)
class Outbox:
    """What would go out now, and how many organisations get nothing, by the reason; and who has no address."""

    items: tuple[Item, ...]
    left_out: Mapping[Reason, int]
    without: tuple[Participation, ...] = ()

    def left(self, *reasons: Reason) -> int:
        """How many are left out for one of these reasons."""
        return sum(self.left_out.get(reason, 0) for reason in reasons)


def invitations(survey: Survey, *, on: date, among: Iterable[Participation] | None = None) -> Outbox:
    """Will give the invitations that would go out on that day; to everybody in the round, or to some."""
    return _outbox(survey, on, among, mailing.invitation)


def reminders(survey: Survey, *, on: date, among: Iterable[Participation] | None = None) -> Outbox:
    """Will give the reminders and new questions that would go out on that day."""
    return _outbox(survey, on, among, partial(_reminder_or_again, survey, on))


def why_not_now(mail: SurveyMail, *, to: str, on: date) -> Reason | None:
    """Will say why a mail that waits need not go any more; None while it would be made today as well, to the same address."""
    survey = mail.survey
    decide = mailing.invitation if mail.kind == SurveyMail.Kind.INVITATION else partial(_reminder_or_again, survey, on)
    outbox = _outbox(survey, on, [mail.participation], decide, without=mail)
    if not is_open(survey, on) or not (outbox.items or outbox.left_out):
        return Reason.ENDS
    if outbox.items:
        if outbox.items[0].due.kind != mail.kind:
            return Reason.ANSWERED
        return None if outbox.items[0].recipient.email.lower() == to.lower() else Reason.ELSEWHERE
    return next(iter(outbox.left_out))


def mail_with(key: Any) -> SurveyMail | None:
    """Will give one mail that was made; None when it was kept back before."""
    related = ("survey__version__questionnaire", "survey__round", "participation")
    return SurveyMail.objects.filter(pk=key).select_related(*related).first()


def surveys_to_remind(on: date) -> list[Survey]:
    """Will give the surveys that run in a round on that day."""
    found = Survey.objects.filter(round__isnull=False).select_related("version__questionnaire", "round")
    return [survey for survey in found if is_open(survey, on)]


def mails_of(survey: Survey) -> Counter[str]:
    """Will count what was sent for a survey, by kind."""
    return Counter(SurveyMail.objects.filter(survey=survey).values_list("kind", flat=True))


def were_just_invited(survey: Survey, at: datetime) -> bool:
    """Whether invitations went into the queue a moment ago: only then are they on their way."""
    sent = SurveyMail.objects.filter(survey=survey, kind=SurveyMail.Kind.INVITATION)
    return sent.filter(sent_at__gt=at - JUST_NOW, sent_at__lte=at).exists()


def mailed_lately(items: Iterable[Item], *, about_other_than: Survey, on: date) -> int:
    """Will count the organisations among these that got a mail about another survey in the days before."""
    since = datetime.combine(on - timedelta(days=mailing.DAYS_BETWEEN), time.min, timezone.get_current_timezone())
    rows = SurveyMail.objects.exclude(survey=about_other_than).filter(sent_at__gte=since)
    return len(
        {item.recipient.participation.organisation_id for item in items}
        & set(rows.values_list("participation__organisation", flat=True))
    )


def _reminder_or_again(survey: Survey, on: date, facts: Facts) -> Due | Reason:
    asked = mailing.again(facts, closes_on=survey.closes_on, on=on)
    if isinstance(asked, Due):
        return asked
    return mailing.reminder(facts, reminders=survey.reminders, closes_on=survey.closes_on, on=on)


def _outbox(
    survey: Survey,
    on: date,
    among: Iterable[Participation] | None,
    decide: Callable[[Facts], Due | Reason],
    *,
    without: SurveyMail | None = None,
) -> Outbox:
    assert survey.round is not None
    there = taking_part(survey.round).select_related("organisation__authority", "arranger", "round")
    if among is not None:
        there = there.filter(pk__in=[one.pk for one in among])
    asked = list(there.order_by("organisation__authority__search_text", "pk"))
    to, mailed, answerers = (
        _recipients(asked, on),
        _mailed(survey, asked, without),
        answerers_of(survey, None if among is None else asked),
    )
    items, left, no_address = [], Counter[Reason](), []
    for one in asked:
        facts = _facts(survey, one, on, mailed[one.pk], answerers.get(one.pk, []), has_address=one.pk in to)
        decided = decide(facts)
        if isinstance(decided, Due):
            items.append(Item(to[one.pk], decided))
        else:
            left[decided] += 1
            if decided == Reason.NO_ADDRESS:
                no_address.append(one)
    return Outbox(tuple(items), left, tuple(no_address))


def _facts(
    survey: Survey, participation: Participation, on: date, mailed: Any, answerers: Any, *, has_address: bool
) -> Facts:
    said = [Said(one.office, timezone.localdate(one.sent_at), one.answers) for one in answerers]
    return Facts(
        invited_on=next((day for day, kind, _number in mailed if kind == SurveyMail.Kind.INVITATION), None),
        mailed=mailed,
        answered_on=max((one.on for one in said), default=None),
        is_paused=is_paused(participation, on),
        has_address=has_address,
        asleep_since=pulse_of(said, on=on).asleep_since if asks_about_agreements(survey) else None,
    )


def _mailed(
    survey: Survey, participations: list[Participation], without: SurveyMail | None
) -> Mapping[Any, list[tuple[date, str, int]]]:
    found: dict[Any, list[tuple[date, str, int]]] = defaultdict(list)
    rows = SurveyMail.objects.filter(survey=survey).order_by("sent_at")
    if len(participations) == 1:
        rows = rows.filter(participation=participations[0])
    if without is not None:
        rows = rows.exclude(pk=without.pk)
    for participation, kind, number, sent_at in rows.values_list("participation_id", "kind", "number", "sent_at"):
        found[participation].append((timezone.localdate(sent_at), kind, number))
    return found


def _recipients(participations: list[Participation], on: date) -> dict[Any, Recipient]:
    """Whom to write to: who arranges things there, else the clerk, else the office itself at the organisation's address."""
    codes = [one.organisation_id for one in participations]
    clerks: dict[str, Contact] = {}
    for contact in (
        contacts_on(on, codes)
        .filter(office=Office.CLERK)
        .exclude(email="")
        .order_by(F("from_on").asc(nulls_first=True), "added_at")
    ):
        clerks[contact.organisation_id] = contact
    found = {}
    for one in participations:
        arranger, clerk = one.arranger, clerks.get(one.organisation_id)
        if arranger is not None and arranger.email and (arranger.until_on is None or arranger.until_on > on):
            found[one.pk] = Recipient(one, Office(arranger.office), arranger.email)
        elif clerk is not None:
            found[one.pk] = Recipient(one, Office.CLERK, clerk.email)
        elif one.organisation.email:
            found[one.pk] = Recipient(one, Office.CLERK, one.organisation.email)
    return found
