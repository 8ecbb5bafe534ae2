"""What everybody may know of the Tour: counts by province, and no organisation."""

import csv
import io
from datetime import date, timedelta

import pytest
from django.utils import timezone

from tests.factories.progress import live_through
from weerbaar.outreach.campaign.disclosure import Row
from weerbaar.outreach.campaign.models import Stage, StageKind, StageState
from weerbaar.outreach.campaign.published import published
from weerbaar.public.authorities.queries import authorities_on

pytestmark = pytest.mark.django_db


@pytest.fixture
def lived(tour_round):
    live_through(tour_round, on=timezone.localdate())
    return tour_round


def test_without_a_round_the_page_says_so_and_the_data_are_not_there(client):
    assert "nog te weinig" in client.get("/voortgang/").content.decode()
    assert client.get("/voortgang/cijfers.json").status_code == 404
    assert client.get("/voortgang/cijfers.csv").status_code == 404


def test_the_page_and_the_data_say_the_same(client, lived):
    page = client.get("/voortgang/").content.decode()
    told = client.get("/voortgang/cijfers.json").json()
    rows = list(csv.DictReader(io.StringIO(client.get("/voortgang/cijfers.csv").content.decode())))
    lines = [(stage, line) for stage, found in told["stages"].items() for line in found]

    assert len(told["stages"]["intake_talk_held"]) > 3
    assert len(rows) == len(lines)
    for (stage, line), row in zip(lines, rows, strict=True):
        assert (row["stage"], row["province_codes"].split(";")) == (stage, [one["code"] for one in line["provinces"]])
        assert (int(row["count"]), int(row["of"])) == (line["count"], line["of"])
        assert f'<td class="number">{line["count"]}</td><td class="number">{line["of"]}</td>' in page
    assert told["organisations"] == 354


def test_the_data_are_a_thumb_wide(client, lived):
    page = client.get("/voortgang/").content.decode()

    assert '<p class="acts"><a href="/voortgang/cijfers.csv">' in page


def test_nothing_that_is_public_is_small(client, lived):
    told = client.get("/voortgang/cijfers.json").json()

    assert all(Row((), line["count"], line["of"]).is_safe for found in told["stages"].values() for line in found)


def test_no_organisation_no_answer_and_no_day_of_one_stands_anywhere(client, lived):
    texts = [client.get(f"/voortgang/{path}").content.decode() for path in ("", "cijfers.json", "cijfers.csv")]
    provinces = set(authorities_on(timezone.localdate(), "province").values_list("name", flat=True))
    names = set(authorities_on(timezone.localdate(), "municipality").values_list("name", flat=True)) - provinces

    for text in texts:
        assert [name for name in names if f">{name}<" in text or f'"{name}"' in text or f",{name}," in text] == []
        for word in ("declined", "niet gewenst", "PV20;GM", "/tour/"):
            assert word not in text


def test_a_visit_of_today_is_counted_from_the_next_month(lived):
    today = date(2026, 12, 15)
    before = published(lived, today=today)
    Stage.objects.filter(kind=StageKind.INTAKE_TALK, state=StageState.PLANNED).update(
        state=StageState.HELD, held_on=today - timedelta(days=1)
    )

    assert published(lived, today=today) == before
    assert published(lived, today=date(2027, 1, 1)) != before


def test_it_is_there_in_english(client, lived):
    client.cookies["taal"] = "en"

    page = client.get("/voortgang/").content.decode()

    assert "How far the Tour is" in page
    assert "together" in page
    assert "Gehouden" not in page


def test_it_costs_the_same_however_much_there_is(client, tour_round, django_assert_num_queries):
    with django_assert_num_queries(3):
        client.get("/voortgang/")
    live_through(tour_round, on=timezone.localdate())
    with django_assert_num_queries(3):
        client.get("/voortgang/")
