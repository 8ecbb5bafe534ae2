from datetime import timedelta

import pytest
from django.test import Client
from django.utils import timezone

from tests.support.staff import make_colleague
from weerbaar.foundation.accounts.models import Session
from weerbaar.foundation.accounts.roles import Role
from weerbaar.foundation.audit.models import Event
from weerbaar.foundation.vault import passphrases
from weerbaar.foundation.vault.keys import SecretKey
from weerbaar.foundation.vault.models import Holder

pytestmark = pytest.mark.django_db

WRONG = "Dit e-mailadres en deze wachtzin horen niet bij elkaar. Probeer het nog eens."


def test_passphrase_and_code_open_the_door(client):
    vera = make_colleague(Role.ADVISER)

    answer = vera.sign_in(client)

    assert answer.status_code == 302
    assert client.get("/account/").status_code == 200
    assert list(Event.objects.values_list("action", flat=True))[-1] == "sign_in"


def test_the_keyring_is_open_after_both_factors_and_not_before(client):
    vera = make_colleague(Role.ADVISER)

    client.post("/inloggen/", {"email": vera.account.email, "passphrase": vera.passphrase})
    halfway = client.get("/account/")
    client.post("/inloggen/tweede-stap/", {"code": vera.next_code()})
    inside = client.get("/account/")

    assert halfway.status_code == 302
    assert inside.wsgi_request.keyring.secret == vera.secret
    assert inside.wsgi_request.keyring.bearer == f"account:{vera.account.pk}"
    assert inside.wsgi_request.keyring.role == "adviser"


@pytest.mark.parametrize(
    "path",
    [
        "/account/",
        "/account/wachtzin/",
        "/account/herstelcode/",
        "/account/app/",
        "/account/passkey/",
        "/werkplek/",
        "/inloggen/bevestigen/",
        "/beheer/accounts/",
        "/beheer/rollen/",
        "/beheer/accounts/uitnodigen/",
    ],
)
def test_the_second_factor_is_skipped_by_no_address(client, path):
    bea = make_colleague(Role.ADMINISTRATOR)
    client.post("/inloggen/", {"email": bea.account.email, "passphrase": bea.passphrase})

    answer = client.get(path)

    assert answer.status_code == 302
    assert answer["Location"].startswith("/inloggen/?next=")


@pytest.mark.parametrize("path", ["/inloggen/instellen/", "/inloggen/instellen/app/", "/inloggen/instellen/passkey/"])
def test_a_passphrase_alone_adds_no_second_factor_to_an_account_that_has_one(client, path):
    vera = make_colleague(Role.ADVISER)
    client.post("/inloggen/", {"email": vera.account.email, "passphrase": vera.passphrase})

    answers = [client.get(path), client.post(path, {"code": "123456"})]

    assert [answer["Location"] for answer in answers] == ["/inloggen/tweede-stap/"] * 2


def test_who_has_no_second_factor_goes_nowhere_but_to_choosing_one(client):
    new = make_colleague(Role.ADVISER, app=False)

    first = client.post("/inloggen/", {"email": new.account.email, "passphrase": new.passphrase})
    second = client.get("/inloggen/tweede-stap/")

    assert [first["Location"], second["Location"]] == ["/inloggen/instellen/"] * 2
    assert client.get("/account/").status_code == 302


@pytest.mark.parametrize("path", ["/inloggen/", "/inloggen/herstel/"])
def test_what_is_wrong_is_listed_above_the_form_with_a_link(client, path):
    page = client.post(path, {"email": "geen adres"}).content.decode()

    assert page.count("data-error-summary") == 1
    assert page.count('<a href="#id_email">') == 1


def test_a_code_that_was_left_out_is_listed_above_the_form(client):
    vera = make_colleague()
    client.post("/inloggen/", {"email": vera.account.email, "passphrase": vera.passphrase})

    page = client.post("/inloggen/tweede-stap/", {"code": ""}).content.decode()

    assert page.count("data-error-summary") == 1
    assert page.count('<a href="#id_code">') == 1


def test_an_unknown_address_and_a_wrong_passphrase_get_the_same_answer_at_the_same_price(client, monkeypatch):
    vera = make_colleague(Role.ADVISER)
    derived = []
    stretch = passphrases.stretch
    monkeypatch.setattr(passphrases, "stretch", lambda *a, **k: derived.append(k["passes"]) or stretch(*a, **k))

    known = client.post("/inloggen/", {"email": vera.account.email, "passphrase": "niet deze zin"})
    unknown = Client().post("/inloggen/", {"email": "niemand@overleg.invalid", "passphrase": "niet deze zin"})

    assert derived == [1, 1]
    assert [known.status_code, unknown.status_code] == [400, 400]
    assert WRONG in known.content.decode()
    assert known.content.decode().count(WRONG) == unknown.content.decode().count(WRONG)


def test_a_public_key_swapped_in_the_database_gets_the_answer_of_a_wrong_passphrase(client):
    vera = make_colleague(Role.ADVISER)
    Holder.objects.filter(pk=vera.account.holder_id).update(public_key=SecretKey.new().public)

    signed_in = client.post("/inloggen/", {"email": vera.account.email, "passphrase": vera.passphrase})
    recovered = client.post("/inloggen/herstel/", {"email": vera.account.email, "recovery": vera.recovery_code})

    assert [signed_in.status_code, recovered.status_code] == [400, 400]
    assert WRONG in signed_in.content.decode()
    assert "Dit e-mailadres en deze herstelcode horen niet bij elkaar." in recovered.content.decode()


def test_a_closed_account_gets_the_answer_of_an_unknown_one(client):
    vera = make_colleague(Role.ADVISER)
    bea = make_colleague(Role.ADMINISTRATOR, name="Bea Beheer")
    vera.account.deactivated_at, vera.account.deactivated_by = vera.account.joined_at, bea.account
    vera.account.save()

    answer = client.post("/inloggen/", {"email": vera.account.email, "passphrase": vera.passphrase})

    assert answer.status_code == 400
    assert WRONG in answer.content.decode()


def test_a_code_works_once():
    vera = make_colleague(Role.ADVISER)
    code = vera.next_code()
    first, second = Client(), Client()

    for browser in (first, second):
        browser.post("/inloggen/", {"email": vera.account.email, "passphrase": vera.passphrase})
        browser.post("/inloggen/tweede-stap/", {"code": code})

    assert [first.get("/account/").status_code, second.get("/account/").status_code] == [200, 302]


def test_the_session_holds_no_secret(client):
    vera = make_colleague(Role.ADVISER)
    vera.sign_in(client)

    session = Session.objects.get()
    told = f"{session.get_decoded()}{session.session_data}"

    assert session.account == vera.account
    assert vera.secret.raw.hex() not in told
    assert repr(vera.secret.raw)[2:-1] not in told
    assert [word for word in (vera.passphrase, vera.seed, vera.account.email) if word in told] == []


def test_neither_half_of_the_session_opens_the_keyring_alone(client):
    vera = make_colleague(Role.ADVISER)
    vera.sign_in(client)

    del client.cookies["sleutel"]

    assert client.get("/account/")["Location"] == "/inloggen/?next=%2Faccount%2F"


def test_a_stranger_s_cookie_does_not_open_someone_s_session(client):
    vera, bas = make_colleague(Role.ADVISER), make_colleague(Role.ADVISER, name="Bas Bedacht")
    other = Client()
    vera.sign_in(client)
    bas.sign_in(other)

    client.cookies["sleutel"] = other.cookies["sleutel"].value

    assert client.get("/account/").status_code == 302


def test_signing_in_changes_the_session_key(client):
    vera = make_colleague(Role.ADVISER)
    client.post("/inloggen/", {"email": vera.account.email, "passphrase": vera.passphrase})
    before = client.cookies["zitting"].value

    client.post("/inloggen/tweede-stap/", {"code": vera.next_code()})

    assert client.cookies["zitting"].value != before


def test_signing_out_leaves_nothing(client):
    vera = make_colleague(Role.ADVISER)
    vera.sign_in(client)

    answer = client.post("/uitloggen/")

    assert answer["Clear-Site-Data"] == '"cache", "storage"'
    assert Session.objects.filter(account=vera.account).count() == 0
    assert [client.cookies[name].value for name in ("zitting", "sleutel")] == ["", ""]
    assert client.get("/account/").status_code == 302


def test_another_site_cannot_sign_someone_out():
    browser, careful = Client(), Client(enforce_csrf_checks=True)
    make_colleague(Role.ADVISER).sign_in(browser)
    careful.cookies = browser.cookies

    by_link = careful.get("/uitloggen/")
    by_form = careful.post("/uitloggen/", headers={"Origin": "https://elders.invalid"})

    assert [by_link.status_code, by_form.status_code] == [405, 400]
    assert browser.get("/account/").status_code == 200


def test_after_signing_in_one_is_where_one_was_going(client):
    vera = make_colleague(Role.ADVISER)

    ours = vera.sign_in(client, next_page="/account/wachtzin/")
    elsewhere = vera.sign_in(Client(), next_page="https://elders.invalid/")

    assert ours["Location"] == "/account/wachtzin/"
    assert elsewhere["Location"] == "/werkplek/"


def test_half_an_hour_idle_ends_the_session(client, time_machine):
    vera = make_colleague(Role.ADVISER)
    vera.sign_in(client)

    time_machine.move_to(timezone.now() + timedelta(minutes=29))
    still = client.get("/account/")
    time_machine.move_to(timezone.now() + timedelta(minutes=31))
    ended = client.get("/account/")

    assert [still.status_code, ended.status_code] == [200, 302]


def test_what_the_role_does_not_allow_is_not_there(client):
    vera = make_colleague(Role.ADVISER)
    vera.sign_in(client)

    assert [client.get(path).status_code for path in ("/beheer/accounts/", "/beheer/rollen/")] == [404, 404]


def test_the_permissions_cost_one_question_and_are_asked_once(django_assert_num_queries):
    account = make_colleague(Role.ADVISER, Role.ADMINISTRATOR).account
    fresh = type(account).objects.get(pk=account.pk)

    with django_assert_num_queries(1):
        assert fresh.permissions == fresh.permissions
        assert fresh.main_role == "adviser"
