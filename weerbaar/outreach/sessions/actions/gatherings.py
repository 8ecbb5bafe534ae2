"""Wanted, planned, moved, held, called off. Everybody involved hears of it."""

from collections.abc import Mapping, Sequence
from datetime import date, datetime

from django.db import transaction
from django.utils import timezone
from django.utils.dateformat import format as format_date
from django.utils.translation import gettext

from weerbaar.foundation.accounts.models import Account
from weerbaar.outreach.campaign.actions.stages import Step, give_back
from weerbaar.outreach.campaign.models import Payer, Stage, StageState
from weerbaar.outreach.sessions.actions import post
from weerbaar.outreach.sessions.actions.items import UNANSWERED
from weerbaar.outreach.sessions.actions.post import Change
from weerbaar.outreach.sessions.actions.states import NotNow, begun, drive_stages, move, record_act, settle, tell_all
from weerbaar.outreach.sessions.models import (
    Answer,
    Ask,
    DayContact,
    Gathering,
    Group,
    Guest,
    HeadCount,
    Host,
    Invitee,
    Kind,
    Released,
    State,
    TimeProposal,
)
from weerbaar.outreach.sessions.queries.gatherings import coming_to, gathering_by, stages_of, waiting_for
from weerbaar.outreach.sessions.queries.moments import place_of
from weerbaar.outreach.sessions.queries.results import may_take_held_back
from weerbaar.outreach.surveys.actions.openly import keep_open
from weerbaar.public.authorities.models import Authority
from weerbaar.team.network.actions.engagements import move_engagements, release
from weerbaar.team.network.models import Facilitator


class NobodyThere(Exception):
    """A gathering is for at least one organisation, each by its stage of the same kind, once."""


class NotYet(Exception):
    """What is still to come was not held."""


@transaction.atomic
def want_gathering(
    *, kind: Kind, stages: Sequence[Stage], at: datetime, by: Account | None, wishes: str = "", minutes: int = 150
) -> Gathering:
    """Will write down that organisations want a session or training; the first arranges it for all.

    The wishes are those of the intake talk unless others are given. Raises `NobodyThere`.
    """
    if not stages or len({stage.pk for stage in stages}) < len(stages) or {stage.kind for stage in stages} != {kind}:
        raise NobodyThere
    home = stages[0].participation.organisation.authority
    trains = kind == Kind.TRAINING
    made = Gathering.objects.create(
        kind=kind, wishes=wishes or "\n".join(stage.wishes for stage in stages if stage.wishes), minutes=minutes,
        place=home, payer=stages[0].payer,
        moderators=0 if trains else 1, trainers=1 if trains else 0, asked_at=at, asked_by=by,
    )  # fmt: skip
    Host.objects.bulk_create(
        Host(gathering=made, stage=stage, position=place) for place, stage in enumerate(stages, start=1)
    )  # fmt: skip
    HeadCount.objects.bulk_create(HeadCount(gathering=made, group=group) for group in Group.values)
    whole = gathering_by(made.pk)
    assert whole is not None
    drive_stages(whole, Step(target=StageState.WANTED, on=timezone.localdate(at)), at=at, by=by)
    tell_all(whole, gettext("Wil een %(kind)s.") % {"kind": whole.get_kind_display()}, at=at, by=by)
    record_act("gathering.asked", whole, at=at, by=by, detail={"organisations": len(stages)})
    return whole


@transaction.atomic
def change_terms(
    *, gathering: Gathering, wishes: str, minutes: int, moderators: int, trainers: int, payer: Payer, at: datetime,
    by: Account,
) -> None:  # fmt: skip
    """Will change what was asked for: wishes, time, how many lead it, and who pays. Raises `NotNow`."""
    now = begun(gathering)
    facts = {
        "wishes": wishes, "minutes": minutes, "moderators": moderators, "trainers": trainers, "payer": payer,
    }  # fmt: skip
    Gathering.objects.filter(pk=now.pk).update(**facts)
    settle(now, at=at, by=by)
    record_act("gathering.changed", now, at=at, by=by)


@transaction.atomic
def plan_gathering(
    *,
    gathering: Gathering,
    starts_at: datetime,
    ends_at: datetime,
    place: Authority | None,
    room: str,
    address: str,
    at: datetime,
    by: Account | None,
) -> list[Facilitator]:
    """Will set when and where it is, or move it, and mail everybody involved what changed; returns who cannot come at the new time.

    They are let go, so that somebody else can be asked. Raises `NotNow` for what is over or called off.
    """
    now = begun(gathering)
    before = (now.starts_at, now.ends_at, now.place_id, now.room, now.address)
    after_it = (starts_at, ends_at, place.pk if place else None, room, address)
    now.starts_at, now.ends_at, now.place, now.room, now.address = starts_at, ends_at, place, room, address
    if before == after_it:
        return []
    what = _change(before, after_it)
    # What was taken out of the calendars comes back under the same name: a change too.
    now.sequence += 1 if what != Change.NEW or now.sequence else 0
    now.save(update_fields=["starts_at", "ends_at", "place", "room", "address", "sequence"])
    lost = move_engagements(subject=now.subject, starts_at=starts_at, ends_at=ends_at, place=place, at=at)
    Ask.objects.filter(gathering=now, facilitator__in=lost, released=Released.NOT).update(
        released=Released.MOVED, released_at=at
    )
    day = timezone.localdate(starts_at)
    Guest.objects.filter(gathering=now).update(on=day)
    DayContact.objects.filter(gathering=now).update(on=day)
    if what in {Change.NEW, Change.TIME}:
        _ask_anew(now, at=at)
    step = Step(target=StageState.PLANNED, on=timezone.localdate(at), planned_for=starts_at)
    drive_stages(now, step, at=at, by=by)
    keep_open(subject=now.subject, on=day, at=at)
    after = settle(now, at=at, by=by)
    post.tell_moment(after, what, at=at, lost=lost)
    _tell_moment(after, what, at=at, by=by)
    return lost


def _ask_anew(gathering: Gathering, *, at: datetime) -> None:
    """Who could come then may not now, and who could not may; another place leaves what they said as it was."""
    Invitee.objects.filter(gathering=gathering, pending=False).update(**UNANSWERED)
    noes = Ask.objects.filter(gathering=gathering, answer=Answer.NO, released=Released.NOT)
    noes.update(released=Released.MOVED, released_at=at)
    overtake(gathering, at=at)


def _change(before: tuple[object, ...], after: tuple[object, ...]) -> Change:
    """What changes when a gathering is planned anew; a place is known when nothing that was said of it is taken back."""
    if before[0] is None:
        return Change.NEW
    if before[:2] != after[:2]:
        return Change.TIME
    filled_in = all(was == becomes or not was for was, becomes in zip(before[2:], after[2:], strict=True))
    return Change.PLACE_KNOWN if filled_in else Change.PLACE


def _tell_moment(gathering: Gathering, what: Change, *, at: datetime, by: Account | None) -> None:
    assert gathering.starts_at is not None
    words = {
        Change.NEW: gettext("gepland op %(day)s."), Change.TIME: gettext("verplaatst naar %(day)s."),
        Change.PLACE_KNOWN: gettext("de plaats is bekend: %(place)s."),
        Change.PLACE: gettext("de plaats is veranderd: %(place)s."),
    }  # fmt: skip
    local = timezone.localtime(gathering.starts_at)
    text = words[what] % {"day": format_date(local, "l j F Y, H.i"), "place": place_of(gathering)}
    tell_all(gathering, f"{gathering.get_kind_display().capitalize()}: {text}", at=at, by=by)
    if what != Change.NEW:
        record_act("gathering.moved", gathering, at=at, by=by, detail={"sequence": gathering.sequence})


@transaction.atomic
def cancel_gathering(*, gathering: Gathering, because: str, at: datetime, by: Account | None) -> None:
    """Will call it off and mail everybody involved; the organisations want it still. Raises `NotNow`.

    Where no day was ever agreed only whoever has an offer of ours is mailed: the others heard nothing that is taken back.
    """
    now = begun(gathering)
    hear = post.hear_of_cancelling(now, at=at)
    people = _let_all_go(now, Released.CANCELLED, at=at)
    drive_stages(now, Step(target=StageState.WANTED, on=timezone.localdate(at)), at=at, by=by)
    tell_all(
        now,
        gettext("%(kind)s afgezegd: %(why)s") % {"kind": now.get_kind_display().capitalize(), "why": because},
        at=at,
        by=by,
    )
    post.tell_cancelled(now, because, hear=hear, people=people, at=at)
    move(now, State.CANCELLED, at=at, by=by, cancelled_at=at, cancelled_because=because, sequence=now.sequence)


@transaction.atomic
def take_date_away(
    *, gathering: Gathering, because: str, at: datetime, by: Account | None, until: date | None = None
) -> None:
    """Will take the date away without another one, and mail everybody involved: it is wanted, or later when there is a day for that.

    Who would lead it is let go and can be asked again. The hall was for that evening; the item in the calendars is
    withdrawn, and comes back under the same name with the next date. Raises `NotNow` for what has no date or is over.
    """
    now = begun(gathering)
    if now.starts_at is None:
        raise NotNow
    people = _let_all_go(now, Released.UNDATED, at=at)
    post.tell_undated(now, because, until=until, people=people, at=at)
    move(now, State.ASKED, at=at, by=by, starts_at=None, ends_at=None, room="", sequence=now.sequence)
    Invitee.objects.filter(gathering=now, pending=False).update(**UNANSWERED)
    target = StageState.LATER if until else StageState.WANTED
    drive_stages(now, Step(target=target, on=timezone.localdate(at), later_until=until), at=at, by=by)
    words = gettext("%(kind)s: de datum ging eraf. %(why)s")
    tell_all(now, words % {"kind": now.get_kind_display().capitalize(), "why": because}, at=at, by=by)


def _let_all_go(gathering: Gathering, why: Released, *, at: datetime) -> list[Facilitator]:
    """Lets go who would lead it or may yet say yes, counts the change for the calendars, and returns whom to tell."""
    gathering.sequence += 1
    people = [ask.facilitator for ask in [*coming_to(gathering), *waiting_for(gathering)]]
    release(subject=gathering.subject)
    Ask.objects.filter(gathering=gathering, released=Released.NOT).update(released=why, released_at=at)
    overtake(gathering, at=at)
    return people


def overtake(gathering: Gathering, *, at: datetime) -> None:
    """Will settle the times that were proposed for a moment that is no more, inside the caller's transaction."""
    waiting = TimeProposal.objects.filter(gathering=gathering, settled_at=None)
    waiting.update(outcome=TimeProposal.Outcome.OVERTAKEN, settled_at=at)


@transaction.atomic
def tell_held(*, gathering: Gathering, present: Mapping[str, int], at: datetime, by: Account) -> None:
    """Will write down that it took place, and how many of each group were there.

    Raises `NotYet` before it began, and `NotNow` for what is over, called off or without a date.
    """
    now = begun(gathering)
    if now.starts_at is None:
        raise NotNow
    if now.starts_at > at:
        raise NotYet
    _count(now, present)
    Ask.objects.filter(gathering=now, released=Released.NOT).exclude(answer=Answer.YES).update(
        released=Released.EXPIRED, released_at=at
    )
    overtake(now, at=at)
    step = Step(target=StageState.HELD, on=timezone.localdate(now.starts_at), planned_for=now.starts_at)
    drive_stages(now, step, at=at, by=by)
    for asked in coming_to(now):
        post.ask_for_report(now, asked)
    whole = {"kind": now.get_kind_display().capitalize(), "count": sum(present.values())}
    tell_all(now, gettext("%(kind)s gehouden, %(count)d aanwezigen.") % whole, at=at, by=by)
    move(now, State.HELD, at=at, by=by, held_at=at)


@transaction.atomic
def take_held_back(*, gathering: Gathering, at: datetime, by: Account) -> None:
    """Will put right that it was said to be held: it is still ahead, without numbers, and the stages with it.

    Raises `NotNow` when it was not held, and once something came of it: answers from the hall, hours, or results.
    """
    now = begun(gathering, ahead=False)
    if not may_take_held_back(now):
        raise NotNow
    HeadCount.objects.filter(gathering=now).update(present=None)
    for stage in sorted(stages_of(now), key=lambda one: str(one.pk)):
        give_back(stage=stage, origin=now.subject, at=at, by=by)
    move(now, State.PLANNED, at=at, by=by, held_at=None)
    settle(now, at=at, by=by)
    words = gettext("%(kind)s was toch niet gehouden.")
    tell_all(now, words % {"kind": now.get_kind_display().capitalize()}, at=at, by=by)
    record_act("gathering.not_held", now, at=at, by=by)


@transaction.atomic
def count_again(*, gathering: Gathering, present: Mapping[str, int], at: datetime, by: Account) -> None:
    """Will put right how many of each group were there; the story keeps both numbers. The same again changes nothing.

    Raises `NotNow` before it was held.
    """
    now = begun(gathering, ahead=False)
    if now.held_at is None:
        raise NotNow
    before = {one.group: one.present or 0 for one in HeadCount.objects.filter(gathering=now)}
    if all(before.get(group, 0) == number for group, number in present.items()):
        return
    _count(now, present)
    facts: dict[str, object] = {"before": sum(before.values()), "after": sum(present.values())}
    told = gettext("Opnieuw geteld: %(after)d aanwezigen in plaats van %(before)d.")
    if facts["before"] == facts["after"]:
        told = gettext("Opnieuw geteld: %(after)d aanwezigen, anders verdeeld.")
    tell_all(now, told % facts, at=at, by=by)
    record_act("gathering.counted_again", now, at=at, by=by, detail=facts)


def _count(gathering: Gathering, present: Mapping[str, int]) -> None:
    for group, number in present.items():
        HeadCount.objects.update_or_create(gathering=gathering, group=group, defaults={"present": number})
