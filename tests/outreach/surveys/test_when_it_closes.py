"""A link that is good and a survey that closed: who comes hears so, and what became of what they filled in."""

import pytest

from tests.factories.surveys import NONE, answered, link_to, open_uitvraag
from tests.factories.tour import MORNING
from weerbaar.outreach.surveys.actions.answering import keep_all
from weerbaar.outreach.surveys.actions.openly import close_survey
from weerbaar.outreach.surveys.models import Response
from weerbaar.outreach.surveys.queries.answering import filling_of

pytestmark = pytest.mark.django_db


@pytest.fixture
def survey(time_machine):
    time_machine.move_to(MORNING)
    return open_uitvraag()


@pytest.fixture
def door(survey):
    return f"/uitvraag/{link_to()[1]}/"


def text(client, address):
    return client.get(address).content.decode()


def test_what_was_sent_stays(survey, door, client):
    answered(survey)
    close_survey(survey=survey, at=MORNING)

    assert "De vragen zijn gesloten" in text(client, door)
    assert client.post(door, {"office": "mayor"}).status_code == 200
    assert "Wat u verstuurde, hebben wij." in client.post(f"{door}1/controle/").content.decode()
    assert client.get(f"{door}1/klaar/").status_code == 200
    assert Response.objects.count() == 1


def test_who_was_half_way_hears_that_it_was_not_sent(survey, door, client):
    answered(survey, sent=False)
    close_survey(survey=survey, at=MORNING)

    pages = [client.get(door + address) for address in ("1/", "1/controle/", "1/vraag/protocol/")]
    late = client.post(f"{door}1/vraag/protocol/", {"protocol": "used", "stand": ""}).content.decode()

    assert [page.status_code for page in pages] == [410] * 3
    assert {"De vragen zijn gesloten" in page.content.decode() for page in pages} == {True}
    assert "Uw antwoorden zijn niet verstuurd." in pages[0].content.decode()
    assert "kwam te laat en is niet bewaard" in late
    assert filling_of(Response.objects.get()).answers["protocol"] == "none"


def test_a_change_that_was_not_sent_is_told_apart_from_what_was(survey, door, client):
    keep_all(response=answered(survey), answers=NONE | {"protocol": "asleep"}, at=MORNING)
    close_survey(survey=survey, at=MORNING)

    assert "Wat u daarna veranderde, telt niet mee." in text(client, f"{door}1/")
    assert "Wat u daarna veranderde, telt niet mee." in text(client, door)


def test_nobody_is_asked_to_pass_the_link_on(survey, door, client):
    answered(survey)
    running = text(client, f"{door}1/klaar/")
    close_survey(survey=survey, at=MORNING)

    assert "Stuur de link door" in running
    assert "Stuur de link door" not in text(client, f"{door}1/klaar/")


def test_who_comes_too_late_calls_the_team_of_the_tour(survey, door, client, settings):
    settings.TOUR_NUMBER = "030-1234567"
    close_survey(survey=survey, at=MORNING)

    assert 'Wij helpen u verder. <a href="tel:0301234567">Bel 030 123 45 67</a>' in text(client, door)
