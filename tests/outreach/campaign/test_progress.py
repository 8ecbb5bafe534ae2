"""How far a round is: what the database counts is what somebody counts who looks at every row."""

import json
from datetime import UTC, date, datetime, timedelta
from io import StringIO

import pytest
from django.core.management import CommandError, call_command
from hypothesis import given, settings
from hypothesis import strategies as st

from tests.factories.tour import HILVERSUM, LEUDAL, WIJDEMEREN, make_round, participation_of, stage_of
from weerbaar.outreach.campaign import figures
from weerbaar.outreach.campaign.actions.stages import Step, move_stage, undo_move
from weerbaar.outreach.campaign.models import Participation, Stage, StageKind, StageMove, StageState
from weerbaar.outreach.campaign.queries import progress
from weerbaar.outreach.campaign.rules import MOVES

pytestmark = pytest.mark.django_db

NOW = datetime(2026, 11, 30, 9, 0, tzinfo=UTC)
TODAY = date(2026, 11, 30)
MAASTRICHT, LIMBURG = "GM0935", "PV31"
STATES = [state for state in StageState if state != StageState.OPEN]


def step(participation, *states, kind=StageKind.INTAKE_TALK, on=TODAY):
    """Walks one stage along; a step that the table does not have is not taken."""
    for state in states:
        stage = stage_of(participation, kind)
        if stage.state in MOVES[state].sources:
            move_stage(stage=stage, step=Step(target=state, on=on, planned_for=NOW), at=NOW, by=None)


def recount(round_, inside):
    """The same, the slow way: every stage and every step that stands, one by one."""
    there = [one for one in Participation.objects.filter(round=round_, merged_into=None) if inside(one)]
    found = {"organisations": len(there), "approached": 0, "visited": 0, "stages": {}}
    for kind in StageKind.values:
        found["stages"][kind] = {"organisations": len(there), **dict.fromkeys(StageState.values, 0)}
        found["stages"][kind]["ever"] = dict.fromkeys(["offered", "wanted", "planned", "held"], 0)
    for one in there:
        stages = list(Stage.objects.filter(participation=one))
        found["approached"] += bool(one.letter_sent_on) or any(stage.state != "open" for stage in stages)
        found["visited"] += any(stage.state == "held" for stage in stages)
        for stage in stages:
            count = found["stages"][stage.kind]
            count[stage.state] += 1
            been = {stage.state, *(move.target for move in StageMove.objects.filter(stage=stage, undone_at=None))}
            count["ever"]["offered"] += stage.state != "open"
            count["ever"]["wanted"] += bool(been & {"wanted", "planned", "held"})
            count["ever"]["planned"] += bool(been & {"planned", "held"})
            count["ever"]["held"] += stage.state == "held"
    return found


HISTORY = st.lists(
    st.tuples(
        st.sampled_from([LEUDAL, MAASTRICHT, HILVERSUM, WIJDEMEREN, LIMBURG]),
        st.sampled_from(StageKind),
        st.sampled_from([*STATES, "undo", "letter", "merge"]),
    ),
    max_size=25,
)


@settings(max_examples=25)
@given(history=HISTORY)
def test_the_counts_are_those_of_a_slow_recount(history, toon):
    Participation.objects.update(merged_into=None, letter_sent_on=None)
    StageMove.objects.all().delete()
    Stage.objects.update(state="open", held_on=None, planned_for=None)
    round_ = participation_of(LEUDAL).round
    for code, kind, act in history:
        one = participation_of(code, round=round_)
        last = StageMove.objects.filter(stage=stage_of(one, kind), undone_at=None).order_by("-number").first()
        if act == "letter":
            Participation.objects.filter(pk=one.pk).update(letter_sent_on=TODAY)
        elif act == "merge":
            into = participation_of(HILVERSUM, round=round_)
            Participation.objects.filter(pk=participation_of(WIJDEMEREN, round=round_).pk).update(merged_into=into)
        elif act == "undo":
            if last:
                undo_move(move=last, at=NOW, by=toon.account)
        else:
            step(one, act, kind=kind)

    told = figures.as_json(figures.report_of(round_, on=TODAY), at=NOW)

    assert {key: told[key] for key in ("organisations", "approached", "visited", "stages")} == recount(round_, bool)
    for code in (LIMBURG, "PV27"):
        within = recount(
            round_, lambda one, code=code: code in {one.organisation_id, one.organisation.authority.province_id}
        )
        assert {key: told["provinces"][code][key] for key in within} == within
    for where in [told, *told["provinces"].values()]:
        for stage in where["stages"].values():
            assert sum(stage[state] for state in StageState.values) == where["organisations"]
            ever = stage["ever"]
            assert where["organisations"] >= ever["offered"] >= ever["wanted"] >= ever["planned"] >= ever["held"]


def test_the_counts_cost_the_same_for_one_and_for_all(tour_round, django_assert_num_queries):
    with django_assert_num_queries(4):
        figures.report_of(tour_round, on=TODAY)


def test_another_round_does_not_count(tour_round):
    other = make_round("2022-2024", starts_on=date(2022, 6, 1), ends_on=date(2025, 1, 1))
    step(participation_of(LEUDAL, round=other), StageState.OFFERED)

    assert figures.report_of(tour_round, on=TODAY).whole.approached == 0
    assert figures.report_of(other, on=TODAY).whole.approached == 1


def test_lead_times_say_how_many_are_in_them_and_who_waits(tour_round):
    for number, code in enumerate([LEUDAL, MAASTRICHT, HILVERSUM]):
        one = participation_of(code)
        Participation.objects.filter(pk=one.pk).update(letter_sent_on=TODAY - timedelta(days=150))
        if number < 2:
            step(one, StageState.PLANNED, StageState.HELD, on=TODAY - timedelta(days=50 * number))

    told = figures.as_json(figures.report_of(tour_round, on=TODAY), at=NOW)["lead_times"]

    assert told["letter_to_talk"] == {"organisations": 2, "waiting": 1, "median_days": 125.0, "p90_days": 150}
    assert told["letter_to_answer"] == {"organisations": 0, "waiting": 3, "median_days": None, "p90_days": None}


def run(*words):
    out = StringIO()
    call_command("tour", *words, stdout=out)
    return out.getvalue()


def test_the_command_tells_the_current_round_as_json(tour_round):
    step(participation_of(LEUDAL), StageState.OFFERED, StageState.PLANNED, StageState.HELD)
    step(participation_of(MAASTRICHT), StageState.DECLINED)

    told = json.loads(run("progress", "--json"))

    assert told["round"]["code"] == "2026"
    assert told["organisations"] == 354
    limburg = told["provinces"]["PV31"]
    assert (limburg["name"], limburg["organisations"]) == ("Limburg", 32)
    talk = limburg["stages"]["intake_talk"]
    assert {state: talk[state] for state in ("offered", "planned", "held", "declined")} == {
        "offered": 0, "planned": 0, "held": 1, "declined": 1,
    }  # fmt: skip
    assert talk["ever"] == {"offered": 2, "wanted": 1, "planned": 1, "held": 1}
    assert told["forecast"]["intake_talk"] == {"to_go": 352, "says": "too_little", "weeks": 0, "held": 1}


def test_the_command_tells_it_in_words(tour_round):
    assert "Limburg: benaderd 0/32, gehouden: voorgesprek 0/32" in run("progress", "--round", "2026")


@pytest.mark.parametrize(("words", "answer"), [(["--round", "2099"], "geen ronde '2099'.*2026"), ([], "")])
def test_a_round_that_is_not_there_is_said_so(words, answer, request):
    if words:
        request.getfixturevalue("tour_round")
    with pytest.raises(CommandError, match=answer or "nog geen ronde"):
        run("progress", "--json", *words)


def test_where_every_organisation_is(tour_round):
    step(participation_of(LEUDAL), StageState.WANTED)

    states = progress.states_of(tour_round, StageKind.INTAKE_TALK)

    assert (len(states), states[LEUDAL], states[HILVERSUM]) == (354, "wanted", "open")
