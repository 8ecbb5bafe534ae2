"""Answers have no name: what ties them to somebody is an office, and a link that was handed to them."""

import pytest

from tests.factories.surveys import answered, link_to, open_uitvraag
from tests.factories.tour import LEUDAL, MORNING, make_contact
from tests.support.leftovers import open_words
from weerbaar.outreach.campaign.actions.contacts import forget_contact
from weerbaar.outreach.campaign.actions.links import hand_on
from weerbaar.outreach.campaign.models import Office
from weerbaar.outreach.campaign.queries.own_records import kept_anyway, known_about
from weerbaar.outreach.surveys.actions import mailing
from weerbaar.outreach.surveys.actions.answering import begin
from weerbaar.outreach.surveys.models import Response

pytestmark = pytest.mark.django_db


@pytest.fixture
def survey(tour_round):
    return open_uitvraag(tour_round)


@pytest.fixture
def clerk(survey):
    return make_contact(LEUDAL, surname="Zonderling", email="zonderling@gemeente.invalid")


@pytest.fixture
def colleague(survey):
    return make_contact(LEUDAL, Office.ASSISTANT, surname="Zonderling", email="")


def about(contact):
    return [(one.what, one.says) for one in known_about(contact)][1:]


def test_who_asks_reads_what_went_to_and_came_from_their_office(survey, clerk, toon):
    mailing.invite(survey=survey, at=MORNING, by=toon.account)
    answered(survey)

    assert about(clerk) == [
        ("Mail aan uw functie", "Uitvraag: uitnodiging"),
        ("Verstuurde antwoorden", "Uitvraag, namens de organisatie. Wij bewaren geen naam bij de antwoorden."),
    ]


def test_what_was_answered_before_somebody_held_the_office_is_not_theirs(survey, toon):
    answered(survey)
    successor = make_contact(LEUDAL, surname="Opvolger", from_on=MORNING.date().replace(year=2027))

    assert about(successor) == []


def test_an_office_that_many_hold_says_nothing_of_one_of_them(survey, colleague):
    answered(survey, office=Office.ASSISTANT)

    assert about(colleague) == []


def test_what_somebody_began_by_a_link_of_their_own_goes_with_them(survey, colleague, toon):
    handed = hand_on(link=link_to()[0], to=colleague, at=MORNING)
    begin(link=handed, survey=survey, office=Office.ASSISTANT, at=MORNING)
    answered(survey)
    assert ("Begonnen antwoorden", "Uitvraag") in about(colleague)

    forget_contact(contact=colleague, drop_story=True, at=MORNING, by=toon.account)

    assert list(Response.objects.values_list("office", flat=True)) == ["clerk"]
    assert "Zonderling" not in open_words()


def test_sent_answers_stay_with_the_organisation_without_a_name_and_the_page_says_so(survey, clerk, toon):
    mailing.invite(survey=survey, at=MORNING, by=toon.account)
    answered(survey)

    (says,) = kept_anyway(clerk)
    forget_contact(contact=clerk, drop_story=True, at=MORNING, by=toon.account)

    assert says.startswith("Verstuurde antwoorden op een vragenlijst blijven.")
    assert Response.objects.get().sent["protocol"] == "none"
    assert "Zonderling" not in open_words()
    assert "zonderling" not in open_words()
