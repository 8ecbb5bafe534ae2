"""Asking for the overview of the week, and mailing it."""

from datetime import date, datetime

from django.conf import settings
from django.db import transaction
from django.urls import reverse
from django.utils import translation
from django.utils.translation import gettext

from weerbaar.foundation.accounts.models import Account
from weerbaar.foundation.audit.actions import record
from weerbaar.foundation.jobs.mail import enqueue_mail
from weerbaar.outreach.campaign.models import StageKind, StageState, WeeklyReader
from weerbaar.outreach.campaign.queries import rounds
from weerbaar.outreach.campaign.queries.weekly import TOLD, Week, readers_to_mail, week_of


@transaction.atomic
def choose_week_mail(*, account: Account, wanted: bool, at: datetime) -> None:
    """Will send the overview of the week from now on, or no longer; choosing the same again changes nothing."""
    if wanted:
        _, changed = WeeklyReader.objects.get_or_create(account=account, defaults={"asked_at": at})
    else:
        changed = bool(WeeklyReader.objects.filter(account=account).delete()[0])
    if changed:
        action = "week_mail.wanted" if wanted else "week_mail.ended"
        record(bearer=account.bearer, role=account.main_role, action=action, at=at)


@transaction.atomic
def mail_week(*, on: date) -> int:
    """Will mail the overview to each who asked for it, once on a day however often this runs; returns how many it mailed."""
    current = rounds.current_round(on)
    readers = list(readers_to_mail(on).select_for_update(of=("self",)))
    if current is None or not readers:
        return 0
    with translation.override("nl"):
        body = text_of(week_of(current, on=on))
        subject = gettext("Overzicht van de week")
    for reader in readers:
        enqueue_mail(to=reader.account.email, subject=subject, body=body)
    WeeklyReader.objects.filter(pk__in=[reader.pk for reader in readers]).update(mailed_on=on)
    return len(readers)


def text_of(week: Week) -> str:
    """Will write the mail: counts, no name of anybody or any place but provinces, and the way to the page."""
    lines = [week.round.name, "", gettext("Wat er deze week bewoog")]
    lines += [_moved(week, StageKind(kind)) for kind in StageKind.values if _total(week, kind)] or [
        "- " + gettext("niets")
    ]
    lines += ["", gettext("Wat vastzit")]
    stuck = sum(week.stuck.values())
    lines += ["- " + gettext("organisaties die te lang wachten: %(count)s") % {"count": stuck}]
    lines += ["", gettext("Wat er komt, in zeven dagen")]
    lines += [
        f"- {StageKind(kind).label}: {week.coming[kind]}" for kind in StageKind.values if week.coming.get(kind)
    ] or ["- " + gettext("niets gepland")]
    page = f"{settings.SITE_URL}{reverse('tour_progress')}"
    choice = f"{settings.SITE_URL}{reverse('week_mail')}"
    lines += ["", gettext("Meer weten:"), page, "", gettext("Deze mail niet meer? Dat kiest u hier:"), choice, ""]
    return "\n".join(lines)


def _total(week: Week, kind: str) -> int:
    return sum(week.moved.get((kind, state), 0) for state in TOLD)


def _moved(week: Week, kind: StageKind) -> str:
    told = [f"{StageState(state).label} {week.moved[kind, state]}" for state in TOLD if week.moved.get((kind, state))]
    return f"- {kind.label}: {', '.join(told)}"
