"""What came of a call, and what follows from it."""

from dataclasses import dataclass
from datetime import date, datetime

from django.db import transaction
from django.utils import timezone

from weerbaar.foundation.accounts.models import Account
from weerbaar.foundation.audit.actions import record
from weerbaar.outreach.campaign.actions.contacts import ContactFacts, add_contact
from weerbaar.outreach.campaign.actions.participations import set_arranger
from weerbaar.outreach.campaign.actions.stages import Step, move_stage
from weerbaar.outreach.campaign.actions.story import tell
from weerbaar.outreach.campaign.models import Call, Contact, Moment, Participation, Stage, StageKind, StageState
from weerbaar.outreach.campaign.rules import IllegalMove

_STEP = {Call.Outcome.WANTED: StageState.WANTED, Call.Outcome.DECLINED: StageState.DECLINED}
_ANSWERS = {Call.Outcome.WANTED, Call.Outcome.DECLINED}
"""Who says that somebody else arranges it gives no answer yet: that other is still to be called."""


class CalledMeanwhile(Exception):
    """Since the page was shown another call was noted: by a colleague, or by pressing twice."""


@dataclass(frozen=True, kw_only=True)
class Outcome:
    """How a call ended: when to call back, what was said, and who arranges it when that is somebody else."""

    kind: Call.Outcome
    call_back_at: datetime | None = None
    said: str = ""
    someone: ContactFacts | None = None


@transaction.atomic
def note_call(
    *,
    participation: Participation,
    outcome: Outcome,
    contact: Contact | None,
    at: datetime,
    by: Account,
    seen: int | None = None,
) -> Call:
    """Will note how a call ended and do what follows: the talk is wanted or not, or somebody else arranges it.

    A talk that is planned or held already stays as it is. `seen` is how many calls there were when the page was shown;
    raises `CalledMeanwhile` when there are more by now.
    """
    Participation.objects.select_for_update().get(pk=participation.pk)
    if seen is not None and Call.objects.filter(participation=participation).count() != seen:
        raise CalledMeanwhile
    call = Call.objects.create(
        participation=participation, at=at, by=by, outcome=outcome.kind, call_back_at=outcome.call_back_at
    )
    words = str(outcome.kind.label).capitalize()
    text = f"{words}. {outcome.said}".strip()
    tell(participation=participation, kind=Moment.Kind.CALL, text=text, at=at, by=by, contact=contact)
    if outcome.kind in _ANSWERS:
        Participation.objects.filter(pk=participation.pk, answered_on=None).update(answered_on=_day(at))
    if outcome.kind in _STEP:
        _step(participation, _STEP[outcome.kind], at, by)
    if outcome.someone is not None:
        known = add_contact(
            organisation_code=participation.organisation_id, facts=outcome.someone, source="belronde", at=at, by=by
        )
        set_arranger(participation=participation, contact=known, at=at, by=by)
    record(
        bearer=by.bearer, role=by.main_role, action="call.noted", subject=f"participation:{participation.pk}",
        detail={"outcome": outcome.kind.value}, at=at,
    )  # fmt: skip
    return call


def _step(participation: Participation, target: StageState, at: datetime, by: Account) -> None:
    stage = Stage.objects.select_for_update().get(participation=participation, kind=StageKind.INTAKE_TALK)
    if stage.state == StageState.PLANNED:
        return
    try:
        move_stage(stage=stage, step=Step(target=target, on=_day(at)), at=at, by=by)
    except IllegalMove:
        return


def _day(at: datetime) -> date:
    return timezone.localtime(at).date()
