"""The map of a round, and what stands around it."""

import re
from datetime import date, timedelta

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from tests.factories.progress import live_through
from tests.factories.tour import LEUDAL, participation_of, stage_of
from tests.support.staff import make_colleague
from weerbaar.foundation.accounts.roles import Role
from weerbaar.outreach.campaign.models import Participation, Stage, StageState
from weerbaar.public.authorities.queries import authorities_on

pytestmark = pytest.mark.django_db


@pytest.fixture
def analyst(db):
    client = Client()
    make_colleague(Role.ANALYST, name="Anna Analist").sign_in(client)
    return client


def read(client, **asked):
    answer = client.get("/tour/kaart/", asked)
    assert answer.status_code == 200
    return answer.content.decode()


def test_without_a_round_the_page_says_so(visitor):
    assert "Er is nog geen ronde" in read(visitor)


def test_each_of_the_354_stands_on_the_map_and_in_the_table(visitor, tour_round):
    page = read(visitor)

    assert len(re.findall(r'<a class="tile tile--none"', page)) == 354
    for body in authorities_on(date(2026, 12, 1)).exclude(kind="water_board"):
        assert page.count(f'href="/tour/organisatie/{body.pk}/?ronde=2026"') == 2


def test_the_title_says_what_was_found(visitor, tour_round):
    Stage.objects.filter(pk=stage_of(participation_of(LEUDAL)).pk).update(
        state=StageState.HELD, held_on=date(2026, 10, 26)
    )

    page = read(visitor)

    assert "Voorgesprek: 1 van de 354 gehouden, 0 gepland" in page
    assert "Leudal, Limburg: gehouden" in page


def test_the_rail_says_where_one_is(visitor, tour_round):
    assert re.findall(r'href="([^"]+)" aria-current="page"', read(visitor)) == ["/tour/kaart/"]


def test_one_province_is_shown_alone(visitor, tour_round):
    page = read(visitor, provincie="PV31", stap="session")

    assert "Brede bijeenkomst: 0 van de 32 gehouden" in page
    assert page.count('class="tile tile--none" href') == 32
    assert "Groningen, provincie" not in page


def test_an_analyst_sees_the_figures_and_no_way_to_an_organisation(analyst, tour_round):
    page = read(analyst)

    assert "Leudal, Limburg: nog niet aangeboden" in page
    assert "/tour/organisatie/" not in page
    assert 'href="/tour/?' not in page


def test_who_went_up_in_another_counts_once(visitor, tour_round):
    into = participation_of("GM0402")
    Participation.objects.filter(organisation="GM1696").update(merged_into=into)

    page = read(visitor)

    assert "0 van de 353 gehouden" in page
    assert "Wijdemeren, Noord-Holland: doet niet mee" in page


@pytest.mark.parametrize("asked", [{"ronde": "2099"}, {"stap": "x"}, {"provincie": "GM1640"}, {"vreemd": "1"}])
def test_what_cannot_be_asked_is_refused(visitor, tour_round, asked):
    answer = visitor.get("/tour/kaart/", asked)

    assert answer.status_code == 400
    assert 'class="error_summary' in answer.content.decode()


def test_it_costs_the_same_with_a_history_and_without(visitor, tour_round, django_assert_num_queries):
    read(visitor)
    with CaptureQueriesContext(connection) as bare:
        read(visitor)
    live_through(tour_round, on=timezone.localdate())

    with django_assert_num_queries(len(bare)):
        page = read(visitor)
    assert "(80\u00a0%)" in page or "(80 %)" in page


def test_the_yardstick_stands_beside_what_was_measured(visitor, tour_round):
    Participation.objects.filter(organisation=LEUDAL).update(
        letter_sent_on=timezone.localdate() - timedelta(days=10), answered_on=timezone.localdate()
    )

    page = read(visitor)

    assert "één nagetrokken brief" in page
    assert re.search(r"Brief → antwoord</th><td class=\"number\">10</td><td class=\"number\">10</td>", page)
