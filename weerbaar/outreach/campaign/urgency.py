"""What to do next with an organisation, why, and since when nothing moved. One rule, pure: facts in, standing out.

The first line that holds decides, in this order:

1. Nothing is asked before a day (`paused_until`): quiet until then.
2. A promise of ours is over its day, or somebody would be called back by now: late since that day.
3. A stage was planned for a day that passed and nobody wrote down how it went: late since that day.
4. A stage is planned within a week: soon. Planned later: waiting.
5. The first stage that is neither held nor declined says the rest: what was wanted must get a day within ten working
   days, what was offered or sent must be answered within ten, what was held must lead to the next offer within ten.
   Beyond those the organisation is stuck, and it is stuck *since the last thing that happened*: the letter, the offer,
   the wish, the talk.
6. All three stages held or declined, or what came before declined: done.
"""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date, timedelta
from enum import IntEnum, StrEnum

from django.utils.functional import Promise as Words
from django.utils.translation import gettext_lazy as _

from weerbaar.outreach.campaign.days import after_working_days
from weerbaar.outreach.campaign.models import StageKind, StageState

State = StageState
PATIENCE = 10
"""Working days that something may take before an organisation is stuck."""
SOON = timedelta(days=7)


class Urgency(IntEnum):
    """How much it presses, the worst first: the order of the list."""

    LATE = 0
    SOON = 1
    TO_DO = 2
    WAITING = 3
    PAUSED = 4
    DONE = 5


class Act(StrEnum):
    """What somebody can do next; the page knows where that is done."""

    SEND_LETTER = "send_letter"
    CALL = "call"
    CALL_BACK = "call_back"
    PLAN = "plan"
    OFFER = "offer"
    RECORD = "record"
    PREPARE = "prepare"
    KEEP_PROMISE = "keep_promise"
    NOTHING = "nothing"


@dataclass(frozen=True)
class StageFacts:
    """A stage as the rule sees it; `since` is the day of its last step."""

    state: str
    since: date
    planned_for: date | None = None
    held_on: date | None = None
    later_until: date | None = None


@dataclass(frozen=True)
class Facts:
    """An organisation in a round as the rule sees it. `turn_starts_on` is when its province has its turn."""

    stages: Mapping[str, StageFacts]
    letter_sent_on: date | None = None
    answered_on: date | None = None
    paused_until: date | None = None
    promise_due_on: date | None = None
    call_back_on: date | None = None
    turn: int = 99
    turn_starts_on: date | None = None


@dataclass(frozen=True)
class Standing:
    """How an organisation stands. `since` is the day from which it is stuck or, for SOON and WAITING, the day to come."""

    urgency: Urgency
    what: Words | str
    act: Act
    act_words: Words | str = ""
    since: date | None = None
    days: int = 0
    stage: str = ""
    order: tuple[int, int] = field(default=(0, 0))

    @property
    def is_stuck(self) -> bool:
        """Whether it waits for longer than the rule allows."""
        return self.urgency == Urgency.LATE


@dataclass(frozen=True)
class _Next:
    """What to do, in code and in words."""

    act: Act
    words: Words | str = ""


_NOTHING = _Next(Act.NOTHING)
_CALL = _Next(Act.CALL, _("Bel de griffie"))
_BEFORE = {StageKind.SESSION: StageKind.INTAKE_TALK, StageKind.TRAINING: StageKind.SESSION}
_PLAN = {
    StageKind.INTAKE_TALK: _("Plan het voorgesprek"),
    StageKind.SESSION: _("Plan de brede bijeenkomst"),
    StageKind.TRAINING: _("Plan de training"),
}
_OFFER = {
    StageKind.INTAKE_TALK: _("Stuur de brief"),
    StageKind.SESSION: _("Bied de brede bijeenkomst aan"),
    StageKind.TRAINING: _("Bied de training aan"),
}


def standing(facts: Facts, *, on: date) -> Standing:
    """Will say how an organisation stands on a day, by the rule at the top of this module."""
    if facts.paused_until is not None and facts.paused_until > on:
        return _to_come(Urgency.PAUSED, _("even niets vragen"), facts.paused_until, on)
    return _promised(facts, on) or _planned(facts, on) or _current(facts, on)


def _promised(facts: Facts, on: date) -> Standing | None:
    back, due = facts.call_back_on, facts.promise_due_on
    call = _Next(Act.CALL_BACK, _("Bel terug"))
    if due is not None and due < on:
        return _late(_("onze toezegging is over tijd"), _Next(Act.KEEP_PROMISE, _("Kom de toezegging na")), due, on)
    if back is not None and back < on:
        return _late(_("terugbellen was afgesproken"), call, back, on)
    if back is not None and back == on:
        return _to_come(Urgency.SOON, _("terugbellen was afgesproken"), back, on, then=call)
    return None


def _planned(facts: Facts, on: date) -> Standing | None:
    planned = [
        (one.planned_for, StageKind(kind))
        for kind, one in facts.stages.items()
        if one.state == State.PLANNED and one.planned_for
    ]
    if not planned:
        return None
    day, kind = min(planned)
    if day < on:
        return _late(_WHAT_PASSED[kind], _Next(Act.RECORD, _("Leg vast hoe het ging")), day, on, kind=kind)
    if day <= on + SOON:
        then = _Next(Act.PREPARE, _("Bereid het voor"))
        return _to_come(Urgency.SOON, _WHAT_PLANNED[kind], day, on, kind=kind, then=then)
    return _to_come(Urgency.WAITING, _WHAT_PLANNED[kind], day, on, kind=kind)


_WHAT_PLANNED = {
    StageKind.INTAKE_TALK: _("voorgesprek gepland"),
    StageKind.SESSION: _("brede bijeenkomst gepland"),
    StageKind.TRAINING: _("training gepland"),
}
_WHAT_PASSED = {
    StageKind.INTAKE_TALK: _("voorgesprek was gepland, afloop onbekend"),
    StageKind.SESSION: _("brede bijeenkomst was gepland, afloop onbekend"),
    StageKind.TRAINING: _("training was gepland, afloop onbekend"),
}
_WHAT_WANTED = {
    StageKind.INTAKE_TALK: _("wil een voorgesprek, nog geen datum"),
    StageKind.SESSION: _("wil een brede bijeenkomst, nog geen datum"),
    StageKind.TRAINING: _("wil een training, nog geen datum"),
}
_WHAT_OFFERED = {
    StageKind.INTAKE_TALK: _("voorgesprek aangeboden, geen antwoord"),
    StageKind.SESSION: _("brede bijeenkomst aangeboden, geen antwoord"),
    StageKind.TRAINING: _("training aangeboden, geen antwoord"),
}
_WHAT_OPEN = {
    StageKind.INTAKE_TALK: _("nog niet benaderd"),
    StageKind.SESSION: _("brede bijeenkomst nog niet aangeboden"),
    StageKind.TRAINING: _("training nog niet aangeboden"),
}


def _current(facts: Facts, on: date) -> Standing:
    over = {State.HELD, State.DECLINED}
    kind = next((kind for kind in StageKind if facts.stages[kind].state not in over), None)
    if kind is None:
        return _done(_("klaar"))
    stage = facts.stages[kind]
    if stage.state == State.LATER:
        return _later(kind, stage, on)
    if stage.state == State.WANTED:
        then = _Next(Act.PLAN, _PLAN[kind])
        return _waits(_WHAT_WANTED[kind], then, stage.since, on, kind=kind, quietly=Urgency.TO_DO)
    if kind == StageKind.INTAKE_TALK and (facts.letter_sent_on or facts.answered_on):
        return _written_to(facts, stage, on)
    if stage.state == State.OFFERED:
        return _waits(_WHAT_OFFERED[kind], _CALL, stage.since, on, kind=kind)
    return _not_offered(facts, kind, on)


def _written_to(facts: Facts, stage: StageFacts, on: date) -> Standing:
    kind = StageKind.INTAKE_TALK
    if facts.answered_on is not None:
        what, then = _("heeft geantwoord, nog geen afspraak"), _Next(Act.PLAN, _PLAN[kind])
        return _waits(what, then, facts.answered_on, on, kind=kind, quietly=Urgency.TO_DO)
    asked = max(day for day in (facts.letter_sent_on, stage.since if stage.state == State.OFFERED else None) if day)
    return _waits(_("brief verstuurd, geen antwoord"), _CALL, asked, on, kind=kind)


def _later(kind: StageKind, stage: StageFacts, on: date) -> Standing:
    if stage.later_until is None or stage.later_until > on:
        return _to_come(Urgency.WAITING, _("wil dit later"), stage.later_until, on, kind=kind)
    what = _("wilde dit later, die dag is er")
    return _late(what, _Next(Act.OFFER, _OFFER[kind]), stage.later_until, on, kind=kind)


def _not_offered(facts: Facts, kind: StageKind, on: date) -> Standing:
    first = kind == StageKind.INTAKE_TALK
    before = None if first else facts.stages[_BEFORE[kind]]
    then = _Next(Act.SEND_LETTER if first else Act.OFFER, _OFFER[kind])
    if before is not None and before.state == State.DECLINED:
        return _done(_("wil niet verder"))
    if before is not None and before.held_on is not None:
        return _waits(_WHAT_OPEN[kind], then, before.held_on, on, kind=kind, quietly=Urgency.TO_DO)
    if facts.turn_starts_on is not None and facts.turn_starts_on > on:
        return _to_come(Urgency.WAITING, _("provincie nog niet aan de beurt"), facts.turn_starts_on, on, kind=kind)
    return Standing(
        Urgency.TO_DO, _WHAT_OPEN[kind], then.act, then.words, stage=kind, order=(Urgency.TO_DO, facts.turn)
    )


def _done(what: Words) -> Standing:
    return Standing(Urgency.DONE, what, Act.NOTHING, order=(Urgency.DONE, 0))


def _waits(
    what: Words, then: _Next, since: date, on: date, *, kind: StageKind, quietly: Urgency = Urgency.WAITING
) -> Standing:
    """Stuck beyond our patience; until then it is for us to do, or for them to answer."""
    if after_working_days(since, PATIENCE) < on:
        return _late(what, then, since, on, kind=kind)
    shown = then if quietly == Urgency.TO_DO else _NOTHING
    days = (on - since).days
    return Standing(quietly, what, shown.act, shown.words, since, days, kind, (quietly, -days))


def _late(what: Words, then: _Next, since: date, on: date, *, kind: str = "") -> Standing:
    days = (on - since).days
    return Standing(Urgency.LATE, what, then.act, then.words, since, days, kind, (Urgency.LATE, -days))


def _to_come(
    urgency: Urgency, what: Words, day: date | None, on: date, *, kind: str = "", then: _Next = _NOTHING
) -> Standing:
    days = (day - on).days if day else 9999
    return Standing(urgency, what, then.act, then.words, day, days, kind, (urgency, days))
