"""Putting a questionnaire out, its last day, and its end."""

import re
from datetime import date, timedelta

import pytest
from django.test import Client

from tests.factories.questionnaires import ONE, publish, put
from tests.factories.surveys import answered, open_uitvraag
from tests.factories.tour import MORNING
from weerbaar.foundation.audit.models import Event
from weerbaar.outreach.surveys.actions.openly import close_survey
from weerbaar.outreach.surveys.models import Survey
from weerbaar.outreach.surveys.rules import is_open

TODAY = MORNING.date()


@pytest.fixture
def visitor(toon, time_machine):
    time_machine.move_to(MORNING)
    client = Client()
    toon.sign_in(client)
    return client


@pytest.fixture
def survey(tour_round):
    return open_uitvraag(tour_round, at=MORNING - timedelta(days=1))


@pytest.fixture
def address(survey):
    return f"/tour/uitvraag/{survey.pk}/"


def actions():
    return sorted(Event.objects.filter(action__startswith="survey.").values_list("action", flat=True))


def test_what_is_out_already_is_said_and_not_changed(survey, visitor, address):
    given = {"questionnaire": "uitvraag", "round": survey.round.pk, "closes_on": "2026-09-01", "reminders": "1"}

    again = visitor.post("/tour/uitvraag/nieuw/", given)

    said = again.content.decode()
    assert again.status_code == 400
    assert "Deze vragenlijst is al uitgezet voor deze ronde" in said
    assert f'href="{address}laatste-dag/"' in said
    assert Survey.objects.get().closes_on == survey.closes_on


def test_the_last_day_can_be_changed_and_is_written_down_once(survey, visitor, address):
    for _ in range(2):
        assert visitor.post(f"{address}laatste-dag/", {"closes_on": "2026-09-01"}).headers["Location"] == address

    assert Survey.objects.get().closes_on == date(2026, 9, 1)
    assert actions() == ["survey.last_day_set", "survey.opened"]


def test_a_survey_that_was_closed_opens_again_with_a_new_last_day(survey, visitor, address):
    close_survey(survey=survey, at=MORNING)
    asked = visitor.get(address).content.decode()

    visitor.post(f"{address}laatste-dag/", {"closes_on": "2026-09-01"})

    assert "Open de vragenlijst weer" in asked
    assert is_open(Survey.objects.get(), TODAY)
    assert actions() == ["survey.closed", "survey.opened", "survey.reopened"]


@pytest.mark.parametrize("wrong", ["", "gisteren", "2026-05-28", "2029-01-01"])
def test_a_last_day_that_cannot_be_is_refused(survey, visitor, address, wrong):
    assert visitor.post(f"{address}laatste-dag/", {"closes_on": wrong}).status_code == 400
    assert Survey.objects.get().closes_on == survey.closes_on


def test_before_a_survey_closes_it_is_asked_and_who_is_half_way_is_counted(survey, visitor, address):
    answered(survey, sent=False)

    asked = visitor.get(f"{address}sluiten/").content.decode()

    assert is_open(Survey.objects.get(), TODAY)
    assert "1 invuller begon wel, maar verstuurde nog niets" in asked
    visitor.post(f"{address}sluiten/")
    assert not is_open(Survey.objects.get(), TODAY)
    assert visitor.get(f"{address}sluiten/").headers["Location"] == address


def test_the_list_that_somebody_came_from_is_chosen(visitor, own, tour_round):
    assert tour_round
    put(visitor, f"{own}blok/nieuw/", title="Uw werk")
    put(visitor, f"{own}blok/uw_werk/vraag/nieuw/", title="Hebt u genoeg tijd?", choices="Ja\nNee", **ONE)
    publish(visitor, own)

    address = re.search(r'href="([^"]*/nieuw/[^"]*)"', visitor.get(own).content.decode())[1]
    page = visitor.get(address).content.decode()

    assert '<option value="hoe_gaat_het_met_de_griffie" selected>' in page
    assert '<option value="uitvraag" selected>' not in page
    assert visitor.get("/tour/uitvraag/nieuw/?vragenlijst=bestaat_niet").status_code == 200


def test_a_survey_that_closed_without_answers_says_so(survey, visitor, address):
    assert "Er is nog geen antwoord" in visitor.get(address).content.decode()

    close_survey(survey=survey, at=MORNING)

    page = visitor.get(address).content.decode()
    assert "Er kwam geen antwoord" in page
    assert "Zodra iemand verstuurt" not in page
