"""What comes back about a gathering: who comes, who leads it after all or not, another time, or a mail that did not arrive.

Handled twice it changes nothing the second time. Nothing is believed of somebody who does not know the UID, and that has
122 random bits: only who got an invitation, or got it forwarded, can answer it.
"""

from contextlib import suppress
from datetime import datetime
from email import message_from_bytes, policy

from django.core.exceptions import ValidationError
from django.core.validators import validate_email
from django.utils import timezone
from django.utils.translation import gettext

from weerbaar.foundation.calendars import mailed
from weerbaar.foundation.calendars.answers import COUNTER, Before, is_news
from weerbaar.foundation.calendars.mailed import Mailed
from weerbaar.outreach.campaign.models import Standing
from weerbaar.outreach.sessions.actions import returned, staffing
from weerbaar.outreach.sessions.actions.states import begun, record_act
from weerbaar.outreach.sessions.models import Answer, Ask, Gathering, Invitee, Released, TimeProposal
from weerbaar.outreach.sessions.queries.gatherings import recipients_of
from weerbaar.outreach.sessions.queries.invited import gathering_with
from weerbaar.outreach.sessions.rules import is_ahead
from weerbaar.team.network.actions.engagements import AlreadyEngaged

MOST_BYTES = 5_000_000
MOST_PENDING = 10
MOST_REMARK = 300


def receive(content: bytes, at: datetime) -> bool:
    """Will take in what a mail says about a gathering, and return whether it was about one of ours.

    Registered with jobs.arrivals, and run in a transaction of its own mail.
    """
    message = message_from_bytes(content[:MOST_BYTES], policy=policy.default)
    answer = mailed.answer_in(message)
    gathering = gathering_with(answer.uid) if answer else None
    if answer is None or gathering is None:
        return returned.receive(content, at)
    said, now = mailed.who_says(answer, message), begun(gathering, ahead=False)
    if said is not None and is_ahead(now.state) and now.starts_at is not None:
        _take(now, said, at)
    return True


def _take(gathering: Gathering, said: Mailed, at: datetime) -> None:
    invitee = _invitee(gathering, said, at)
    if invitee is None or invitee.released_at is not None:
        return
    noted = _note(invitee, said, at)
    if said.answer.method == COUNTER:
        noted = _propose(gathering, invitee, said, at) or noted
    elif noted and said.sender == invitee.email.lower():
        _lead(gathering, said, at)
    if noted:
        record_act("gathering.answered", gathering, at=at, by=None, detail={"sequence": said.answer.sequence})


def _invitee(gathering: Gathering, said: Mailed, at: datetime) -> Invitee | None:
    """Who that is among the invited; somebody else is kept as pending and shown, ten at most."""
    found = Invitee.objects.filter(gathering=gathering, email__iexact=said.email).first()
    if found is not None:
        return found
    try:
        validate_email(said.email)
    except ValidationError:
        return None
    facts = {"gathering": gathering, "email": said.email, "name": said.name, "added_at": at}
    # What was sent before this room noted it: whoever we write to is no stranger.
    known = {one.email.lower(): one for one in recipients_of(gathering, on=timezone.localtime(at).date())}
    if said.email in known:
        return Invitee.objects.create(contact=known[said.email].contact, **facts)
    others = Invitee.objects.filter(gathering=gathering)
    if others.filter(pending=True).count() >= MOST_PENDING:
        return None
    told = max(others.filter(pending=False).values_list("sequence", flat=True), default=gathering.sequence)
    return Invitee.objects.create(pending=True, sequence=told, **facts)


def _note(invitee: Invitee, said: Mailed, at: datetime) -> bool:
    """An answer to an older invitation says nothing about this one; the same answer again changes nothing."""
    before = Before(
        standing=invitee.standing, sequence=invitee.answered_sequence,
        stamp=invitee.answered_stamp, at=invitee.answered_at,
    )  # fmt: skip
    if not is_news(said.answer, said.standing, current=invitee.sequence, before=before):
        return False
    facts = {"standing": said.standing, "answered_at": at, "answered_stamp": said.answer.stamp}
    answered = min(said.answer.sequence, invitee.sequence)
    Invitee.objects.filter(pk=invitee.pk).update(answered_sequence=answered, **facts)
    return True


def _propose(gathering: Gathering, invitee: Invitee, said: Mailed, at: datetime) -> bool:
    begin, end = said.answer.starts_at, said.answer.ends_at
    if said.answer.sequence < invitee.sequence:
        return False  # it was proposed for a time that is no more
    if begin is None or end is None or begin >= end:
        begin = end = None
    when = begin.isoformat() if begin else "-"
    _, is_new = TimeProposal.objects.get_or_create(
        key=f"{invitee.pk}:{said.answer.sequence}:{when}",
        defaults={
            "gathering": gathering, "invitee": invitee, "starts_at": begin, "ends_at": end,
            "text": said.answer.comment, "proposed_at": at,
        },
    )  # fmt: skip
    return is_new


def _lead(gathering: Gathering, said: Mailed, at: datetime) -> None:
    """What somebody says who was asked to lead it is the answer to that question; only they themselves give it."""
    asked = _asked(gathering, said.email)
    if asked is None:
        return
    standing, waits = Standing(said.standing), asked.answer in {Answer.OPEN, Answer.OTHER}
    with suppress(staffing.NotAsked):
        if standing == Standing.DECLINED and asked.answer == Answer.YES:
            staffing.step_back(asked=asked, at=at)
        elif standing == Standing.DECLINED and waits:
            staffing.answer(asked=asked, answer=Answer.NO, remark=_remark(said), at=at)
        elif standing == Standing.TENTATIVE and asked.answer == Answer.OPEN:
            staffing.answer(asked=asked, answer=Answer.OTHER, remark=_remark(said), at=at)
        elif standing == Standing.ACCEPTED and waits:
            _come(asked, said, at)


def _come(asked: Ask, said: Mailed, at: datetime) -> None:
    """Who says yes in a calendar sees no page that refuses it, and so hears it by mail, or is called."""
    try:
        staffing.answer(asked=asked, answer=Answer.YES, remark=_remark(said), at=at)
    except staffing.AlreadyFilled:
        staffing.let_go(asked=asked, why=Released.WITHDRAWN, at=at, by=None)
    except AlreadyEngaged:
        why = gettext("Zei ja in de agenda, maar gaat dan al ergens anders voor ons heen.")
        staffing.answer(asked=asked, answer=Answer.OTHER, remark=why, at=at)


def _asked(gathering: Gathering, email: str) -> Ask | None:
    found = Ask.objects.filter(gathering=gathering, facilitator__email__iexact=email, released=Released.NOT)
    return found.select_related("gathering", "facilitator").first()


def _remark(said: Mailed) -> str:
    return said.answer.comment[:MOST_REMARK]
