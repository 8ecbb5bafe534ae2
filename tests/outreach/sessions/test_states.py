"""How far a gathering is: by one table, by its facts, and with the stages of its organisations."""

from datetime import timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tests.factories.sessions import ASKED, EVENING, LENGTH, again, compose, make_gathering, plan
from tests.factories.tour import HILVERSUM, LEUDAL, participation_of, stage_of
from weerbaar.foundation.audit.models import Event
from weerbaar.outreach.campaign.models import Moment, StageKind, StageState
from weerbaar.outreach.sessions.actions.gatherings import (
    NobodyThere,
    NotYet,
    cancel_gathering,
    change_terms,
    tell_held,
    want_gathering,
)
from weerbaar.outreach.sessions.actions.programme import set_programme
from weerbaar.outreach.sessions.actions.states import NotNow
from weerbaar.outreach.sessions.models import Gathering, Kind, State
from weerbaar.outreach.sessions.rules import (
    MOVES,
    IllegalMove,
    Lack,
    Standing,
    check_move,
    is_ahead,
    lacks,
    state_by_facts,
)

AFTER = EVENING + LENGTH + timedelta(hours=1)
PRESENT = {"council": 17, "executive": 3, "staff": 2, "other": 0}


@given(source=st.sampled_from(State.values), target=st.sampled_from(State.values))
def test_a_move_is_taken_exactly_when_the_table_has_it(source, target):
    legal = State(target) in MOVES and State(source) in MOVES[State(target)].sources

    if legal:
        assert check_move(source, target).target == target
    else:
        with pytest.raises(IllegalMove):
            check_move(source, target)


@given(st.booleans(), st.booleans(), st.booleans(), st.sampled_from(State))
def test_facts_lead_only_to_states_that_can_be_reached(moment, programme, people, source):
    target = state_by_facts(has_moment=moment, has_programme=programme, has_people=people)

    assert is_ahead(target)
    if is_ahead(source) and moment and target != source:
        assert source in MOVES[target].sources


def test_what_was_held_is_planned_again_by_mistake_alone_and_what_was_called_off_stays_called_off():
    after_it = {State.EVALUATED, State.PLANNED}
    assert {target for target, move in MOVES.items() if State.HELD in move.sources} == after_it
    assert not [move for move in MOVES.values() if State.CANCELLED in move.sources or State.EVALUATED in move.sources]


@given(
    st.builds(
        Standing,
        state=st.sampled_from(State.values), ends_at=st.sampled_from([None, EVENING, AFTER + timedelta(days=9)]),
        has_programme=st.booleans(), has_room=st.booleans(), moderators_short=st.integers(0, 2),
        trainers_short=st.integers(0, 2), materials_open=st.integers(0, 3), pays_itself=st.booleans(),
        moderators_come=st.integers(0, 2), trainers_come=st.integers(0, 2),
        quotation_made=st.booleans(), quotation_settled=st.booleans(), survey_open=st.booleans(),
        results_sent=st.booleans(),
    )
)  # fmt: skip
def test_nothing_is_lacked_twice_and_nothing_by_what_is_over(standing):
    found = lacks(standing, AFTER)

    assert len(found) == len(set(found))
    if standing.state == State.EVALUATED:
        assert found == [Lack.REPORTS] * standing.reports_open + [Lack.RETURNED] * standing.mail_returned
    if standing.state == State.CANCELLED:
        assert found == [Lack.RETURNED] * standing.mail_returned


@pytest.mark.django_db
class TestALife:
    def test_from_wish_to_held(self, by):
        one = make_gathering(wishes="Graag over sociale media.", by=by)
        stage = stage_of(participation_of(HILVERSUM), StageKind.SESSION)
        assert (one.state, stage.state) == (State.ASKED, StageState.WANTED)

        plan(one, by=by)
        compose(one, by=by)
        assert again(one).state == State.PROGRAMME_READY
        tell_held(gathering=one, present=PRESENT, at=AFTER, by=by)

        held = again(one)
        stage.refresh_from_db()
        assert (held.state, held.held_at) == (State.HELD, AFTER)
        assert (stage.state, stage.held_on.isoformat()) == (StageState.HELD, "2026-10-26")
        told = Moment.objects.filter(kind=Moment.Kind.SESSION).order_by("at", "id").values_list("text", flat=True)
        assert list(told)[-1] == "Brede bijeenkomst gehouden, 22 aanwezigen."
        acts = Event.objects.filter(subject=one.subject).order_by("sequence").values_list("action", flat=True)
        assert list(acts) == [
            "gathering.asked", "gathering.planned", "gathering.composed", "gathering.programme_set", "gathering.held",
        ]  # fmt: skip

    def test_a_joint_event_moves_the_stage_of_every_organisation(self, by):
        one = make_gathering("PV31", LEUDAL, by=by)

        plan(one, by=by)

        stages = [stage_of(participation_of(code), StageKind.SESSION) for code in ("PV31", LEUDAL)]
        assert [(stage.state, stage.planned_for) for stage in stages] == [(StageState.PLANNED, EVENING)] * 2

    def test_a_programme_taken_away_is_a_state_lost(self, by):
        one = make_gathering(by=by)
        plan(one, by=by)
        compose(one, by=by)
        set_programme(gathering=one, chosen=[], at=ASKED, by=by)

        assert again(one).state == State.PLANNED

    def test_nothing_is_held_before_it_began_or_without_a_date(self, by):
        one = make_gathering(by=by)
        with pytest.raises(NotNow):
            tell_held(gathering=one, present={}, at=AFTER, by=by)
        plan(one, by=by)

        with pytest.raises(NotYet):
            tell_held(gathering=one, present={}, at=EVENING - timedelta(minutes=1), by=by)

    def test_what_is_over_cannot_change(self, by):
        one = make_gathering(by=by)
        plan(one, by=by)
        cancel_gathering(gathering=one, because="De griffier verhuist.", at=ASKED, by=by)

        for change in (
            lambda: plan(one, EVENING + timedelta(days=1), by=by),
            lambda: compose(one, by=by),
            lambda: cancel_gathering(gathering=one, because="nog eens", at=ASKED, by=by),
            lambda: change_terms(
                gathering=one, wishes="", minutes=60, moderators=1, trainers=0, payer="team", at=ASKED, by=by
            ),
        ):
            with pytest.raises(NotNow):
                change()
        stage = stage_of(participation_of(HILVERSUM), StageKind.SESSION)
        assert (again(one).state, stage.state) == (State.CANCELLED, StageState.WANTED)

    def test_a_second_training_leaves_the_stage_held(self, by):
        first = make_gathering(kind=Kind.TRAINING, by=by)
        plan(first, by=by)
        tell_held(gathering=first, present=PRESENT, at=AFTER, by=by)
        stage = stage_of(participation_of(HILVERSUM), StageKind.TRAINING)

        second = want_gathering(kind=Kind.TRAINING, stages=[stage], at=AFTER, by=by)
        plan(second, EVENING + timedelta(days=60), at=AFTER, by=by)

        stage.refresh_from_db()
        assert stage.state == StageState.HELD

    def test_nobody_twice_and_no_mixture(self, by):
        session = stage_of(participation_of(HILVERSUM), StageKind.SESSION)
        talk = stage_of(participation_of(HILVERSUM), StageKind.INTAKE_TALK)

        for stages in ([], [session, session], [session, talk]):
            with pytest.raises(NobodyThere):
                want_gathering(kind=Kind.SESSION, stages=stages, at=ASKED, by=by)
        assert not Gathering.objects.exists()
