"""The page of the network and one's own ties, for whoever may see and do what is on it."""

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from tests.factories.team import join, make_adviser, make_association
from tests.support.staff import make_colleague
from weerbaar.foundation.accounts.roles import Role
from weerbaar.public.authorities.models import Authority
from weerbaar.team.network.models import Association, Member, Tie

pytestmark = pytest.mark.django_db


@pytest.fixture
def vera():
    return make_adviser(app=True)


@pytest.fixture
def raadsleden(vera):
    return make_association("raadsleden", vera)


def signed_in(client, colleague):
    colleague.sign_in(client)
    return client


def with_role(client, role):
    return signed_in(client, make_colleague(role, name="Bea Beheer"))


def test_the_page_says_who_has_the_key_and_who_waits_for_it(client, vera, raadsleden):
    join(raadsleden, make_adviser("Wil Waarnemer"))

    page = signed_in(client, vera).get("/netwerk/").content.decode()

    assert [
        text
        for text in ("Vera Voorbeeld", "heeft de sleutel", "wacht op de sleutel", "Geef de sleutel")
        if text not in page
    ] == []
    assert "Vertrouwenspersoon toevoegen" not in page


def test_a_coordinator_adds_an_adviser(client, raadsleden):
    wil = make_adviser("Wil Waarnemer")
    coordinator = with_role(client, Role.COORDINATOR)

    answer = coordinator.post("/netwerk/lid/", {"association": "raadsleden", "account": str(wil.account.pk)})

    assert answer["Location"] == "/netwerk/"
    assert Member.objects.get(account=wil.account).association == raadsleden


def test_who_is_no_adviser_is_not_added(client, raadsleden):
    tour = make_colleague(Role.TOUR, name="Tom Tour", app=False)
    coordinator = with_role(client, Role.COORDINATOR)

    answer = coordinator.post("/netwerk/lid/", {"association": "raadsleden", "account": str(tour.account.pk)})

    assert (answer.status_code, Member.objects.filter(account=tour.account).count()) == (400, 0)


def test_a_member_is_given_the_key_from_inside(client, vera, raadsleden):
    member = join(raadsleden, make_adviser("Wil Waarnemer"))

    answer = signed_in(client, vera).post(f"/netwerk/lid/{member.pk}/toelaten/")

    assert answer["Location"] == "/netwerk/"
    assert Member.objects.get(pk=member.pk).admitted_at is not None


def test_from_outside_nobody_gives_the_key(client, raadsleden):
    member = join(raadsleden, make_adviser("Wil Waarnemer"))
    joris = make_adviser("Joris Elders", app=True)

    answer = signed_in(client, joris).post(f"/netwerk/lid/{member.pk}/toelaten/")

    assert (answer.status_code, Member.objects.get(pk=member.pk).admitted_at) == (400, None)
    assert "Alleen iemand van deze vereniging kan de sleutel geven. Er is niets veranderd." in answer.content.decode()


def test_a_coordinator_ends_a_membership_and_gives_the_duty(client, vera):
    wil = make_adviser("Wil Waarnemer")
    make_association("raadsleden", vera, wil)
    coordinator = with_role(client, Role.COORDINATOR)

    coordinator.post("/netwerk/raadsleden/dienst/")
    coordinator.post(f"/netwerk/lid/{Member.objects.get(account=vera.account).pk}/vertrek/")

    assert Association.objects.get().on_duty_from is not None
    assert Member.objects.get().account == wil.account


def test_the_last_with_a_key_does_not_go_by_a_wrong_click(client, vera, raadsleden):
    coordinator = with_role(client, Role.COORDINATOR)

    answer = coordinator.post(f"/netwerk/lid/{Member.objects.get().pk}/vertrek/")

    assert (answer.status_code, Member.objects.get().account) == (400, vera.account)
    assert raadsleden.circle is not None


@pytest.mark.parametrize(
    "path", ["/netwerk/lid/00000000-0000-4000-8000-000000000000/vertrek/", "/netwerk/bestaat-niet/dienst/"]
)
def test_what_is_not_there_is_not_found(client, path):
    assert with_role(client, Role.COORDINATOR).post(path).status_code == 404


@pytest.mark.parametrize(
    ("role", "see", "manage", "ties"),
    [
        (Role.ADVISER, 200, 404, 200),
        (Role.HELPER, 404, 404, 404),
        (Role.COORDINATOR, 200, 400, 200),
        (Role.TOUR, 200, 404, 404),
        (Role.EDITOR, 404, 404, 404),
        (Role.ANALYST, 404, 404, 404),
        (Role.ADMINISTRATOR, 200, 404, 404),
    ],
)
def test_each_role_gets_past_its_own_doors(client, role, see, manage, ties):
    visitor = with_role(client, role)

    answers = [visitor.get("/netwerk/"), visitor.post("/netwerk/lid/", {}), visitor.get("/mijn-banden/")]

    assert [answer.status_code for answer in answers] == [see, manage, ties]


def test_an_adviser_declares_and_ends_ties(client, vera):
    Authority.objects.create(
        code="PV20", kind="province", name="Groningen", search_text="|groningen|provincie groningen|"
    )
    visitor = signed_in(client, vera)

    visitor.post("/mijn-banden/", {"party": "VVD", "authority": ""})
    visitor.post("/mijn-banden/", {"party": "", "authority": "provincie Groningen"})
    page = visitor.get("/mijn-banden/").content.decode()
    visitor.post(f"/mijn-banden/{Tie.objects.get(party='VVD').pk}/weg/")

    assert ["<b>VVD</b>" in page, "<b>provincie Groningen</b>" in page] == [True, True]
    assert Tie.objects.get().authority_id == "PV20"


@pytest.mark.parametrize(
    ("typed", "told"),
    [
        ({"party": "", "authority": ""}, "Vul een partij in, of een gemeente"),
        ({"party": "Geheime partij", "authority": ""}, "Geheime partij"),
        ({"party": "", "authority": "Atlantis"}, "Wij kennen deze naam niet."),
        ({"party": "VVD", "authority": "", "extra": "1"}, "kent een van de ingestuurde velden niet"),
    ],
)
def test_a_tie_that_is_not_clear_is_refused(client, vera, typed, told):
    answer = signed_in(client, vera).post("/mijn-banden/", typed)

    assert (answer.status_code, told in answer.content.decode(), Tie.objects.count()) == (400, True, 0)


def test_the_page_takes_the_same_number_of_queries_for_few_and_for_many(client, vera, raadsleden):
    def add(count):
        for _ in range(count):
            join(raadsleden, make_adviser(f"Adviseur{Member.objects.count()} Voorbeeld"))

    visitor = signed_in(client, vera)
    visitor.get("/netwerk/")

    def count_queries():
        with CaptureQueriesContext(connection) as counted:
            visitor.get("/netwerk/")
        return len(counted)

    add(2)
    few = count_queries()
    add(12)

    assert count_queries() == few
