from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tests.factories.tour import MORNING, participation_of, stage_of
from weerbaar.foundation.audit.models import Event
from weerbaar.outreach.campaign.actions.stages import AlreadyUndone, NoMoment, Step, move_stage, undo_move
from weerbaar.outreach.campaign.models import StageState
from weerbaar.outreach.campaign.rules import MOVES, IllegalMove, check_move, moves_from

State = StageState
TODAY = MORNING.date()
PLANNED = Step(target=State.PLANNED, on=TODAY, planned_for=MORNING + timedelta(days=150))


def walk(stage, *steps, by=None):
    return [move_stage(stage=stage, step=step, at=MORNING, by=by) for step in steps]


@given(source=st.sampled_from(State.values), target=st.sampled_from(State.values))
def test_a_step_is_taken_exactly_when_the_table_has_it(source, target):
    legal = target in MOVES and source in MOVES[State(target)].sources

    if legal:
        assert check_move(source, target).target == target
    else:
        with pytest.raises(IllegalMove):
            check_move(source, target)


def test_what_was_held_stays_held_and_nothing_is_held_that_was_not_planned():
    assert moves_from(State.HELD) == []
    assert MOVES[State.HELD].sources == {State.PLANNED}


@pytest.mark.django_db
def test_a_talk_goes_from_letter_to_held():
    stage = stage_of(participation_of())

    walk(stage, Step(target=State.OFFERED, on=TODAY), Step(target=State.WANTED, on=TODAY), PLANNED)
    move_stage(
        stage=stage, step=Step(target=State.HELD, on=date(2026, 10, 26)), at=MORNING + timedelta(days=180), by=None
    )

    stage.refresh_from_db()
    assert (stage.state, stage.held_on, stage.planned_for) == (State.HELD, date(2026, 10, 26), PLANNED.planned_for)
    assert list(stage.moves.values_list("source", "target")) == [
        ("open", "offered"), ("offered", "wanted"), ("wanted", "planned"), ("planned", "held"),
    ]  # fmt: skip


@pytest.mark.django_db
@pytest.mark.parametrize(
    "step", [Step(target=State.PLANNED, on=TODAY), Step(target=State.HELD, on=TODAY + timedelta(days=1))]
)
def test_a_step_without_its_moment_is_refused_and_nothing_is_kept(step):
    stage = stage_of(participation_of())
    walk(stage, PLANNED)
    before = Event.objects.count()

    with pytest.raises(NoMoment):
        walk(stage, step)

    assert (stage.moves.count(), Event.objects.count()) == (1, before)


@pytest.mark.django_db
def test_a_step_is_taken_back_to_the_letter(toon):
    stage = stage_of(participation_of())
    _, planned = walk(stage, Step(target=State.OFFERED, on=TODAY), PLANNED, by=toon.account)
    walk(stage, Step(target=State.LATER, on=TODAY, later_until=date(2027, 1, 1)), by=toon.account)
    later = stage.moves.last()

    undo_move(move=later, at=MORNING, by=toon.account)

    stage.refresh_from_db()
    assert (stage.state, stage.planned_for, stage.later_until) == (State.PLANNED, PLANNED.planned_for, None)
    with pytest.raises(AlreadyUndone):
        undo_move(move=later, at=MORNING, by=toon.account)
    undo_move(move=planned, at=MORNING, by=toon.account)
    stage.refresh_from_db()
    assert (stage.state, stage.planned_for) == (State.OFFERED, None)


@pytest.mark.django_db
def test_only_the_last_step_is_taken_back(toon):
    stage = stage_of(participation_of())
    offered, _ = walk(stage, Step(target=State.OFFERED, on=TODAY), PLANNED)

    with pytest.raises(AlreadyUndone):
        undo_move(move=offered, at=MORNING, by=toon.account)
