import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from tests.factories.tour import HILVERSUM, make_contact, participation_of

pytestmark = pytest.mark.django_db


def test_without_a_round_the_list_says_so(visitor):
    assert "Er is nog geen ronde" in visitor.get("/tour/").content.decode()


def test_the_list_shows_fifty_and_finds_by_name(visitor, tour_round):
    whole, found = visitor.get("/tour/"), visitor.get("/tour/", {"zoek": "hilver"})

    assert "354 organisaties" in whole.content.decode()
    assert len(whole.context["rows"]) == 50
    assert [str(row.participation.organisation.authority) for row in found.context["rows"]] == ["Hilversum"]


def test_a_province_is_shown_with_all_that_lies_in_it(visitor, tour_round):
    found = visitor.get("/tour/", {"provincie": "PV31"})

    assert found.context["rows"].paginator.count == 32


def test_the_list_costs_the_same_for_one_row_and_for_fifty(visitor, tour_round, django_assert_num_queries):
    visitor.get("/tour/")
    with CaptureQueriesContext(connection) as one:
        visitor.get("/tour/", {"zoek": "hilversum"})

    with django_assert_num_queries(len(one)):
        visitor.get("/tour/")


@pytest.mark.parametrize("asked", [{"provincie": "x"}, {"stand": "x"}, {"vreemd": "1"}, {"zoek": "a\0"}])
def test_what_cannot_be_asked_is_refused(visitor, tour_round, asked):
    assert visitor.get("/tour/", asked).status_code == 400


def test_an_organisation_shows_its_stages_and_whom_we_know(visitor, tour_round):
    make_contact(HILVERSUM)

    page = visitor.get(f"/tour/organisatie/{HILVERSUM}/").content.decode()

    assert "Gemeente Hilversum" in page
    assert "nog niet aangeboden" in page
    assert "G. Voorbeeld" in page


@pytest.mark.parametrize("address", ["GM9999/", "GM0402/?ronde=geen"])
def test_what_is_not_there_is_not_there(visitor, tour_round, address):
    assert visitor.get(f"/tour/organisatie/{address}").status_code == 404


def test_a_page_for_each_participation(tour_round):
    assert participation_of(HILVERSUM).round == tour_round
