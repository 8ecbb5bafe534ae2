"""Who are custodians is decided on the command line, and no association and no administrator holds enough to open anything."""

import io

import pytest
from django.core.management import CommandError, call_command

from tests.factories.cases import make_case
from tests.factories.team import NIGHT, make_adviser, make_association
from tests.support.staff import make_colleague
from weerbaar.confidential.cases import queries
from weerbaar.foundation.accounts.actions.staff import deactivate
from weerbaar.foundation.accounts.roles import Role
from weerbaar.foundation.audit.models import Event
from weerbaar.foundation.vault.models import Quorum, Share

pytestmark = pytest.mark.django_db


@pytest.fixture
def people():
    """Two of one association, one of another, one of none, and an administrator, by first name."""
    found = {name: make_adviser(f"{name} Voorbeeld") for name in ("Vera", "Wil", "Joris")}
    make_association("raadsleden", found["Vera"], found["Wil"])
    make_association("wethouders", found["Joris"])
    found["Ina"] = make_colleague(Role.HELPER, name="Ina Voorbeeld", app=False)
    found["Bea"] = make_colleague(Role.ADMINISTRATOR, name="Bea Voorbeeld", app=False)
    return {name: one.account for name, one in found.items()}


def name_them(*accounts, needed=2):
    out = io.StringIO()
    call_command("custodians", *(one.email for one in accounts), needed=needed, stdout=out)
    return out.getvalue()


def test_three_custodians_are_named_and_every_new_case_is_within_their_reach(people):
    said = name_them(people["Vera"], people["Joris"], people["Ina"])

    assert "any 2 of Vera Voorbeeld, Joris Voorbeeld, Ina Voorbeeld" in said
    assert [one.name for one in queries.custodians()] == ["Ina Voorbeeld", "Joris Voorbeeld", "Vera Voorbeeld"]
    assert queries.asked_of(people["Vera"], make_case().case.opened_at) == []
    event = Event.objects.get(action="custodians.named")
    assert event.detail["custodians"] == sorted(people[name].bearer for name in ("Vera", "Joris", "Ina"))


@pytest.mark.parametrize(
    ("names", "needed", "why"),
    [
        (("Vera", "Wil", "Ina"), 2, "could open every case alone"),
        (("Vera", "Joris", "Bea"), 2, "administrator"),
        (("Vera", "Vera"), 2, "different colleagues"),
        (("Vera", "Joris"), 1, "at least two"),
        (("Vera", "Joris"), 3, "at least as many"),
    ],
)
def test_custodians_who_would_be_no_wall_are_refused(people, names, needed, why):
    with pytest.raises(CommandError, match=why):
        name_them(*(people[name] for name in names), needed=needed)
    assert (Quorum.objects.count(), Share.objects.count()) == (0, 0)


def test_who_is_not_known_is_named(people):
    with pytest.raises(CommandError, match=r"nobody@overleg\.invalid"):
        call_command("custodians", people["Vera"].email, "nobody@overleg.invalid")


def test_the_health_page_says_when_too_few_custodians_are_left(people):
    none = queries.enough_custodians(NIGHT)
    name_them(people["Vera"], people["Joris"], people["Ina"])
    enough = queries.enough_custodians(NIGHT)
    for name in ("Vera", "Ina"):
        deactivate(account=people[name], by=people["Bea"], at=NIGHT)
    too_few = queries.enough_custodians(NIGHT)

    assert [(one.ok, one.detail) for one in (none, enough, too_few)] == [
        (True, "none named"),
        (True, "3 here, 2 needed"),
        (False, "1 here, 2 needed"),
    ]


def test_others_take_their_place_for_what_comes_after(people):
    name_them(people["Vera"], people["Joris"], people["Ina"])
    old = make_case().case
    name_them(people["Wil"], people["Joris"], people["Ina"])
    new = make_case().case

    vera, wil = people["Vera"], people["Wil"]
    assert [queries.is_custodian_of(vera, old.pk), queries.is_custodian_of(vera, new.pk)] == [True, False]
    assert [queries.is_custodian_of(wil, old.pk), queries.is_custodian_of(wil, new.pk)] == [False, True]
    assert Quorum.objects.count() == 2
