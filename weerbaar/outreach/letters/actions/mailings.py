"""Setting a mailing ready, letting it go by province, taking it back, and holding it."""

from collections.abc import Iterable
from datetime import date, datetime, timedelta

from django.conf import settings
from django.db import transaction
from django.utils import timezone

from weerbaar.foundation.accounts.models import Account
from weerbaar.foundation.audit.actions import record
from weerbaar.foundation.jobs.dispatch import enqueue
from weerbaar.outreach.letters.models import Dispatch, DispatchState, Mailing, TemplateVersion
from weerbaar.outreach.letters.queries.recipients import Recipient, Wish, plan_of

State = DispatchState
GO = "weerbaar.outreach.letters.tasks.send_mailing"
BATCH = 500


class NobodyToWrite(Exception):
    """Nobody is left who would get something."""


class NothingToRelease(Exception):
    """Nothing stands ready there: it was released before, or taken out."""


@transaction.atomic
def prepare(
    *, wish: Wish, version: TemplateVersion, name: str, dated_on: date, at: datetime, by: Account | None
) -> Mailing:
    """Will put a letter ready for everybody it can go to; nothing goes out yet. Raises `NobodyToWrite`."""
    plan = plan_of(wish, dated_on=dated_on, on=timezone.localtime(at).date())
    if not plan.recipients:
        raise NobodyToWrite
    skipped = [[one.participation.organisation_id, one.office, one.channel, one.why] for one in plan.skipped]
    mailing = Mailing.objects.create(
        name=name, round=wish.round, version=version, dated_on=dated_on, selection=wish.plain(), skipped=skipped,
        made_at=at, made_by=by,
    )  # fmt: skip
    Dispatch.objects.bulk_create([_row(mailing, one) for one in plan.recipients], BATCH)
    _record("mailing.prepared", mailing, by, at, recipients=len(plan.recipients), skipped=len(skipped))
    return mailing


@transaction.atomic
def release(*, mailing: Mailing, provinces: Iterable[str], at: datetime, by: Account | None) -> int:
    """Will let go what stands ready in these provinces, after the time in which it can be taken back; returns how many.

    Raises `NothingToRelease`. Pressing twice lets nothing go twice.
    """
    mailing = _locked(mailing)
    goes_at = at + timedelta(minutes=settings.LETTER_UNDO_MINUTES)
    waiting = mailing.dispatches.filter(state=State.WAITING, province__in=list(provinces))
    released = waiting.update(state=State.RELEASED, goes_at=goes_at)
    if not released:
        raise NothingToRelease
    enqueue(GO, str(mailing.pk), run_after=goes_at)
    _record("mailing.released", mailing, by, at, released=released)
    return released


@transaction.atomic
def take_back(*, mailing: Mailing, at: datetime, by: Account) -> int:
    """Will put back what was released and has not gone yet; returns how many. What is in the post does not come back."""
    mailing = _locked(mailing)
    back = mailing.dispatches.filter(state=State.RELEASED).update(state=State.WAITING, goes_at=None)
    if back:
        _record("mailing.taken_back", mailing, by, at, back=back)
    return back


@transaction.atomic
def cancel(*, mailing: Mailing, at: datetime, by: Account) -> int:
    """Will end a mailing: whatever did not go out yet never will; returns how many that are."""
    mailing = _locked(mailing)
    left = mailing.dispatches.filter(state__in=[State.WAITING, State.RELEASED, State.READY])
    ended = left.update(state=State.CANCELLED, goes_at=None)
    _record("mailing.cancelled", mailing, by, at, ended=ended)
    return ended


@transaction.atomic
def take_out(*, dispatch: Dispatch, at: datetime, by: Account) -> bool:
    """Will keep one letter from going; whether that was still possible."""
    mailing = _locked(dispatch.mailing)
    left = Dispatch.objects.filter(pk=dispatch.pk, state__in=[State.WAITING, State.RELEASED, State.READY])
    taken = bool(left.update(state=State.CANCELLED, goes_at=None))
    if taken:
        _record("dispatch.taken_out", mailing, by, at)
    return taken


@transaction.atomic
def pause(*, mailing: Mailing, at: datetime, by: Account) -> None:
    """Will hold everything that did not go yet, until it is resumed. Waits for the few that are going just now."""
    mailing = _locked(mailing)
    if mailing.paused_at is None:
        Mailing.objects.filter(pk=mailing.pk).update(paused_at=at)
        _record("mailing.paused", mailing, by, at)


@transaction.atomic
def resume(*, mailing: Mailing, at: datetime, by: Account) -> None:
    """Will go on where it was held."""
    mailing = _locked(mailing)
    if mailing.paused_at is not None:
        Mailing.objects.filter(pk=mailing.pk).update(paused_at=None)
        enqueue(GO, str(mailing.pk))
        _record("mailing.resumed", mailing, by, at)


def _locked(mailing: Mailing) -> Mailing:
    return Mailing.objects.select_for_update().get(pk=mailing.pk)


def _row(mailing: Mailing, one: Recipient) -> Dispatch:
    organisation = one.participation.organisation
    return Dispatch(
        mailing=mailing, participation=one.participation, office=one.office, channel=one.channel, contact=one.contact,
        province=organisation.authority.province_id or organisation.pk, postcode=organisation.postcode,
        snapshot=one.snapshot,
    )  # fmt: skip


def _record(action: str, mailing: Mailing, by: Account | None, at: datetime, **detail: int) -> None:
    bearer, role = (by.bearer, by.main_role) if by else ("system", "system")
    record(bearer=bearer, role=role, action=action, subject=f"mailing:{mailing.pk}", detail=detail, at=at)
