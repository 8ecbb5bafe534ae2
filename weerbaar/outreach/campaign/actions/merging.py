"""A municipality goes up in another: contacts, links, promises, files, story and stages go along, once and whole."""

from dataclasses import dataclass
from datetime import date, datetime
from uuid import UUID

from django.db import transaction
from django.db.models import F, Q
from django.utils.translation import gettext

from weerbaar.foundation.audit.actions import record
from weerbaar.outreach.campaign.actions.rounds import join_round
from weerbaar.outreach.campaign.actions.story import tell
from weerbaar.outreach.campaign.mergers import Merged, carry_along
from weerbaar.outreach.campaign.models import (
    Call,
    Contact,
    Document,
    HolderChange,
    Moment,
    Organisation,
    Participation,
    PersonalLink,
    Promise,
    Stage,
    StageMove,
)
from weerbaar.outreach.campaign.queries.merging import Due, due_mergers, participations_to_carry
from weerbaar.outreach.campaign.rules import HELD_BY_ONE, how_far

_HANGING = (PersonalLink, Promise, Document, Moment, Call)
"""What hangs on a place in a round, and moves by changing that one column."""
_SWAPPED = ("state", "since", "payer", "planned_for", "held_on", "later_until")
_ASIDE = 1_000_000
"""Steps are numbered from here while they change places, so that no two steps of a stage ever have one number."""


@dataclass(frozen=True)
class Carried:
    """One organisation that went up in another, and in how many rounds."""

    former: str
    successor: str
    rounds: int


def merge_organisations(*, on: date, at: datetime) -> list[Carried]:
    """Will carry along all that hangs on organisations that ended by a day, each in a transaction of its own.

    Who does so again changes nothing; after a kill it goes on where it was.
    """
    return [_merge(due, at) for due in due_mergers(on)]


@transaction.atomic
def _merge(due: Due, at: datetime) -> Carried:
    Organisation.objects.bulk_create([Organisation(pk=due.successor.pk)], ignore_conflicts=True)
    list(Organisation.objects.select_for_update().filter(pk__in=[due.organisation.pk, due.successor.pk]).order_by("pk"))
    former = participations_to_carry(due.organisation, ended_on=due.ended_on)
    for one in former:
        _carry(one, due, at)
    _move_people(due, at)
    record(
        bearer="system", role="system", action="organisation.merged", subject=f"organisation:{due.organisation.pk}",
        detail={"into": due.successor.pk, "rounds": len(former)}, at=at,
    )  # fmt: skip
    return Carried(due.organisation.pk, due.successor.pk, len(former))


def _carry(former: Participation, due: Due, at: datetime) -> None:
    join_round(round=former.round, codes=[due.successor.pk], at=at)
    rows = Participation.objects.select_for_update().filter(round=former.round, organisation=due.successor.pk)
    successor = rows.get()
    for model in _HANGING:
        model._default_manager.filter(participation=former).update(participation=successor)
    stages = _settle_stages(former, successor, due)
    _settle_facts(former, successor)
    Participation.objects.filter(pk=former.pk).update(merged_into=successor)
    carry_along(Merged(former=former, successor=successor, stages=stages, on=due.ended_on, at=at))
    names = {"former": due.organisation.authority.name, "successor": due.successor.name}
    text = gettext("Herindeling: %(former)s is opgegaan in %(successor)s. Alles ging mee.") % names
    tell(participation=successor, kind=Moment.Kind.MERGER, text=text, at=at)


def _settle_stages(former: Participation, successor: Participation, due: Due) -> dict[UUID, UUID]:
    """The further of two stages goes on at the successor with its own steps; the other stays as the history of the former."""
    ours = {stage.kind: stage for stage in Stage.objects.select_for_update().filter(participation=successor)}
    stages = {}
    for theirs in Stage.objects.select_for_update().filter(participation=former).order_by("kind"):
        mine = ours[theirs.kind]
        stages[theirs.pk] = mine.pk
        mine.wishes = _both(mine.wishes, theirs.wishes, due.organisation.authority.name)
        if how_far(theirs) < how_far(mine):
            for name in _SWAPPED:
                mine_says, theirs_says = getattr(mine, name), getattr(theirs, name)
                setattr(mine, name, theirs_says)
                setattr(theirs, name, mine_says)
            _swap_steps(mine, theirs)
            theirs.save(update_fields=list(_SWAPPED))
        mine.save(update_fields=[*_SWAPPED, "wishes"])
    return stages


def _swap_steps(mine: Stage, theirs: Stage) -> None:
    StageMove.objects.filter(stage=theirs).update(stage=mine, number=F("number") + _ASIDE)
    StageMove.objects.filter(stage=mine, number__lt=_ASIDE).update(stage=theirs)
    StageMove.objects.filter(stage=mine).update(number=F("number") - _ASIDE)


def _settle_facts(former: Participation, successor: Participation) -> None:
    """Written to and answered on the first of both days; nothing is asked before the last of both."""
    for name in ("letter_sent_on", "answered_on"):
        setattr(successor, name, min(_known(former, successor, name), default=None))
    for name in ("paused_until", "quiet_until"):
        setattr(successor, name, max(_known(former, successor, name), default=None))
    successor.owner_id = successor.owner_id or former.owner_id
    successor.arranger_id = successor.arranger_id or former.arranger_id
    successor.save(update_fields=["letter_sent_on", "answered_on", "paused_until", "quiet_until", "owner", "arranger"])


def _known(former: Participation, successor: Participation, name: str) -> list[date]:
    return [day for one in (former, successor) if (day := getattr(one, name)) is not None]


def _both(mine: str, theirs: str, name: str) -> str:
    if not theirs or theirs in mine:
        return mine
    return f"{mine}\n\n{name}: {theirs}" if mine else theirs


def _move_people(due: Due, at: datetime) -> None:
    """Everybody goes along. Offices that one person holds ended by law on that day (Wet algemene regels herindeling).

    Also of whom it was known that they would leave later: the successor has a holder of its own.
    """
    there = Contact.objects.filter(organisation=due.organisation)
    ending = there.filter(Q(until_on=None) | Q(until_on__gt=due.ended_on), office__in=HELD_BY_ONE)
    ending.exclude(from_on__gt=due.ended_on).update(until_on=due.ended_on, changed_at=at)
    there.update(organisation=due.successor.pk)
    HolderChange.objects.filter(organisation=due.organisation).update(organisation=due.successor.pk)
