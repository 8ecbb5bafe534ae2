"""A questionnaire that was made here is asked in the hall, without a name, and its answers come back like those of ours."""

import re
from datetime import timedelta

import pytest
from django.test import Client
from django.utils import timezone

from tests.factories.questionnaires import LIST, ONE, publish, put
from tests.factories.sessions import again, make_gathering, plan
from weerbaar.outreach.campaign.subjects import subjects_of
from weerbaar.outreach.sessions.actions.evaluations import open_evaluation
from weerbaar.outreach.sessions.queries.results import figures_of, outcome_of
from weerbaar.outreach.surveys.models import Survey
from weerbaar.outreach.surveys.queries.openly import survey_about, token_of
from weerbaar.outreach.surveys.queries.questionnaires import choosable_in_a_hall

pytestmark = pytest.mark.django_db


@pytest.fixture
def after(by):
    """An evening that is going on, and the page of what comes after it."""
    at = timezone.now() - timedelta(days=3)
    one = make_gathering(at=at, by=by)
    plan(one, timezone.now() - timedelta(hours=1), at=at, by=by)
    return again(one), f"/tour/bijeenkomsten/{one.pk}/afloop/"


@pytest.fixture
def own(visitor):
    """A published questionnaire with a question that only some are asked, on a second screen."""
    made = visitor.post(LIST, {"name": "Hoe was de avond?"}).headers["Location"]
    put(visitor, f"{made}begin/", title="Hoe was de avond?", minutes="1")
    put(visitor, f"{made}blok/nieuw/", title="De avond")
    put(visitor, f"{made}blok/de_avond/vraag/nieuw/", title="Was het goed?", choices="Ja\nNee", required="on", **ONE)
    put(visitor, f"{made}blok/nieuw/", title="Wat er mist", when=["was_het_goed=nee"])
    put(visitor, f"{made}blok/wat_er_mist/vraag/nieuw/", title="Wat mist u?", required="on", **ONE | {"kind": "long"})
    assert publish(visitor, made).status_code == 302
    return choosable_in_a_hall()[1][0]


def test_an_own_list_is_asked_in_the_hall_and_told_afterwards(visitor, after, own):
    gathering, page = after
    assert "Hoe was de avond?" in visitor.get(page).content.decode()
    assert visitor.post(f"{page}evaluatie/", {"questionnaire": own}).status_code == 302

    address = f"/evaluatie/{token_of(survey_about(gathering.subject))}/"
    shown = Client().get(address, follow=True).content.decode()
    refused = Client().post(address, {"was_het_goed": "nee", "once": "q" * 26})
    for place in range(5):
        for told in ({"was_het_goed": "ja"}, {"was_het_goed": "nee", "wat_mist_u": f"Koffie {place}"}):
            once = f"{place}{told['was_het_goed'][0]}" * 13
            assert Client().post(address, told | {"once": once}).status_code == 200

    assert ("Was het goed?" in shown, refused.status_code) == (True, 400)
    figures = {one.question: one.lines for one in figures_of(outcome_of(gathering))}
    assert figures == {"Was het goed?": ("Ja: 5", "Nee: 5")}
    assert "«Koffie 3»" in visitor.get(page).content.decode()


def test_what_is_open_keeps_its_questions(visitor, after, own):
    gathering, page = after
    visitor.post(f"{page}evaluatie/", {})

    visitor.post(f"{page}evaluatie/", {"questionnaire": own})

    assert Survey.objects.filter(subject=gathering.subject).count() == 1
    assert survey_about(gathering.subject).version.questionnaire_id == "evaluatie"


def test_what_was_not_published_here_cannot_be_asked(visitor, after):
    gathering, page = after

    assert visitor.post(f"{page}evaluatie/", {"questionnaire": "uitvraag"}).status_code == 400
    assert survey_about(gathering.subject) is None


def test_a_list_that_asks_for_a_file_is_not_for_a_hall(visitor, own):
    made = visitor.post(LIST, {"name": "Met een stuk"}).headers["Location"]
    put(visitor, f"{made}begin/", title="Met een stuk", minutes="1")
    put(visitor, f"{made}blok/nieuw/", title="Stukken")
    put(visitor, f"{made}blok/stukken/vraag/nieuw/", title="Hebt u een verslag?", **ONE | {"kind": "file"})
    assert publish(visitor, made).status_code == 302

    assert [key for key, _name in choosable_in_a_hall()] == ["evaluatie", own]


def test_an_evaluation_leads_to_the_evening_that_it_is_about(visitor, after):
    gathering, page = after
    visitor.post(f"{page}evaluatie/", {"questionnaire": "evaluatie"})

    shown = visitor.get("/tour/uitvraag/").content.decode()
    gathering.delete()
    gone = visitor.get("/tour/uitvraag/").content.decode()

    assert re.search(
        rf'<a class="row" href="{page}">\s*<span class="row__title">{Survey.objects.get().name}</span>', shown
    )
    assert "De uitkomsten staan bij de bijeenkomst zelf." in shown
    assert page not in gone
    assert "Hier hoort geen pagina (meer) bij." in gone


def test_leading_to_what_evaluations_are_about_costs_no_more_for_many(visitor, by, django_assert_num_queries):
    at = timezone.now() - timedelta(days=3)

    def held():
        one = make_gathering(at=at, by=by)
        plan(one, timezone.now() - timedelta(hours=1), at=at, by=by)
        return open_evaluation(gathering=again(one), at=timezone.now(), by=by)

    few = [held()]
    many = [*few, held(), held()]

    for surveys in (few, many):
        with django_assert_num_queries(1):
            assert len(subjects_of(one.subject for one in surveys)) == len(surveys)
