"""The plan of a case: whose a step is, what shows that it was done, what the client chose, and who is reminded."""

from datetime import timedelta
from uuid import uuid4

import pytest

from tests.factories.cases import make_case
from tests.factories.incidents import MORNING, keep
from tests.support.mails import waiting_words
from weerbaar.confidential.cases import actions as cases
from weerbaar.confidential.cases import queries as case_queries
from weerbaar.confidential.incidents.actions import NotThere, plan
from weerbaar.confidential.incidents.models import PlanStep
from weerbaar.confidential.incidents.nine_steps import Route
from weerbaar.confidential.incidents.paperwork import StepFacts
from weerbaar.confidential.incidents.queries.plan import plan_of
from weerbaar.foundation.audit.models import Event
from weerbaar.foundation.vault.errors import NotGranted

DAY = timedelta(days=1)


@pytest.fixture
def arrived(raadsleden, vera):
    found = make_case()
    cases.claim(case=found.case, by=vera.account, keyring=vera.keyring, at=MORNING)
    return found


def set_step(arrived, by, number=2, **facts):
    told = StepFacts(**{name: facts.pop(name) for name in ("proof", "evidence", "by_client") if name in facts})
    given = {"owner": None, "due_at": None, "is_done": False, "at": MORNING} | facts
    plan.set_step(case=arrived.case, by=by.account, keyring=by.keyring, number=number, told=told, **given)


def seen(arrived, by, at=MORNING):
    return plan_of(by.keyring, arrived.case, at=at)


def test_a_fresh_plan_has_nine_steps_and_begins_with_the_first(arrived, vera):
    found = seen(arrived, vera)

    assert (len(found.steps), found.next.step.number, found.done, found.route) == (9, 1, 0, None)


def test_a_step_knows_its_owner_its_moment_and_what_shows_that_it_was_done(arrived, vera):
    piece = keep(arrived, vera, b"een brief")
    set_step(
        arrived, vera, owner=vera.account, due_at=MORNING + DAY, proof="In de kluis.", evidence=str(piece), is_done=True
    )

    stand = seen(arrived, vera).at(2)

    assert (stand.owner, stand.due_at, stand.done_at, stand.done_by) == (
        vera.account,
        MORNING + DAY,
        MORNING,
        vera.account,
    )
    assert (stand.facts.proof, stand.facts.evidence) == ("In de kluis.", str(piece))


def test_a_step_can_be_undone(arrived, vera):
    set_step(arrived, vera, is_done=True)
    set_step(arrived, vera, is_done=False)

    assert seen(arrived, vera).at(2).done_at is None


def test_what_is_late_comes_before_what_comes_first(arrived, vera):
    set_step(arrived, vera, number=4, owner=vera.account, due_at=MORNING)

    assert seen(arrived, vera, at=MORNING + DAY).next.step.number == 4


def test_what_the_client_chose_stands_in_their_own_words_and_ends_the_fifth_step(arrived, vera):
    plan.choose_route(
        case=arrived.case, by=vera.account, keyring=vera.keyring, route=Route.OTHER, reason="Nu nog niet.", at=MORNING
    )
    set_step(arrived, vera, number=5, proof="Samen besproken.", is_done=True)

    found = seen(arrived, vera)

    assert (found.route, found.choice.reason, found.choice.proof) == (Route.OTHER, "Nu nog niet.", "Samen besproken.")
    assert found.at(5).done_at == MORNING


def test_the_client_reads_the_plan_too(arrived, vera):
    set_step(arrived, vera, proof="In de kluis.")

    assert seen(arrived, arrived).at(2).facts.proof == "In de kluis."


def test_who_holds_no_key_owns_no_step(arrived, vera, joris):
    with pytest.raises(plan.HoldsNoKey):
        set_step(arrived, vera, owner=joris.account)

    assert PlanStep.objects.count() == 0


def test_who_holds_no_key_changes_and_reads_nothing(arrived, vera, joris):
    set_step(arrived, vera, proof="In de kluis.")

    with pytest.raises(NotGranted):
        set_step(arrived, joris)
    with pytest.raises(NotGranted):
        seen(arrived, joris)


@pytest.mark.parametrize("number", [0, 10])
def test_a_tenth_step_is_not_there(arrived, vera, number):
    with pytest.raises(NotThere):
        set_step(arrived, vera, number=number)


def test_evidence_of_elsewhere_is_no_proof(arrived, vera):
    with pytest.raises(NotThere):
        set_step(arrived, vera, evidence=str(uuid4()))


def test_every_change_is_in_the_trail_without_a_word(arrived, vera):
    set_step(arrived, vera, proof="In de kluis.")

    event = Event.objects.filter(action="plan.step_set").get()

    assert (event.subject, event.detail) == (arrived.case.subject, {"step": 2})


def test_who_owns_a_late_step_hears_it_once_and_not_what_it_is(arrived, vera):
    set_step(arrived, vera, owner=vera.account, due_at=MORNING, proof="In de kluis.")

    plan.remind(at=MORNING + DAY)
    plan.remind(at=MORNING + DAY)

    assert [(one["to"], one["subject"]) for one in waiting_words()] == [(vera.account.email, "Er wacht iets")]
    assert arrived.case.number not in waiting_words()[0]["body"]


def test_a_new_moment_is_reminded_of_anew(arrived, vera):
    set_step(arrived, vera, owner=vera.account, due_at=MORNING)
    plan.remind(at=MORNING + DAY)
    set_step(arrived, vera, owner=vera.account, due_at=MORNING + DAY)
    plan.remind(at=MORNING + 2 * DAY)

    assert len(waiting_words()) == 2


def test_a_step_that_is_done_or_still_in_time_is_not_reminded_of(arrived, vera):
    set_step(arrived, vera, number=1, owner=vera.account, due_at=MORNING, is_done=True)
    set_step(arrived, vera, number=2, owner=vera.account, due_at=MORNING + 2 * DAY)
    set_step(arrived, vera, number=3)

    plan.remind(at=MORNING + DAY)

    assert waiting_words() == []


def test_a_late_step_of_nobody_is_of_who_took_the_case_up(arrived, vera):
    set_step(arrived, vera, due_at=MORNING)

    plan.remind(at=MORNING + DAY)

    assert [one["to"] for one in waiting_words()] == [vera.account.email]


def test_a_late_step_of_who_has_no_key_any_more_is_of_who_took_the_case_up(arrived, vera, wil):
    set_step(arrived, vera, owner=vera.account, due_at=MORNING)
    cases.hand_over(case=arrived.case, by=vera.account, to=wil.account, keyring=vera.keyring, note="", at=MORNING)

    plan.remind(at=MORNING + DAY)

    assert [one["to"] for one in waiting_words()] == [wil.account.email]


def test_a_step_that_is_mine_stands_in_the_work_of_today(arrived, vera, wil):
    set_step(arrived, vera, owner=vera.account, due_at=MORNING)

    late = case_queries.work_of(vera.account, vera.keyring, at=MORNING + DAY).late

    there = f"/zaken/{arrived.case.number}/plan/stap/2/"
    assert [(item.number, item.at, item.href) for item in late if item.href] == [(arrived.case.number, MORNING, there)]
    assert not case_queries.work_of(wil.account, wil.keyring, at=MORNING + DAY)
