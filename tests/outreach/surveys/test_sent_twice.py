"""What is sent from the very same page twice makes one questionnaire, one part, one version and one survey."""

import pytest

from tests.factories.questionnaires import LIST, ONE, form
from tests.support.twice import ANOTHER_PAGE, assert_taken_once, sent_twice
from weerbaar.outreach.surveys.models import Questionnaire

pytestmark = pytest.mark.django_db
NAME = {"name": "Hoe gaat het?"}


def shown(visitor, address):
    return {"stand": visitor.get(address).context["state"]}


def test_a_questionnaire_is_begun_once_and_another_when_it_is_asked_anew(visitor):
    assert_taken_once(visitor, LIST, NAME)
    sent_twice(visitor, LIST, NAME, page=ANOTHER_PAGE)

    assert Questionnaire.objects.filter(name=NAME["name"]).count() == 2


@pytest.mark.parametrize(
    ("tail", "told"),
    [
        ("begin/", {"title": "Anders", "minutes": "4"}),
        ("blok/nieuw/", {"title": "Tot slot"}),
        ("blok/uw_werk/vraag/nieuw/", {"title": "Hebt u hulp?", "choices": "Ja\nNee"} | ONE),
        ("weghalen/wat_er_mist/", {}),
    ],
)
def test_a_part_is_kept_once(visitor, filled, tail, told):
    told |= shown(visitor, filled + tail)

    answers, _counted = sent_twice(visitor, filled + tail, told)
    kept = form()
    sent_twice(visitor, filled + tail, told)

    assert [answer.status_code for answer in answers] == [302, 302]
    assert answers[0].headers["Location"] == answers[1].headers["Location"]
    assert form() == kept


def test_a_part_moves_one_place(visitor, filled):
    told = shown(visitor, filled) | {"part": "wat_er_mist", "change": "up"}

    answers, _counted = sent_twice(visitor, f"{filled}verplaatsen/", told)

    assert [answer.status_code for answer in answers] == [302, 302]
    assert [one.key for one in form().sections] == ["wat_er_mist", "uw_werk"]


def test_a_version_is_published_made_and_thrown_away_once(visitor, filled):
    told = shown(visitor, filled) | {"despite_words": "on"}
    assert_taken_once(visitor, f"{filled}publiceren/", told)
    assert_taken_once(visitor, f"{filled}nieuwe-versie/", {})
    assert_taken_once(visitor, f"{filled}weggooien/", shown(visitor, f"{filled}weggooien/"))


def test_a_survey_is_put_out_once(visitor, tour_round):
    told = {"questionnaire": "uitvraag", "round": tour_round.pk, "closes_on": "2027-09-01", "reminders": "1"}

    assert_taken_once(visitor, "/tour/uitvraag/nieuw/", told)
