"""A round that asks more than one thing: each list by its own name, words, minutes and last day."""

from datetime import date, timedelta

import pytest
from django.test import Client

from tests.factories.surveys import form_with, link_to, one, open_uitvraag
from tests.factories.tour import HILVERSUM, LEUDAL, MORNING, make_contact, participation_of
from weerbaar.outreach.campaign.models import Office
from weerbaar.outreach.surveys.actions import mailing as post
from weerbaar.outreach.surveys.actions.answering import begin
from weerbaar.outreach.surveys.actions.openly import close_survey, open_for_round
from weerbaar.outreach.surveys.models import Questionnaire, Response, SurveyMail, Version
from weerbaar.outreach.surveys.queries import mailing
from weerbaar.outreach.surveys.questionnaires.reading import plain_form
from weerbaar.outreach.surveys.rules import offices_in
from weerbaar.outreach.surveys.rules.mailing import Due

pytestmark = pytest.mark.django_db
OWN = "?lijst=proef-1"
TODAY = MORNING.date()


def publish(*questions, **facts):
    """Will publish a list of our own, in Dutch alone."""
    form = form_with(*questions, intro="Over het werk.", title="Uw werk", **facts)
    made = Questionnaire.objects.create(key=form.key, name="Werk", made_at=MORNING)
    return Version.objects.create(
        questionnaire=made, number=1, content=plain_form(form), changed_at=MORNING, published_at=MORNING, digest="eigen"
    )


@pytest.fixture
def uitvraag(time_machine):
    time_machine.move_to(MORNING)
    return open_uitvraag()


@pytest.fixture
def own(uitvraag):
    publish(one("meldpunt", "ja", "nee"), minutes="9")
    return open_for_round(
        round=uitvraag.round, questionnaire="proef", closes_on=date(2026, 9, 1), at=MORNING + timedelta(hours=1)
    )


@pytest.fixture
def door(own):
    return f"/uitvraag/{link_to()[1]}/"


def text(client, address):
    return client.get(address).content.decode()


def test_each_list_is_offered_with_its_own_words_minutes_and_last_day(door, client):
    page = text(client, door)

    assert "Wat wilt u invullen?" in page
    for said in ("Zijn er afspraken over agressie?", "1 juli 2028", "Uw werk", "Over het werk.", "9 minuten"):
        assert said in page
    assert "1 september 2026" in page
    assert "Wat is uw functie?" not in page


def test_who_chose_a_list_sees_that_one_and_begins_it(door, own, client):
    page = text(client, door + OWN)
    client.post(door + OWN, {"office": "clerk"})

    assert "<h1>Uw werk</h1>" in page
    assert "Bekijk de andere vragen" in page
    assert "1 juli 2028" not in page
    assert Response.objects.get().survey == own


def test_the_mail_about_a_list_leads_to_that_list(own):
    to = mailing.Recipient(participation_of(), Office.CLERK, "x@y.invalid")

    words = post._words(own, mailing.Item(to, Due(SurveyMail.Kind.INVITATION, 1)), token="een", code="twee")

    assert f"/uitvraag/een/{OWN}\n" in words.body


def test_what_was_filled_in_stands_under_the_name_of_its_list(door, own, uitvraag, client):
    link = link_to()[0]
    for survey in (own, uitvraag):
        begin(link=link, survey=survey, office=Office.CLERK, at=MORNING)

    page = text(client, door)

    assert "Uw werk · griffier" in page
    assert "Zijn er afspraken over agressie? · griffier" in page


def test_what_was_not_sent_when_its_list_closed_says_so(door, own, client):
    begin(link=link_to()[0], survey=own, office=Office.CLERK, at=MORNING)
    close_survey(survey=own, at=MORNING)

    page = text(client, door + OWN)

    assert "Deze vragen zijn gesloten" in page
    assert "Dit is niet verstuurd en telt niet mee." in page
    assert "nog niet verstuurd" not in page


def test_a_municipality_has_no_commissioner_and_a_province_no_mayor(door, client):
    page = text(client, door + OWN)

    assert "burgemeester" in page
    assert "commissaris van de Koning" not in page
    assert Office.MAYOR not in offices_in("province")
    assert Office.KINGS_COMMISSIONER in offices_in("province")


def test_a_list_in_dutch_alone_is_dutch_for_everybody_and_offers_no_english(door, client):
    client.cookies["taal"] = "en"
    client.post(door + OWN, {"office": "clerk"})

    answers = [client.get(door + OWN), client.get(f"{door}1/vraag/deel_1/")]

    for answer in answers:
        assert answer.headers["Content-Language"] == "nl"
        assert 'name="language"' not in answer.content.decode()
    assert "Ga verder" in answers[1].content.decode()
    assert 'name="language"' in text(client, door)


def test_post_says_how_many_got_a_mail_about_another_list_lately(uitvraag, own, toon):
    for code in (LEUDAL, HILVERSUM):
        make_contact(code, email=f"{code}@gemeente.invalid")
    post.invite(survey=uitvraag, at=MORNING, by=toon.account)
    toon.sign_in(client := Client())

    page = text(client, f"/tour/uitvraag/{own.pk}/post/")

    assert "2 van deze organisaties kregen in de laatste 10 dagen al een mail" in page
    items = mailing.invitations(own, on=TODAY).items
    assert mailing.mailed_lately(items, about_other_than=own, on=TODAY + timedelta(days=11)) == 0
