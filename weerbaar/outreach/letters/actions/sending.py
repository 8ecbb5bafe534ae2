"""Letting go what was released: a few at a time, each once, whatever happens to the worker in between.

What a worker that dies had in hand is found as it was left: released, or made and not sent. A mail is put in the queue in
the transaction that notes it as sent, and that note is made only where it was not made before.
"""

from collections.abc import Sequence
from datetime import date, datetime
from uuid import UUID

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext

from weerbaar.foundation.accounts.models import Account
from weerbaar.foundation.audit.actions import record
from weerbaar.foundation.gateways.parts import Attachment, twin_of
from weerbaar.foundation.jobs.mail import enqueue_mail
from weerbaar.foundation.papers.letter_press import LetterPress
from weerbaar.outreach.campaign.actions import post
from weerbaar.outreach.campaign.actions.links import link_for
from weerbaar.outreach.campaign.models import Batch, Moment
from weerbaar.outreach.letters.composing import Letter
from weerbaar.outreach.letters.models import Channel, Dispatch, DispatchState, Mailing
from weerbaar.outreach.letters.queries import dispatches as queries
from weerbaar.outreach.letters.queries.recipients import Recipient, Why, again, purpose_of, snapshot_without_name

State = DispatchState
AT_ONCE = 25
LAST_LOOK = "letters"
"""The name under which this room looks once more at a mail that waited (`jobs.last_looks`)."""
Made = tuple[Dispatch, Letter, bytes]


def go_on(*, mailing_id: UUID, at: datetime) -> bool:
    """Will make and send the next few of a mailing; False when there is nothing to do, or it is held."""
    if queries.is_held(mailing_id):
        return False
    made = make_ready(mailing_id=mailing_id, at=at)
    unsent = list(queries.unsent_mails(mailing_id)[:AT_ONCE])
    known = {one.pk for one in unsent}
    pressed = _pressed([*unsent, *(one for one in made if one.pk not in known)])
    send_mails(mailing_id=mailing_id, made=pressed, at=at)
    return bool(made or unsent)


@transaction.atomic
def make_ready(*, mailing_id: UUID, at: datetime) -> list[Dispatch]:
    """Will give the next few their words and their link, as things are now; whom we do not write any more is left out."""
    mailing = Mailing.objects.select_for_update().select_related("version__template").get(pk=mailing_id)
    if mailing.paused_at is not None:
        return []
    due = list(queries.due(mailing, at)[:AT_ONCE])
    looked = _looked(due, mailing, at)
    ready = []
    for dispatch in due:
        found = looked[dispatch.pk]
        if isinstance(found, Recipient):
            ready.append(_fill(dispatch, mailing, found, at))
        else:
            _skip(dispatch, found)
    return ready


@transaction.atomic
def send_mails(*, mailing_id: UUID, made: Sequence[Made], at: datetime) -> int:
    """Will put the mails among these in the queue, each with the letter as PDF, and note that they went; returns how many did."""
    mailing = Mailing.objects.select_for_update().select_related("version__template", "round").get(pk=mailing_id)
    mails = [one for one in made if one[0].channel == Channel.MAIL]
    if mailing.paused_at is not None or not mails:
        return 0
    batch, sent, on = batch_of(mailing, at), 0, timezone.localtime(at).date()
    looked = _looked([one[0] for one in mails], mailing, at)
    for dispatch, letter, pdf in mails:
        now = looked[dispatch.pk]
        if not isinstance(now, Recipient):
            _skip(dispatch, now)
            continue
        if not _note(dispatch, on=on, at=at):
            continue
        try:
            _enqueue(dispatch, letter, pdf)
        except ValueError:  # an address that nobody can write to
            _unsend(dispatch, Why.NO_EMAIL)
            continue
        _tell(dispatch, mailing, Moment.Kind.MAIL, on=on, at=at, by=None, batch=batch)
        sent += 1
    record(
        bearer="system", role="system", action="mailing.sent", subject=f"mailing:{mailing.pk}",
        detail={"sent": sent}, at=at,
    )  # fmt: skip
    return sent


@transaction.atomic
def note_posted(*, mailing: Mailing, province: str, on: date, at: datetime, by: Account | None) -> int:
    """Will note that the printed letters of a province went to the post on that day; returns how many."""
    mailing = Mailing.objects.select_for_update().select_related("version__template", "round").get(pk=mailing.pk)
    letters = list(queries.printable(mailing, province).filter(state=State.READY))
    batch = batch_of(mailing, at)
    for dispatch in letters:
        if _note(dispatch, on=on, at=at):
            _tell(dispatch, mailing, Moment.Kind.LETTER, on=on, at=at, by=by, batch=batch)
    bearer, role = (by.bearer, by.main_role) if by else ("system", "system")
    record(
        bearer=bearer, role=role, action="mailing.posted", subject=f"mailing:{mailing.pk}",
        detail={"posted": len(letters)}, at=at,
    )  # fmt: skip
    return len(letters)


@transaction.atomic
def still_wanted(key: str, _to: str, at: datetime) -> bool:
    """Will look once more at a mail to somebody by name: who was forgotten since gets none, and it counts as never sent."""
    dispatch = queries.sent_dispatch(key)
    if dispatch is None or dispatch.contact_id is not None:
        return True
    others = Dispatch.objects.filter(participation=dispatch.participation, state=State.SENT).exclude(pk=dispatch.pk)
    says = gettext("«%(name)s» ging toch niet naar de %(office)s: de ontvanger is gewist.")
    facts = {"name": dispatch.mailing.version.template.name, "office": dispatch.get_office_display()}
    assert dispatch.sent_on is not None
    post.note_not_sent(
        participation=dispatch.participation, batch=batch_of(dispatch.mailing, at), kind=Moment.Kind.MAIL,
        text=says % facts, sent_on=dispatch.sent_on, only=not others.exists(), at=at,
    )  # fmt: skip
    Dispatch.objects.filter(pk=dispatch.pk).update(
        state=State.SKIPPED, why=Why.FORGOTTEN, snapshot=snapshot_without_name(dispatch), sent_at=None, sent_on=None,
        returned_at=None, returned_why="", answered_on=None,
    )  # fmt: skip
    return False


def batch_of(mailing: Mailing, at: datetime) -> Batch:
    """Will return the act that the steps of stages by this mailing belong to, begun when there is none that stands.

    What goes out after an act was taken back belongs to a new one: the old one cannot be taken back again.
    """
    if mailing.batch is None or mailing.batch.undone_at is not None:
        mailing.batch = post.open_batch(what="mailing", at=at, by=mailing.made_by)
        mailing.save(update_fields=["batch"])
    return mailing.batch


def _pressed(dispatches: Sequence[Dispatch]) -> list[Made]:
    """Sets every letter; one that cannot be set is left out of the mailing, and the page says so."""
    letters = [(one, queries.letter_of(one)) for one in dispatches]
    made: list[Made] = []
    with LetterPress() as press:
        for (dispatch, letter), outcome in zip(letters, press.each(letter.sheet for _, letter in letters), strict=True):
            if outcome.pdf:
                made.append((dispatch, letter, outcome.pdf))
            else:
                _skip(dispatch, Why.UNFIT)
    return made


def _looked(dispatches: Sequence[Dispatch], mailing: Mailing, at: datetime) -> dict[UUID, Recipient | Why]:
    # A mail that was made and then held for a week is looked at again too: whoever answered meanwhile gets none.
    return again(dispatches, mailing.version.template, dated_on=mailing.dated_on, on=timezone.localtime(at).date())


def _fill(dispatch: Dispatch, mailing: Mailing, found: Recipient, at: datetime) -> Dispatch:
    purpose = purpose_of(mailing.version.template)
    dispatch.link = link_for(participation=found.participation, purpose=purpose, office=found.office, at=at)
    dispatch.snapshot, dispatch.contact, dispatch.state = found.snapshot, found.contact, State.READY
    dispatch.postcode = found.participation.organisation.postcode
    dispatch.save(update_fields=["link", "snapshot", "contact", "state", "postcode"])
    return dispatch


def _note(dispatch: Dispatch, *, on: date, at: datetime) -> bool:
    return bool(
        Dispatch.objects.filter(pk=dispatch.pk, state=State.READY).update(state=State.SENT, sent_at=at, sent_on=on)
    )


def _unsend(dispatch: Dispatch, why: Why) -> None:
    Dispatch.objects.filter(pk=dispatch.pk).update(state=State.SKIPPED, why=why, sent_at=None, sent_on=None)


def _skip(dispatch: Dispatch, why: Why) -> None:
    left = Dispatch.objects.filter(pk=dispatch.pk, state__in=[State.RELEASED, State.READY])
    left.update(state=State.SKIPPED, why=why, goes_at=None)


def _enqueue(dispatch: Dispatch, letter: Letter, pdf: bytes) -> None:
    enqueue_mail(
        to=dispatch.snapshot["email"], subject=letter.subject, body=letter.text,
        html=twin_of(title=letter.subject, body=letter.text),
        attachments=[Attachment(name="brief.pdf", media_type="application/pdf", content=pdf)],
        reply_tag=queries.tag_of(dispatch), name=queries.mail_name_of(dispatch), thread=queries.thread_before(dispatch),
        last_look=(LAST_LOOK, str(dispatch.pk)) if dispatch.contact_id else None,
    )  # fmt: skip


def _tell(
    dispatch: Dispatch, mailing: Mailing, kind: Moment.Kind, *, on: date, at: datetime, by: Account | None, batch: Batch
) -> None:
    text = gettext("«%(name)s» ging naar de %(office)s.") % {
        "name": mailing.version.template.name, "office": dispatch.get_office_display(),
    }  # fmt: skip
    post.note_sent(
        participation=dispatch.participation, stage_kind=mailing.version.template.stage, kind=kind, text=text,
        on=on, at=at, by=by, batch=batch, contact=dispatch.contact,
    )  # fmt: skip
