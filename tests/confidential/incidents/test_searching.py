"""A search of one's own cases finds what was told here, and never who did it."""

import pytest

from tests.factories.cases import make_case
from tests.factories.incidents import add_incident, keep
from tests.factories.team import NIGHT
from weerbaar.confidential.cases import actions as cases
from weerbaar.confidential.cases.queries import found_in_own
from weerbaar.confidential.incidents.models import Incident


@pytest.fixture
def taken_up(raadsleden, vera):
    arrived = make_case("Er is iets gebeurd.")
    cases.claim(case=arrived.case, by=vera.account, keyring=vera.keyring, at=NIGHT)
    return arrived


def found(vera, words):
    return [(hit.number, hit.where) for hit in found_in_own(vera.account, vera.keyring, words)]


def test_what_was_told_is_found(taken_up, vera):
    add_incident(taken_up, vera, description="Een steen door de ruit.", place="bij de molen")

    where = [(taken_up.case.number, "bij wat er is gebeurd")]
    assert found(vera, "steen") == found(vera, "molen") == where


def test_who_did_it_is_not_looked_for(taken_up, vera):
    add_incident(taken_up, vera, description="Een steen.", about_offender="Boze Bram van hiernaast")

    assert found(vera, "bram") == []


def test_an_original_is_found_by_its_name(taken_up, vera):
    keep(taken_up, vera, b"een brief", name="brief-van-zondag.txt")

    assert found(vera, "zondag") == [(taken_up.case.number, "in de naam van een bewijs")]


def test_a_box_that_does_not_open_is_left_out(taken_up, vera):
    add_incident(taken_up, vera, description="Een steen.")
    row = Incident.objects.get()
    Incident.objects.update(facts=row.summary)

    assert found(vera, "steen") == []
