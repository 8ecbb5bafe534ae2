"""What is sent from the very same page twice makes one facilitator, one block of time and one calendar."""

import pytest
from django.test import Client

from tests.factories.network import make_facilitator
from tests.factories.team import join, make_adviser, make_association
from tests.support.staff import make_colleague
from tests.support.twice import ANOTHER_PAGE, assert_taken_once, sent_twice
from weerbaar.foundation.accounts.roles import Role
from weerbaar.team.network.models import BusyTime, Facilitator

pytestmark = pytest.mark.django_db
BUSY = {"from_day": "2027-03-26", "until_day": "2027-03-28"}
FAMKE = {
    "name": "Famke Fictief", "email": "famke@overleg.invalid", "skills": ["moderate", "train"], "home": "Zwolle",
    "about": "", "account": "",
}  # fmt: skip


@pytest.fixture
def toon():
    return make_colleague(Role.TOUR, name="Toon Tournee")


@pytest.fixture
def visitor(toon):
    return signed_in(toon)


def test_somebody_is_added_once(visitor):
    make_facilitator("Gijs Gefantaseerd")

    assert_taken_once(visitor, "/netwerk/begeleiders/nieuw/", FAMKE)


def test_two_of_the_same_name_are_added_from_two_pages(visitor):
    make_facilitator("Gijs Gefantaseerd")
    for page in ("a" * 64, "b" * 64):
        sent_twice(visitor, "/netwerk/begeleiders/nieuw/", FAMKE, page=page)

    assert Facilitator.objects.filter(name="Famke Fictief").count() == 2


@pytest.mark.parametrize(
    ("what", "told"),
    [("bezet", BUSY), ("agenda", {"address": "https://agenda.invalid/geheim-1234/basic.ics"})],
)
def test_a_time_and_a_calendar_are_kept_once(visitor, what, told):
    assert_taken_once(visitor, f"/netwerk/begeleiders/{make_facilitator().pk}/agenda/{what}/", told)


def test_ones_own_time_is_kept_once_and_from_another_page_too(visitor, toon):
    make_facilitator(account=toon.account)
    assert_taken_once(visitor, "/mijn-agenda/bezet/", BUSY)

    sent_twice(visitor, "/mijn-agenda/bezet/", BUSY, page=ANOTHER_PAGE)

    assert BusyTime.objects.count() == 2


def test_a_membership_begins_and_ends_once():
    vera = make_adviser(app=True)
    raadsleden = make_association("raadsleden", vera)
    member = join(raadsleden, make_adviser("Wil Waarnemer"))

    assert_taken_once(signed_in(vera), f"/netwerk/lid/{member.pk}/toelaten/", {})
    assert_taken_once(
        signed_in(make_colleague(Role.COORDINATOR, name="Bea Beheer")), f"/netwerk/lid/{member.pk}/vertrek/", {}
    )


def signed_in(colleague):
    client = Client()
    colleague.sign_in(client)
    return client
