"""The panel on the page of an organisation, and the invented answers of the demonstration."""

from datetime import UTC, date, datetime

import pytest
from django.template.loader import render_to_string

from tests.factories.surveys import NONE, USED, answered, open_uitvraag
from tests.factories.tour import HILVERSUM, LEUDAL, MORNING, make_round, participation_of
from weerbaar.outreach.campaign.models import Office
from weerbaar.outreach.surveys.demo import furnish
from weerbaar.outreach.surveys.models import Response, Survey
from weerbaar.outreach.surveys.queries.comparing import comparisons
from weerbaar.outreach.surveys.queries.panel import panel
from weerbaar.outreach.surveys.queries.standing import standings

pytestmark = pytest.mark.django_db
NOVEMBER = datetime(2026, 11, 30, 9, 0, tzinfo=UTC)


def shown(code=LEUDAL):
    found = panel(participation_of(code), None, MORNING.date())
    return found and render_to_string(found.template, {"panel": found.facts})


def test_without_an_uitvraag_there_is_no_panel(tour_round):
    assert shown() is None


def test_the_panel_says_how_it_is_who_answered_and_what_we_can_offer(tour_round, django_assert_num_queries):
    survey = open_uitvraag(tour_round)
    assert "geen antwoord" in shown()
    answered(survey, LEUDAL, NONE, sent=False)
    assert "begonnen, nog niet verstuurd" in shown()
    answered(survey, LEUDAL, NONE)
    answered(survey, LEUDAL, USED, office=Office.MAYOR)

    text = shown()

    for words in (
        "verschilt",
        "griffier",
        "burgemeester",
        "Concept-agressieprotocol",
        f"/organisatie/{LEUDAL}/",
    ):
        assert words in text
    place = participation_of(HILVERSUM)
    with django_assert_num_queries(3):
        panel(place, None, MORNING.date())


def test_the_demonstration_has_two_rounds_with_answers_and_is_made_once():
    make_round("2022-2024", starts_on=date(2022, 6, 1), ends_on=date(2025, 1, 1))
    make_round()

    for _ in range(2):
        furnish([], NOVEMBER)

    running = Survey.objects.get(round="2026")
    found = standings(running)
    assert Survey.objects.count() == 2
    assert (len(found.answered), len(found.differing)) == (11, 2)
    assert len(standings(Survey.objects.get(round="2022-2024")).answered) == 30
    assert Response.objects.filter(survey=running, sent_at=None).count() == 3
    assert comparisons(running)[0].changed != []
