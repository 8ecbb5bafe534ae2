from datetime import UTC, date, datetime

import pytest

from weerbaar.foundation.audit.models import Event
from weerbaar.public.authorities import actions
from weerbaar.public.authorities.models import Authority, Ending, Kind, LoadedRegister
from weerbaar.public.authorities.queries import authorities_on, authority_by_code, current_successor

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("register")]
TODAY = date(2026, 11, 22)


@pytest.mark.parametrize(("kind", "number"), [(Kind.MUNICIPALITY, 342), (Kind.PROVINCE, 12), (Kind.WATER_BOARD, 21)])
def test_the_register_knows_every_body_of_today(kind, number):
    assert authorities_on(TODAY, kind).count() == number


def test_without_a_kind_all_bodies_are_given():
    assert authorities_on(TODAY).count() == 375


def test_a_municipality_has_its_province_its_safety_region_and_its_place():
    body = authority_by_code("GM0014")

    assert body.province.name == "Groningen"
    assert (body.safety_region_code, body.safety_region) == ("VR01", "Groningen")
    assert (str(body.latitude), str(body.longitude)) == ("53.2183", "6.6210")
    assert (body.tile_column, body.tile_row) == (20, 3)


def test_a_province_has_its_seat():
    assert authority_by_code("PV21").seat == "Leeuwarden"


def test_a_water_board_has_a_code_that_anyone_can_read():
    assert authority_by_code("WS-amstel-gooi-en-vecht").name == "Amstel, Gooi en Vecht"


def test_an_unknown_code_is_nobody():
    assert authority_by_code("GM9999") is None


@pytest.mark.parametrize(
    ("day", "number"),
    [(date(2022, 3, 23), 345), (date(2022, 3, 24), 344), (date(2023, 1, 1), 342), (date(2027, 1, 1), 341)],
)
def test_the_number_of_municipalities_follows_the_reorganisations(day, number):
    assert authorities_on(day, Kind.MUNICIPALITY).count() == number


def test_a_planned_reorganisation_has_its_day_already():
    body = authority_by_code("GM1696")

    assert (body.ending, body.valid_until, body.successor.name) == (Ending.PLANNED, date(2027, 1, 1), "Hilversum")
    assert body.is_valid_on(date(2026, 12, 31)) is True
    assert body.is_valid_on(date(2027, 1, 1)) is False


def test_a_body_that_has_not_begun_is_not_valid():
    assert authority_by_code("GM1992").is_valid_on(date(2022, 12, 31)) is False


def test_a_body_is_followed_to_its_successor_from_the_day_it_ends():
    body = authority_by_code("GM0501")

    assert current_successor(body, date(2022, 12, 31)) == body
    assert current_successor(body, date(2023, 1, 1)).code == "GM1992"


def test_a_chain_of_successors_is_followed_to_its_end(take):
    take("date,code,name,successor_code,successor,status", "2030-01-01,GM1992,Voorne aan Zee,GM0599,Rotterdam,planned")

    assert current_successor(authority_by_code("GM0501"), date(2029, 12, 31)).code == "GM1992"
    assert current_successor(authority_by_code("GM0501"), date(2030, 1, 1)).code == "GM0599"


def test_loading_again_costs_one_query_and_changes_nothing(django_assert_num_queries):
    with django_assert_num_queries(1):
        outcome = actions.load_built_in(at=datetime(2026, 12, 1, tzinfo=UTC))

    assert outcome is None
    assert LoadedRegister.objects.get().loaded_at == datetime(2026, 11, 22, 12, tzinfo=UTC)


def test_a_newer_built_in_register_is_loaded_over_the_old_one():
    LoadedRegister.objects.update(digest="of an older version")
    Authority.objects.filter(code="GM0014").update(name="Grunn")

    outcome = actions.load_built_in(at=datetime(2026, 12, 1, tzinfo=UTC))

    assert [str(change) for change in outcome.changes] == ["gewijzigd  GM0014 Groningen: name Grunn → Groningen"]
    assert authority_by_code("GM0014").name == "Groningen"


def test_loading_leaves_one_event_with_counts():
    assert list(Event.objects.values_list("action", "bearer", "detail")) == [
        ("authorities.loaded", "system", {"new": 379, "changed": 0})
    ]
