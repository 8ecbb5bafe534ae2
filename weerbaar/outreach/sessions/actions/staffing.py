"""People are asked to lead it, by a link that needs no account; whoever cannot says so without a reason."""

import json
import uuid
from contextlib import suppress
from datetime import datetime

from django.db import transaction
from django.db.models import F

from weerbaar.foundation.accounts.models import Account
from weerbaar.foundation.vault import application_box, tokens
from weerbaar.outreach.campaign.models import Standing
from weerbaar.outreach.sessions.actions import post
from weerbaar.outreach.sessions.actions.states import NotNow, begun, record_act, settle
from weerbaar.outreach.sessions.models import Answer, Ask, Gathering, Invitee, Released
from weerbaar.outreach.sessions.queries.gatherings import short_of
from weerbaar.outreach.sessions.queries.staffing import asks_run_out, asks_to_remind, candidates_for, context_of_ask
from weerbaar.outreach.sessions.rules import ANSWER_WITHIN
from weerbaar.team.network.actions.engagements import engage, release
from weerbaar.team.network.models import Facilitator, Skill


class NoMoment(Exception):
    """Nobody is asked for a day that is not known."""


class AlreadyAsked(Exception):
    """The question waits for an answer, or was answered."""


class NotAsked(Exception):
    """The question was taken back, its time has passed, or it was answered with a no."""


class AlreadyFilled(Exception):
    """There are enough people by now."""


@transaction.atomic
def ask(*, gathering: Gathering, facilitator: Facilitator, skill: Skill, at: datetime, by: Account | None) -> Ask:
    """Will ask somebody by mail, with a link that works for a week and no longer than until it begins.

    Raises `NoMoment`, `AlreadyAsked` and `NotNow`.
    """
    now = begun(gathering)
    if now.starts_at is None or now.starts_at <= at:
        raise NoMoment
    if Ask.objects.filter(gathering=now, facilitator=facilitator, released=Released.NOT).exists():
        raise AlreadyAsked
    key, token = uuid.uuid4(), tokens.new_token()
    asked = Ask.objects.create(
        id=key, gathering=now, facilitator=facilitator, skill=skill, token_digest=tokens.digest_of_token(token),
        words=application_box.seal(json.dumps({"token": token}), context=context_of_ask(key)),
        asked_at=at, asked_by=by, expires_at=min(at + ANSWER_WITHIN, now.starts_at),
    )  # fmt: skip
    post.ask(now, asked, at=at)
    record_act("gathering.somebody_asked", now, at=at, by=by, detail={"ask": str(key)})
    return asked


@transaction.atomic
def answer(*, asked: Ask, answer: Answer, remark: str, at: datetime) -> None:
    """Will take a yes, a no or "let us talk"; a no needs no reason, and the next one is asked at once.

    Raises `NotAsked` when the question no longer stands, `AlreadyFilled` when others were sooner, and `AlreadyEngaged`
    when they go out for us then already: nothing is stored in all three.
    """
    now = begun(asked.gathering)
    asked = Ask.objects.select_for_update().select_related("facilitator").get(pk=asked.pk)
    if asked.released or asked.answer in {Answer.YES, Answer.NO} or asked.expires_at <= at:
        raise NotAsked
    if answer == Answer.YES:
        _take(now, asked, at)
    asked.answer, asked.remark, asked.answered_at = answer, remark, at
    asked.save(update_fields=["answer", "remark", "answered_at"])
    if answer == Answer.NO:
        _count_change(now)
    _note_in_calendar(now, asked, at)
    after = settle(now, at=at, by=None)
    post.answered(after, asked, at=at)
    record_act(f"gathering.somebody_said_{answer}", now, at=at, by=None, detail={"ask": str(asked.pk)})
    if answer == Answer.NO:
        _ask_next(after, Skill(asked.skill), at=at)


def _note_in_calendar(gathering: Gathering, asked: Ask, at: datetime) -> None:
    """What somebody said on their page stands beside what others said in their calendar; an older answer from there is old."""
    standing = {Answer.YES: Standing.ACCEPTED, Answer.OTHER: Standing.TENTATIVE}.get(Answer(asked.answer))
    if standing is not None:
        theirs = Invitee.objects.filter(gathering=gathering, facilitator=asked.facilitator).exclude(standing=standing)
        theirs.update(standing=standing, answered_at=at, answered_stamp=at, answered_sequence=F("sequence"))


def _take(gathering: Gathering, asked: Ask, at: datetime) -> None:
    if not short_of(gathering, Skill(asked.skill)):
        raise AlreadyFilled
    assert gathering.starts_at is not None
    assert gathering.ends_at is not None
    engage(
        facilitator=asked.facilitator, skill=Skill(asked.skill), subject=gathering.subject,
        starts_at=gathering.starts_at, ends_at=gathering.ends_at, place=gathering.place, at=at,
    )  # fmt: skip


def _ask_next(gathering: Gathering, skill: Skill, *, at: datetime) -> Ask | None:
    """Asks the best who is free and was not asked, if anybody is still needed beyond those who may yet say yes."""
    waiting = Ask.objects.filter(
        gathering=gathering, skill=skill, released=Released.NOT, answer__in=[Answer.OPEN, Answer.OTHER]
    ).count()
    if short_of(gathering, skill) <= waiting or gathering.starts_at is None or gathering.starts_at <= at:
        return None
    free = next((one for one in candidates_for(gathering, skill, at=at) if one.is_free), None)
    return ask(gathering=gathering, facilitator=free.facilitator, skill=skill, at=at, by=None) if free else None


@transaction.atomic
def remind(*, asked: Ask, at: datetime) -> None:
    """Will mail the same question once more; who answered meanwhile is left in peace."""
    now = begun(asked.gathering)
    if Ask.objects.filter(pk=asked.pk, answer=Answer.OPEN, released=Released.NOT, reminded_at=None).update(
        reminded_at=at
    ):
        post.ask(now, asked, at=at, again=True)
        record_act("gathering.somebody_reminded", now, at=at, by=None, detail={"ask": str(asked.pk)})


@transaction.atomic
def let_run_out(*, asked: Ask, at: datetime) -> None:
    """Will take back a question whose time has passed, and ask the next one."""
    now = begun(asked.gathering, ahead=False)
    if _released(asked, Released.EXPIRED, at, answers=[Answer.OPEN]):
        _count_change(now)
        post.let_go(now, asked, at=at)
        record_act("gathering.ask_ran_out", now, at=at, by=None, detail={"ask": str(asked.pk)})
        if now.cancelled_at is None and now.held_at is None:
            _ask_next(now, Skill(asked.skill), at=at)


@transaction.atomic
def let_go(*, asked: Ask, why: Released, at: datetime, by: Account | None) -> None:
    """Will let somebody go who was asked or who would come: taken back by us, or fallen ill. They hear of it by mail.

    Who can replace them is on the page; nobody is asked by itself, because time may be short. Raises `NotNow`.
    """
    now = begun(asked.gathering)
    if not _released(asked, why, at, answers=list(Answer)):
        raise NotAsked
    asked.released = why
    _count_change(now)
    release(subject=now.subject, facilitator=asked.facilitator)
    after = settle(now, at=at, by=by)
    post.let_go(after, asked, at=at)
    record_act("gathering.somebody_let_go", now, at=at, by=by, detail={"ask": str(asked.pk), "why": str(why)})


def step_back(*, asked: Ask, at: datetime) -> None:
    """Will let somebody go who said yes and declines in their calendar; whoever asked them hears it. Raises `NotAsked`, `NotNow`."""
    with transaction.atomic():
        let_go(asked=asked, why=Released.DECLINED, at=at, by=None)
        post.tell_asker(asked.gathering, asked, str(Released.DECLINED.label))


def look_after(*, at: datetime) -> None:
    """Will let go the questions that ran out, and remind of those that wait; each in a transaction of its own."""
    for asked in asks_run_out(at=at).select_related("gathering", "facilitator"):
        let_run_out(asked=asked, at=at)
    for asked in asks_to_remind(at=at).select_related("gathering", "facilitator"):
        with suppress(NotNow):
            remind(asked=asked, at=at)


def _count_change(gathering: Gathering) -> None:
    """What is withdrawn from one calendar is a change there, so that asking the same person again is one too."""
    Gathering.objects.filter(pk=gathering.pk).update(sequence=F("sequence") + 1)
    gathering.sequence += 1


def _released(asked: Ask, why: Released, at: datetime, *, answers: list[Answer]) -> int:
    standing = Ask.objects.filter(pk=asked.pk, released=Released.NOT, answer__in=answers)
    return standing.update(released=why, released_at=at)
