"""What comes back: mail that was returned or answered, post that came back, and what a merger takes along."""

import hashlib
from datetime import date, datetime

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext

from weerbaar.foundation.accounts.models import Account
from weerbaar.foundation.audit.actions import record
from weerbaar.foundation.gateways.returned import Arrived, Unreadable, arrived_in
from weerbaar.outreach.campaign.actions import post
from weerbaar.outreach.campaign.mergers import Merged
from weerbaar.outreach.campaign.models import Moment
from weerbaar.outreach.campaign.queries.contacts import writer_of
from weerbaar.outreach.campaign.queries.post import place_now
from weerbaar.outreach.letters.models import Channel, Dispatch, DispatchState, ReceivedMail
from weerbaar.outreach.letters.queries.dispatches import dispatch_tagged

Kind = ReceivedMail.Kind
_LEFT = frozenset({DispatchState.WAITING, DispatchState.RELEASED, DispatchState.READY})


class NotSentYet(Exception):
    """What was never sent cannot come back."""


def receive(message: bytes, at: datetime) -> bool:
    """Will take a mail that came in when it is about one of our dispatches; whether it was. A second time changes nothing."""
    try:
        arrived = arrived_in(message)
    except Unreadable:
        return False
    dispatch = dispatch_tagged(arrived.tag)
    if dispatch is None:
        return False
    _take(dispatch, arrived, hashlib.sha256(message).digest(), at)
    return True


@transaction.atomic
def _take(dispatch: Dispatch, arrived: Arrived, digest: bytes, at: datetime) -> None:
    dispatch = Dispatch.objects.select_for_update().select_related("participation").get(pk=dispatch.pk)
    if ReceivedMail.objects.filter(digest=digest).exists():
        return
    kind, on = _kind_of(arrived), timezone.localtime(at).date()
    ReceivedMail.objects.create(
        dispatch=dispatch, digest=digest, kind=kind, sender=arrived.sender, text=arrived.text, at=at
    )
    if kind == Kind.RETURNED:
        why = gettext("Niet bezorgd: %(address)s bestaat niet.") % {"address": ", ".join(arrived.gone)[:200]}
        _note_returned(dispatch, why=why, told=gettext("Deze mail is niet bezorgd."), at=at, by=None)
    elif kind == Kind.ANSWER:
        Dispatch.objects.filter(pk=dispatch.pk, answered_on=None).update(answered_on=on)
        text = arrived.text or gettext("Er kwam een leeg antwoord per mail.")
        place = place_now(dispatch.participation)
        writer = writer_of(arrived.sender, organisation_code=place.organisation_id)
        post.note_answer(participation=place, text=text, on=on, at=at, by=None, contact=writer)
    record(
        bearer="organisation", role="organisation", action=f"dispatch.{kind}", subject=f"dispatch:{dispatch.pk}", at=at
    )


@transaction.atomic
def note_returned(*, dispatch: Dispatch, why: str, at: datetime, by: Account) -> None:
    """Will note that a letter came back, and make finding the new holder our work; raises `NotSentYet`. Once only."""
    dispatch = Dispatch.objects.select_for_update().select_related("participation").get(pk=dispatch.pk)
    if dispatch.state != DispatchState.SENT:
        raise NotSentYet
    if _note_returned(dispatch, why=why, at=at, by=by):
        _record("dispatch.returned", dispatch, by, at)


@transaction.atomic
def note_answered(*, dispatch: Dispatch, text: str, on: date, at: datetime, by: Account) -> None:
    """Will note that somebody answered a letter, by post or telephone; raises `NotSentYet`."""
    dispatch = Dispatch.objects.select_for_update().select_related("participation").get(pk=dispatch.pk)
    if dispatch.state != DispatchState.SENT:
        raise NotSentYet
    Dispatch.objects.filter(pk=dispatch.pk, answered_on=None).update(answered_on=on)
    place = place_now(dispatch.participation)
    post.note_answer(participation=place, text=text, on=on, at=at, by=by, contact=dispatch.contact)
    _record("dispatch.answered", dispatch, by, at)


def carry_along(merged: Merged) -> None:
    """Will give the post of an organisation that went up in another to its successor.

    What would go to the successor as well goes once. What went out to both stays with whom it went to; what comes back on it
    goes to the successor (`place_now`), and its page shows it (`places_of`).
    """
    theirs = Dispatch.objects.filter(participation=merged.successor)
    had = set(theirs.values_list("mailing_id", "office", "channel"))
    for dispatch in Dispatch.objects.filter(participation=merged.former):
        if (dispatch.mailing_id, dispatch.office, dispatch.channel) not in had:
            Dispatch.objects.filter(pk=dispatch.pk).update(participation=merged.successor)
        elif dispatch.state in _LEFT:
            Dispatch.objects.filter(pk=dispatch.pk).update(state=DispatchState.CANCELLED, goes_at=None)


def _note_returned(dispatch: Dispatch, *, why: str, at: datetime, by: Account | None, told: str = "") -> bool:
    # The story gets no mail address: it stays when whose address it was is forgotten.
    left = Dispatch.objects.filter(pk=dispatch.pk, state=DispatchState.SENT, returned_at=None)
    if not left.update(returned_at=at, returned_why=why[:300]):
        return False
    kind = Moment.Kind.MAIL if dispatch.channel == Channel.MAIL else Moment.Kind.LETTER
    text = gettext("Terug van de %(office)s. %(why)s") % {"office": dispatch.get_office_display(), "why": told or why}
    post.ask_who_it_is_now(
        participation=place_now(dispatch.participation),
        office=dispatch.get_office_display(),
        text=text,
        kind=kind,
        at=at,
        by=by,
    )
    return True


def _kind_of(arrived: Arrived) -> Kind:
    if arrived.gone:
        return Kind.RETURNED
    if arrived.delayed:
        return Kind.DELAYED
    return Kind.AUTOMATIC if arrived.automatic else Kind.ANSWER


def _record(action: str, dispatch: Dispatch, by: Account, at: datetime) -> None:
    record(bearer=by.bearer, role=by.main_role, action=action, subject=f"dispatch:{dispatch.pk}", at=at)
