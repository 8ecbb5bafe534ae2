"""Two cases become one: what happened, what shows it and what is done about it come along, sealed for the same readers."""

from datetime import timedelta

import pytest

from tests.factories.cases import lines_seen, make_case
from tests.factories.incidents import MORNING, add_incident
from weerbaar.confidential.cases import actions as cases
from weerbaar.confidential.cases.models import Case
from weerbaar.confidential.incidents import queries
from weerbaar.confidential.incidents.actions import plan
from weerbaar.confidential.incidents.models import PlanStep
from weerbaar.confidential.incidents.paperwork import StepFacts
from weerbaar.confidential.incidents.queries.plan import plan_of
from weerbaar.foundation.vault.models import Grant

LATER = MORNING + timedelta(days=1)


@pytest.fixture
def pair(raadsleden, vera):
    """Two cases that Vera answers in, each with one thing that happened and a link that shows it."""
    both = []
    for place in ("deur", "werk"):
        arrived = make_case(f"Er was iets bij de {place}.")
        cases.claim(case=arrived.case, by=vera.account, keyring=vera.keyring, at=MORNING)
        add_incident(arrived, vera, description=f"Er stond iemand bij de {place}.")
        both.append(arrived)
    return both


def step(arrived, by, number, proof, *, is_done=False):
    plan.set_step(
        case=arrived.case,
        by=by.account,
        keyring=by.keyring,
        number=number,
        owner=None,
        due_at=None,
        told=StepFacts(proof=proof),
        is_done=is_done,
        at=MORNING,
    )


def merge(pair, by):
    first, second = pair
    return cases.merge(
        case=first.case, gone=second.case, by=by.account, keyring=by.keyring, facts=cases.Facts(), at=LATER
    )


def test_what_happened_in_both_stands_on_one_timeline(pair, vera):
    terms = sum(arrived.case.deadlines.count() for arrived in pair)

    case = merge(pair, vera)

    told_of = sorted(whole.told.description for whole in queries.incidents_in_full(vera.keyring, case))
    assert told_of == ["Er stond iemand bij de deur.", "Er stond iemand bij de werk."]
    assert case.deadlines.count() == terms > 0
    for arrived in pair:
        assert len(queries.timeline(arrived.keyring, case)) == 2


def test_what_happened_is_sealed_to_the_helper_and_either_client(pair, vera):
    case = merge(pair, vera)

    clients = [arrived.keyring.holder_id for arrived in pair]
    for part in queries.parts_of(case):
        holders = set(Grant.objects.filter(compartment_id=part).values_list("holder_id", flat=True))
        assert holders == {vera.account.holder_id, *clients}


def test_of_each_step_one_stays_and_what_the_other_said_is_told_to_the_team(pair, vera):
    first, second = pair
    step(first, vera, 2, "foto van de deur")
    step(second, vera, 2, "gesprek met de griffier", is_done=True)
    step(second, vera, 3, "alleen hier")

    case = merge(pair, vera)

    stands = plan_of(vera.keyring, case, at=LATER)
    assert [stands.at(number).facts.proof for number in (2, 3)] == ["gesprek met de griffier", "alleen hier"]
    assert PlanStep.objects.filter(case=case).count() == 2
    note = [line.text for line in lines_seen(vera.keyring, case, with_notes=True)][-1]
    assert "foto van de deur" in note


def test_what_is_added_after_a_merge_is_read_by_all(pair, vera):
    case = merge(pair, vera)

    add_incident(pair[0], vera, description="En weer.", at=LATER)

    for arrived in pair:
        assert len(queries.timeline(arrived.keyring, case)) == 3
    assert Case.objects.get(pk=pair[1].case.pk).incidents.count() == 0
