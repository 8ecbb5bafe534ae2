"""Writing down what happened with an organisation, and what was promised."""

from datetime import date, datetime

from django.db import transaction
from django.utils import timezone

from weerbaar.foundation.accounts.models import Account
from weerbaar.foundation.audit.actions import record
from weerbaar.outreach.campaign.models import Contact, Moment, Participation, Payer, Promise


def tell(
    *,
    participation: Participation,
    kind: Moment.Kind,
    text: str,
    at: datetime,
    by: Account | None = None,
    contact: Contact | None = None,
) -> Moment:
    """Will add one moment to the story of an organisation, inside the caller's transaction."""
    return Moment.objects.create(participation=participation, kind=kind, text=text, at=at, by=by, contact=contact)


@transaction.atomic
def write_down(
    *, participation: Participation, kind: Moment.Kind, text: str, contact: Contact | None, at: datetime, by: Account
) -> Moment:
    """Will add what a colleague wrote to the story: a note, a call, a mail that is filed by hand.

    An answer that comes in on paper or by telephone stops the waiting, as one by link does.
    """
    told = tell(participation=participation, kind=kind, text=text, at=at, by=by, contact=contact)
    if kind == Moment.Kind.ANSWER:
        Participation.objects.filter(pk=participation.pk, answered_on=None).update(
            answered_on=timezone.localtime(at).date()
        )
    record(bearer=by.bearer, role=by.main_role, action="story.told", subject=f"moment:{told.pk}", at=at)
    return told


@transaction.atomic
def make_promise(
    *,
    participation: Participation,
    text: str,
    at: datetime,
    by: Account | None,
    due_on: date | None = None,
    side: Payer = Payer.TEAM,
    owner: Account | None = None,
) -> Promise:
    """Will write down what one side will do, and by when."""
    made = Promise.objects.create(
        participation=participation, text=text, side=side, owner=owner, due_on=due_on, made_at=at
    )
    _record("promise.made", made, by, at)
    return made


@transaction.atomic
def keep_promise(*, promise: Promise, at: datetime, by: Account) -> None:
    """Will note that it was done; who does so again changes nothing."""
    kept = Promise.objects.filter(pk=promise.pk, done_at=None).update(done_at=at, done_by=by)
    if kept:
        _record("promise.kept", promise, by, at)


def _record(action: str, promise: Promise, by: Account | None, at: datetime) -> None:
    bearer, role = (by.bearer, by.main_role) if by else ("system", "system")
    record(bearer=bearer, role=role, action=action, subject=f"promise:{promise.pk}", at=at)
