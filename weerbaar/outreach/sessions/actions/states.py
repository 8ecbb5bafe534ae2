"""How far a gathering is: moved along by what there is of it, and the stages of its organisations with it."""

from datetime import datetime

from weerbaar.foundation.accounts.models import Account
from weerbaar.foundation.audit.actions import record
from weerbaar.outreach.campaign.actions.stages import Step, take_along
from weerbaar.outreach.campaign.actions.story import tell
from weerbaar.outreach.campaign.models import Moment, Stage, StageState
from weerbaar.outreach.campaign.rules import moves_from
from weerbaar.outreach.sessions.models import Gathering, State
from weerbaar.outreach.sessions.queries.gatherings import gathering_by, participations_of, short_of, stages_of
from weerbaar.outreach.sessions.rules import check_move, is_ahead, state_by_facts
from weerbaar.team.network.models import Skill


class NotNow(Exception):
    """In the state that it is in, this cannot be done with a gathering."""


def begun(gathering: Gathering, *, ahead: bool = True) -> Gathering:
    """Will lock a gathering for a change and return it as it is now; raises `NotNow` when it must be ahead and is not."""
    Gathering.objects.select_for_update().get(pk=gathering.pk)
    now = gathering_by(gathering.pk)
    assert now is not None
    if ahead and not is_ahead(now.state):
        raise NotNow
    return now


def settle(gathering: Gathering, *, at: datetime, by: Account | None) -> Gathering:
    """Will bring a gathering to the state that it has by its facts, inside the caller's transaction, and return it anew."""
    now = gathering_by(gathering.pk)
    assert now is not None
    target = state_by_facts(
        has_moment=now.starts_at is not None,
        has_programme=now.has_programme,  # type: ignore[attr-defined] # annotated by the query
        has_people=short_of(now, Skill.MODERATE) == 0 and short_of(now, Skill.TRAIN) == 0,
    )
    if is_ahead(now.state) and target != now.state:
        move(now, target, at=at, by=by)
    return now


def move(gathering: Gathering, target: State, *, at: datetime, by: Account | None, **facts: object) -> None:
    """Will take one move of the table, with what belongs to it; raises `IllegalMove` when the table has it not."""
    taken = check_move(gathering.state, target)
    for name, value in {"state": target, **facts}.items():
        setattr(gathering, name, value)
    gathering.save(update_fields=["state", *facts])
    record_act(taken.act, gathering, at=at, by=by)


def drive_stages(gathering: Gathering, step: Step, *, at: datetime, by: Account | None) -> None:
    """Will bring the stage of each organisation to where the gathering is: what was held before stays held."""
    for stage in sorted(stages_of(gathering), key=lambda one: str(one.pk)):
        take_along(stage=stage, step=step, origin=gathering.subject, at=at, by=by)


def can_go(stage: Stage, target: StageState) -> bool:
    """Whether the campaign lets a stage go there."""
    return any(move.target == target for move in moves_from(stage.state))


def tell_all(gathering: Gathering, text: str, *, at: datetime, by: Account | None) -> None:
    """Will put a line in the story of every organisation that it is for."""
    for participation in participations_of(gathering):
        tell(participation=participation, kind=Moment.Kind.SESSION, text=text, at=at, by=by)


def record_act(
    action: str, gathering: Gathering, *, at: datetime, by: Account | None, detail: dict[str, object] | None = None
) -> None:
    """Will record one act on a gathering. Nobody in `by` is who came by a link, or a machine."""
    bearer, role = (by.bearer, by.main_role) if by else ("link", "link")
    record(bearer=bearer, role=role, action=action, subject=gathering.subject, detail=detail, at=at)
