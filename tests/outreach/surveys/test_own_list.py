"""A list of our own in a round: nothing of the Uitvraag around it, and every kind of question counted."""

import pytest
from django.test import Client

from tests.factories.surveys import answered, form_with, one
from tests.factories.tour import HILVERSUM, LEUDAL, MORNING
from weerbaar.outreach.surveys.actions.making import make_questionnaire, publish, save_draft, state_of
from weerbaar.outreach.surveys.actions.openly import open_for_round
from weerbaar.outreach.surveys.queries import mailing

TODAY = MORNING.date()
ASKED = (
    one("protocol", "ja", "nee"),
    {"key": "posts", "kind": "number", "title": "Hoeveel meldpunten zijn er?", "least": "0", "most": "500"},
    {"key": "trust", "kind": "scale", "title": "Hoeveel vertrouwen is er?", "least": "1", "most": "5"},
    {"key": "since", "kind": "date", "title": "Sinds wanneer?"},
    {"key": "why", "kind": "long", "title": "Waarom?"},
    {"key": "secret", "kind": "long", "title": "Alleen voor ons?", "mark": "confidential"},
)
GIVEN = {
    "protocol": "ja",
    "posts": 7,
    "trust": 4,
    "since": "2024-05-05",
    "why": "Omdat het moet.",
    "secret": "Onder ons.",
}


@pytest.fixture
def survey(tour_round, toon):
    draft = make_questionnaire(name="Meldpunten", at=MORNING, by=toon.account)
    form = form_with(*ASKED, key=draft.questionnaire_id, title="Meldpunten")
    draft = save_draft(version=draft, form=form, state=state_of(draft), at=MORNING)
    publish(version=draft, despite_words=True, state=state_of(draft), at=MORNING, by=toon.account)
    return open_for_round(round=tour_round, questionnaire=draft.questionnaire_id, at=MORNING, by=toon.account)


@pytest.fixture
def visitor(toon):
    client = Client()
    toon.sign_in(client)
    return client


@pytest.fixture
def page_of(survey, visitor):
    def page(part="", **asked):
        return visitor.get(f"/tour/uitvraag/{survey.pk}/{part}", asked).content.decode()

    return page


@pytest.mark.parametrize("part", ["", "organisaties/", f"organisatie/{LEUDAL}/", "kaart/", "regels.csv"])
def test_nothing_of_the_uitvraag_stands_around_a_list_of_our_own(survey, page_of, part):
    answered(survey, LEUDAL, GIVEN)

    page = page_of(part)

    assert page
    for words in (
        "gressieprotocol",
        "Protocol nu",
        "in gebruik",
        "in slaap",
        "Gedragscode",
        "hoe het nu is",
        ";protocol;",
    ):
        assert words not in page


def test_a_question_that_is_called_protocol_is_asked_again_by_nobody(survey):
    answered(survey, LEUDAL, GIVEN)

    assert mailing.reminders(survey, on=TODAY).items == ()


def test_organisations_are_not_looked_for_by_a_protocol_that_was_not_asked(survey, visitor):
    assert visitor.get(f"/tour/uitvraag/{survey.pk}/organisaties/?stand=used").status_code == 400


def test_the_map_opens_on_the_first_question_with_choices_and_can_show_who_answered(survey, page_of):
    answered(survey, LEUDAL, GIVEN)
    answered(survey, HILVERSUM, {"posts": 3})

    opens, who = page_of("kaart/"), page_of("kaart/", vraag="-")

    assert (
        "Keuze ja: 1 · Keuze nee: 0 · antwoorden verschillen: 0 · vraag niet beantwoord: 1 · nog geen antwoord: 352"
        in opens
    )
    assert "antwoordde: 2 · nog geen antwoord: 352" in who
