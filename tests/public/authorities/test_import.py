from datetime import date
from importlib.resources import files

import pytest

from weerbaar.foundation.audit.models import Event
from weerbaar.public.authorities import actions
from weerbaar.public.authorities.models import Authority, Ending
from weerbaar.public.authorities.queries import authorities_on, authority_by_code
from weerbaar.public.authorities.register_files.layouts import LAYOUTS

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("register")]
MUNICIPALITY = (
    "code,name,province_code,province,safety_region_code,safety_region,latitude,longitude,tile_column,tile_row"
)
REORGANISATION = "date,code,name,successor_code,successor,status"
WATER_BOARDS = "name"


def built_in(layout):
    return (files("weerbaar.public.authorities") / "data" / f"{layout.key}.csv").read_bytes()


def rows_of_the_register():
    return list(Authority.objects.order_by("code").values())


@pytest.mark.parametrize("layout", LAYOUTS, ids=lambda layout: layout.key)
def test_importing_a_built_in_file_again_changes_nothing_and_records_nothing(layout):
    before = rows_of_the_register()

    outcome = actions.import_file(content=built_in(layout), at=None)

    assert (outcome.changes, outcome.missing) == ([], [])
    assert rows_of_the_register() == before
    assert Event.objects.count() == 1


def test_a_body_keeps_its_code_and_what_points_to_it_when_its_name_changes(take):
    take(MUNICIPALITY, "GM0014,Stad,PV20,Groningen,VR01,Groningen,53.2000,6.6000,20,3")

    body = authority_by_code("GM0014")
    assert (body.name, body.search_text, str(body.latitude)) == ("Stad", "|stad", "53.2000")
    assert Authority.objects.count() == 379


def test_a_body_that_is_not_in_a_full_file_stays_and_is_named(take):
    outcome = take(MUNICIPALITY, "GM0014,Groningen,PV20,Groningen,VR01,Groningen,53.2183,6.6210,20,3")

    assert len(outcome.missing) == 340
    assert outcome.missing[0].code == "GM0034"
    assert authorities_on(date(2026, 11, 22)).count() == 375


def test_a_new_municipality_and_a_new_water_board_are_added(take):
    take(MUNICIPALITY, "GM2001,Nieuwstad,PV20,Groningen,VR01,Groningen,53.2183,6.6210,90,90")
    take(WATER_BOARDS, "De Nieuwe Vaart")

    assert authority_by_code("GM2001").province_id == "PV20"
    assert authority_by_code("WS-de-nieuwe-vaart").name == "De Nieuwe Vaart"


def test_the_name_of_a_province_may_be_one_of_its_other_names(take):
    take(MUNICIPALITY, "GM2001,Nijstêd,PV21,Friesland,VR02,Fryslân,53.2,5.8,90,90")

    assert authority_by_code("GM2001").province_id == "PV21"


def test_a_plan_can_move_be_done_and_be_taken_back(take):
    take(REORGANISATION, "2028-01-01,GM1696,Wijdemeren,GM0402,Hilversum,planned")
    assert authority_by_code("GM1696").valid_until == date(2028, 1, 1)

    take(REORGANISATION, "2028-01-01,GM1696,Wijdemeren,GM0402,Hilversum,cancelled")
    assert (authority_by_code("GM1696").valid_until, authority_by_code("GM1696").ending) == (None, "")

    take(REORGANISATION, "2029-01-01,GM1696,Wijdemeren,GM0402,Hilversum,done")
    assert authority_by_code("GM1696").ending == Ending.DONE


def test_what_is_done_is_not_planned_again_by_an_older_file(take):
    take(REORGANISATION, "2027-01-01,GM1696,Wijdemeren,GM0402,Hilversum,done")

    outcome = take(REORGANISATION, "2027-01-01,GM1696,Wijdemeren,GM0402,Hilversum,planned")

    assert outcome.changes == []


def test_a_body_known_only_from_its_end_takes_the_province_of_its_successor(take):
    take(
        REORGANISATION,
        "2019-01-01,GM9001,Ooit,GM9002,Toen,done",
        "2020-01-01,GM9002,Toen,GM0014,Groningen,done",
    )

    assert authority_by_code("GM9001").province_id == "PV20"
    assert authority_by_code("GM9001").latitude is None


def test_a_former_name_in_an_older_reorganisation_is_understood(take):
    take(MUNICIPALITY, "GM0402,Gooistad,PV27,Noord-Holland,VR14,Gooi en Vechtstreek,52.2,5.2,90,90")

    outcome = take(REORGANISATION, "2027-01-01,GM1696,Wijdemeren,GM0402,Hilversum,planned")

    assert outcome.changes == []


def test_other_names_of_a_body_are_those_of_the_last_file_that_names_it(take):
    take("code,alias", "GM0014,Stad", "GM0014,Grunn")
    take("code,alias", "GM0014,Grönn")

    assert authority_by_code("GM0014").aliases == ["Grönn"]
    assert authority_by_code("GM0014").search_text == "|groningen|gronn"
    assert authority_by_code("GM0796").aliases == ["'s-Hertogenbosch"]


def test_columns_may_stand_in_another_order_and_lines_may_be_empty(take):
    take("\ufeffvalid_from , code", "", "2001-01-01 ,GM0014", " , ")

    assert authority_by_code("GM0014").valid_from == date(2001, 1, 1)


def test_an_import_leaves_one_event_with_counts(take):
    take(
        MUNICIPALITY,
        "GM0014,Stad,PV20,Groningen,VR01,Groningen,53.2,6.6,20,3",
        "GM2001,Nieuwstad,PV20,Groningen,VR01,Groningen,53.2,6.6,21,4",
    )

    event = Event.objects.latest("sequence")
    assert (event.action, event.subject, event.detail) == (
        "authorities.imported",
        "authorities",
        {"new": 1, "changed": 1},
    )


def test_trying_a_file_tells_what_would_change_and_changes_nothing():
    before = rows_of_the_register()
    content = f"{REORGANISATION}\n2028-01-01,GM1696,Wijdemeren,GM0402,Hilversum,cancelled".encode()

    outcome = actions.try_file(content=content)

    assert [str(change) for change in outcome.changes] == [
        "gewijzigd  GM1696 Wijdemeren: valid_until 2027-01-01 → leeg",
        "gewijzigd  GM1696 Wijdemeren: successor_id GM0402 → leeg",
        "gewijzigd  GM1696 Wijdemeren: ending planned → leeg",
    ]
    assert rows_of_the_register() == before
