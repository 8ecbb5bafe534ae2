"""What post does to an organisation: it was written to, it answered, or the letter came back."""

from contextlib import suppress
from datetime import date, datetime, timedelta

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext

from weerbaar.foundation.accounts.models import Account
from weerbaar.outreach.campaign.actions.stages import AlreadyUndone, HeldElsewhere, Step, move_stage, undo_move
from weerbaar.outreach.campaign.actions.story import make_promise, tell
from weerbaar.outreach.campaign.models import (
    Batch,
    Contact,
    Moment,
    Organisation,
    Participation,
    Promise,
    Stage,
    StageMove,
    StageState,
)

FIND_OUT_WITHIN = timedelta(days=7)
_OFFERED_FROM = frozenset({StageState.OPEN, StageState.LATER})


def open_batch(*, what: str, at: datetime, by: Account | None) -> Batch:
    """Will begin an act on many organisations, so that their stages can be put back as one."""
    return Batch.objects.create(what=what, at=at, by=by)


@transaction.atomic
def note_sent(
    *,
    participation: Participation,
    stage_kind: str,
    kind: Moment.Kind,
    text: str,
    on: date,
    at: datetime,
    by: Account | None,
    batch: Batch | None = None,
    contact: Contact | None = None,
) -> None:
    """Will note that post went to an organisation on a day: in its story, and as an offer of the stage it was about.

    A stage that is further than open keeps its state. The day of the first letter of a round stays the day of the letter.
    """
    Participation.objects.filter(pk=participation.pk, letter_sent_on=None).update(letter_sent_on=on)
    tell(participation=participation, kind=kind, text=text, at=at, by=by, contact=contact)
    stage = Stage.objects.filter(participation=participation, kind=stage_kind).first() if stage_kind else None
    if stage is not None and StageState(stage.state) in _OFFERED_FROM:
        move_stage(stage=stage, step=Step(target=StageState.OFFERED, on=on), at=at, by=by, batch=batch)


@transaction.atomic
def note_not_sent(
    *, participation: Participation, batch: Batch, kind: Moment.Kind, text: str, sent_on: date, only: bool, at: datetime
) -> None:
    """Will note that post which was said to have gone did not go after all, inside the caller's transaction.

    What the act in `batch` offered is not offered, when no later step stands on it. When it was the `only` post of that
    round the organisation was not written to, so that it comes up again.
    """
    tell(participation=participation, kind=kind, text=text, at=at)
    if only:
        Participation.objects.filter(pk=participation.pk, letter_sent_on=sent_on).update(letter_sent_on=None)
    for move in StageMove.objects.filter(stage__participation=participation, batch=batch, undone_at=None):
        with suppress(AlreadyUndone, HeldElsewhere), transaction.atomic():
            undo_move(move=move, at=at, by=None)


@transaction.atomic
def note_answer(
    *,
    participation: Participation,
    text: str,
    on: date,
    at: datetime,
    by: Account | None,
    contact: Contact | None = None,
) -> None:
    """Will note that an organisation answered; the day of the first answer of a round stays."""
    Participation.objects.filter(pk=participation.pk, answered_on=None).update(answered_on=on)
    tell(participation=participation, kind=Moment.Kind.ANSWER, text=text, at=at, by=by, contact=contact)


@transaction.atomic
def ask_who_it_is_now(
    *, participation: Participation, office: str, text: str, kind: Moment.Kind, at: datetime, by: Account | None
) -> Promise:
    """Will note that post came back, and make it work for us: find out who holds the office now, within a week."""
    tell(participation=participation, kind=kind, text=text, at=at, by=by)
    return make_promise(
        participation=participation, text=gettext("Uitzoeken: wie is nu de %(office)s?") % {"office": office},
        at=at, by=by, due_on=timezone.localtime(at).date() + FIND_OUT_WITHIN,
    )  # fmt: skip


def set_address(*, participation: Participation, address_line: str, postcode: str, town: str) -> None:
    """Will set where the post of an organisation goes, when nothing is known yet."""
    known = Organisation.objects.filter(pk=participation.organisation_id, address_line="")
    known.update(address_line=address_line, postcode=postcode, town=town)
