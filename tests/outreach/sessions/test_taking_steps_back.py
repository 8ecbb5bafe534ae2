"""A step of a stage that a session drove is not taken back at the stage alone: the two say the same."""

from datetime import timedelta

import pytest
from django.urls import reverse

from tests.factories.sessions import ASKED, EVENING, again, make_gathering, plan
from tests.factories.tour import HILVERSUM, participation_of, stage_of
from tests.outreach.sessions.calendar_answers import ask
from tests.outreach.sessions.test_results import ANSWER
from weerbaar.outreach.campaign.actions.bulk import act_on, undo_batch
from weerbaar.outreach.campaign.actions.stages import HeldElsewhere, Step, move_stage, undo_move
from weerbaar.outreach.campaign.models import Moment, StageKind, StageState
from weerbaar.outreach.campaign.queries.bulk import StageAct
from weerbaar.outreach.sessions.actions import evaluations, reports, staffing
from weerbaar.outreach.sessions.actions.gatherings import cancel_gathering, take_held_back, tell_held
from weerbaar.outreach.sessions.actions.states import NotNow
from weerbaar.outreach.sessions.models import Answer, HeadCount, State
from weerbaar.outreach.sessions.queries.results import may_take_held_back
from weerbaar.outreach.surveys.actions.openly import answer_openly

pytestmark = pytest.mark.django_db
AFTER = EVENING + timedelta(hours=3)
PRESENT = {"council": 20, "executive": 2}


def stage():
    return stage_of(participation_of(HILVERSUM), StageKind.SESSION)


def last():
    return stage().moves.filter(undone_at=None).last()


def by_hand(target, by, **facts):
    return move_stage(stage=stage(), step=Step(target=target, on=ASKED.date(), **facts), at=ASKED, by=by)


@pytest.fixture
def planned(by):
    made = make_gathering(by=by)
    plan(made, by=by)
    return again(made)


class TestAtTheStage:
    def test_what_a_session_drove_stays_as_long_as_the_session_stands(self, planned, by):
        with pytest.raises(HeldElsewhere):
            undo_move(move=last(), at=ASKED, by=by)

        assert (stage().state, again(planned).starts_at) == (StageState.PLANNED, EVENING)

    def test_what_a_colleague_brought_there_by_hand_is_what_the_session_rests_on(self, by):
        wanted = by_hand(StageState.WANTED, by)
        make_gathering(by=by)

        with pytest.raises(HeldElsewhere):
            undo_move(move=wanted, at=ASKED, by=by)

        assert stage().moves.count() == 1

    @pytest.mark.usefixtures("planned")
    def test_what_somebody_did_by_hand_afterwards_is_taken_back(self, by):
        undo_move(move=by_hand(StageState.DECLINED, by), at=ASKED, by=by)

        assert stage().state == StageState.PLANNED

    def test_a_session_that_was_called_off_does_not_come_back_by_the_stage(self, planned, by):
        cancel_gathering(gathering=planned, because="Storm", at=ASKED, by=by)

        with pytest.raises(HeldElsewhere):
            undo_move(move=last(), at=ASKED, by=by)

        assert stage().state == StageState.WANTED

    def test_whom_a_colleague_put_back_to_wanted_is_not_planned_once_the_session_is_called_off(self, planned, by):
        mine = by_hand(StageState.WANTED, by)
        cancel_gathering(gathering=planned, because="Storm", at=ASKED, by=by)

        with pytest.raises(HeldElsewhere):
            undo_move(move=mine, at=ASKED, by=by)

    def test_a_session_that_was_asked_for_by_mistake_leaves_nothing_behind(self, by):
        made = make_gathering(by=by)
        cancel_gathering(gathering=made, because="Vergissing", at=ASKED, by=by)

        undo_move(move=last(), at=ASKED, by=by)

        assert stage().state == StageState.OPEN

    def test_a_stage_that_was_moved_by_hand_meanwhile_is_held_with_the_session(self, planned, by):
        by_hand(StageState.WANTED, by)

        tell_held(gathering=planned, present=PRESENT, at=AFTER, by=by)

        assert (stage().state, stage().held_on, stage().planned_for) == (StageState.HELD, EVENING.date(), EVENING)

    def test_an_act_on_many_leaves_it_and_names_it(self, by):
        act = StageAct(kind=StageKind.SESSION, target=StageState.WANTED, on=ASKED.date())
        batch, _ = act_on(keys=[participation_of(HILVERSUM).pk], act=act, what="wanted", at=ASKED, by=by)
        make_gathering(by=by)

        undone = undo_batch(batch=batch, at=ASKED, by=by)

        assert (undone.count, undone.left, stage().state) == (0, ["Hilversum"], StageState.WANTED)


class TestThePage:
    def page(self, visitor):
        return visitor.get(reverse("organisation", args=[HILVERSUM])).content.decode()

    def test_it_leads_to_the_session_instead(self, visitor, planned):
        shown = self.page(visitor)

        assert f'<a href="{reverse("gathering", args=[planned.pk])}">Verander dit bij de bijeenkomst</a>' in shown
        assert "Neem terug" not in shown

    def test_of_a_session_that_was_called_off_it_says_that_the_step_came_from_it(self, visitor, planned, by):
        cancel_gathering(gathering=planned, because="Storm", at=ASKED, by=by)

        assert "Kwam door de bijeenkomst</a>" in self.page(visitor)

    @pytest.mark.usefixtures("planned")
    def test_what_was_done_by_hand_has_its_button(self, visitor, by):
        by_hand(StageState.DECLINED, by)

        assert "Neem terug" in self.page(visitor)

    @pytest.mark.usefixtures("planned")
    def test_an_old_page_changes_nothing_and_says_where(self, visitor):
        address = reverse("undo_step", args=[HILVERSUM, StageKind.SESSION])

        answer = visitor.post(address, {"stap": str(last().pk)}, follow=True)

        assert "Bij de stap staat waar u dit verandert" in answer.content.decode()
        assert stage().state == StageState.PLANNED


class TestHeldByMistake:
    @pytest.fixture
    def held(self, planned, by):
        tell_held(gathering=planned, present=PRESENT, at=AFTER, by=by)
        return again(planned)

    def test_session_and_stage_are_ahead_again_without_numbers(self, held, by):
        take_held_back(gathering=held, at=AFTER, by=by)

        now = again(held)
        assert (now.state, now.held_at, stage().state, stage().planned_for) == (
            State.PLANNED, None, StageState.PLANNED, EVENING,
        )  # fmt: skip
        assert set(HeadCount.objects.values_list("present", flat=True)) == {None}
        assert Moment.objects.filter(text="Brede bijeenkomst was toch niet gehouden.").exists()

    def test_who_led_it_and_told_their_hours_was_there(self, planned, by):
        asked = ask(planned, by)
        staffing.answer(asked=asked, answer=Answer.YES, remark="", at=ASKED)
        tell_held(gathering=planned, present=PRESENT, at=AFTER, by=by)
        reports.tell_work(asked=asked, minutes=150, travel_cents=0, other_cents=0, remark="", at=AFTER)

        with pytest.raises(NotNow):
            take_held_back(gathering=planned, at=AFTER, by=by)

        assert again(planned).state == State.HELD

    def test_where_the_hall_answered_it_was_held(self, held, by):
        survey = evaluations.open_evaluation(gathering=held, at=AFTER, by=by)
        take_held_back_would = may_take_held_back(again(held))
        answer_openly(survey=survey, answers=ANSWER, once="een", whom="zaal", at=AFTER)

        with pytest.raises(NotNow):
            take_held_back(gathering=held, at=AFTER, by=by)

        assert take_held_back_would

    def test_what_was_not_held_is_not_put_right(self, planned, by):
        with pytest.raises(NotNow):
            take_held_back(gathering=planned, at=AFTER, by=by)

    @pytest.mark.usefixtures("held")
    def test_a_stage_that_was_held_before_stays_held(self, by):
        second = make_gathering(by=by)
        plan(second, EVENING + timedelta(days=1), by=by)
        tell_held(gathering=again(second), present=PRESENT, at=AFTER + timedelta(days=1), by=by)

        take_held_back(gathering=again(second), at=AFTER + timedelta(days=1), by=by)

        assert (stage().state, stage().held_on) == (StageState.HELD, EVENING.date())

    def test_it_is_pressed_on_the_page_of_what_came_after(self, visitor, held):
        page = reverse("gathering_after", args=[held.pk])
        assert "Toch niet gehouden?" in visitor.get(page).content.decode()

        answer = visitor.post(reverse("change_after", args=[held.pk, "niet-gehouden"]), follow=True)

        assert "dit is nog niet gehouden" in answer.content.decode()
        assert again(held).state == State.PLANNED
        assert "Toch niet gehouden?" not in answer.content.decode()
