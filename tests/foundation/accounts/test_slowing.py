from datetime import timedelta

import pytest
from django.test import Client
from django.utils import timezone

from tests.support.staff import make_colleague
from weerbaar.foundation.accounts.models import AttemptCount
from weerbaar.foundation.accounts.rules import wait_after
from weerbaar.foundation.audit.models import Event

pytestmark = pytest.mark.django_db


def guess(browser, account):
    return browser.post("/inloggen/", {"email": account.email, "passphrase": "niet deze zin"})


@pytest.fixture
def clock(time_machine):
    """Time that stands still until it is told to move."""

    def move(seconds=0):
        time_machine.move_to(timezone.now() + timedelta(seconds=seconds), tick=False)

    move()
    return move


def test_waiting_doubles_and_never_passes_half_a_minute():
    assert [wait_after(failures) for failures in range(12)] == [0, 0, 0, 1, 2, 4, 8, 16, 30, 30, 30, 30]


@pytest.mark.usefixtures("clock")
def test_three_mistakes_are_free_and_the_fourth_try_waits(client):
    vera = make_colleague()

    answers = [guess(client, vera.account) for _ in range(4)]

    assert [answer.status_code for answer in answers] == [400, 400, 400, 429]
    assert answers[-1]["Retry-After"] == "1"
    assert "Wacht 1 seconde" in answers[-1].content.decode()


def test_waiting_is_enough(client, clock):
    vera = make_colleague()
    for _ in range(4):
        guess(client, vera.account)

    clock(1)

    assert guess(client, vera.account).status_code == 400
    assert guess(client, vera.account)["Retry-After"] == "2"


def test_the_right_passphrase_waits_as_well_and_then_clears_the_count(client, clock):
    vera = make_colleague()
    for _ in range(3):
        guess(client, vera.account)

    early = vera.sign_in(client)
    clock(1)
    vera.sign_in(client)

    assert early["Location"] == "/inloggen/"
    assert client.get("/account/").status_code == 200
    assert AttemptCount.objects.count() == 0


@pytest.mark.usefixtures("clock")
def test_an_attacker_never_slows_the_browser_she_always_works_at():
    vera = make_colleague()
    known, attacker = Client(), Client()
    vera.sign_in(known)
    known.post("/uitloggen/")
    for _ in range(20):
        guess(attacker, vera.account)

    vera.sign_in(known)

    assert guess(attacker, vera.account).status_code == 429
    assert known.get("/account/").status_code == 200


@pytest.mark.usefixtures("clock")
def test_a_browser_known_to_a_colleague_is_a_stranger_to_this_account():
    vera, bas = make_colleague(), make_colleague(name="Bas Bedacht")
    browser = Client()
    bas.sign_in(browser)
    browser.post("/uitloggen/")

    answers = [guess(browser, vera.account).status_code for _ in range(3)] + [guess(Client(), vera.account).status_code]

    assert answers == [400, 400, 400, 429]


@pytest.mark.usefixtures("clock")
def test_an_unknown_address_is_slowed_like_any_other(client):
    answers = [
        client.post("/inloggen/", {"email": "niemand@overleg.invalid", "passphrase": "x"}).status_code for _ in range(4)
    ]

    assert answers == [400, 400, 400, 429]


@pytest.mark.usefixtures("clock")
def test_guessing_codes_is_slowed_too(client):
    vera = make_colleague()
    client.post("/inloggen/", {"email": vera.account.email, "passphrase": vera.passphrase})

    answers = [client.post("/inloggen/tweede-stap/", {"code": "000000"}) for _ in range(4)]

    assert [answer.status_code for answer in answers] == [400, 400, 400, 429]
    assert answers[-1]["Retry-After"] == "1"


def test_the_count_names_nobody_and_has_another_key_tomorrow(client, clock):
    vera = make_colleague()
    guess(client, vera.account)
    clock(24 * 3600)
    guess(client, vera.account)

    rows = list(AttemptCount.objects.all())

    assert len({row.key for row in rows}) == 2
    assert [field.name for field in AttemptCount._meta.fields] == ["key", "failures", "last_at"]
    assert [row for row in rows if "overleg" in row.key] == []


@pytest.mark.usefixtures("clock")
def test_the_audit_counts_failures_and_names_nobody(client):
    vera = make_colleague()
    for _ in range(3):
        guess(client, vera.account)

    event = Event.objects.get(action="sign_in.failed")

    assert [event.bearer, event.subject, event.detail] == ["system", "", {"failures": 3, "kind": "passphrase"}]
