"""What the server makes of a passkey's answer; the browser's side is in test_passkeys."""

import json
import re
from html import unescape

import pytest
from allauth.mfa.models import Authenticator
from django.test import Client

from tests.foundation.accounts.software_key import SoftwareKey
from tests.support.staff import make_colleague

pytestmark = pytest.mark.django_db

STEP_TWO, SET_UP = "/inloggen/tweede-stap/", "/inloggen/instellen/passkey/"


@pytest.fixture
def client():
    return Client(HTTP_HOST="localhost")


def options_on(page):
    return json.loads(unescape(re.search(r'id="passkey-options"[^>]*>(.*?)</script>', page.content.decode()).group(1)))


def fill_in_passphrase(client, someone):
    client.post("/inloggen/", {"email": someone.account.email, "passphrase": someone.passphrase})


def set_up(client, someone, key, name="laptop"):
    fill_in_passphrase(client, someone)
    credential = key.create(options_on(client.get(SET_UP)))
    return client.post(SET_UP, {"credential": json.dumps(credential), "name": name})


def show(client, credential):
    return client.post(STEP_TWO, {"credential": json.dumps(credential)})


def test_a_passkey_can_be_the_first_second_factor_and_opens_the_door_from_then_on(client):
    new, key = make_colleague(app=False), SoftwareKey()

    added = set_up(client, new, key)
    client.post("/uitloggen/")
    fill_in_passphrase(client, new)
    answer = show(client, key.get(options_on(client.get(STEP_TWO))))

    assert [added["Location"], answer["Location"]] == ["/werkplek/", "/werkplek/"]
    assert client.get("/account/").status_code == 200
    assert [factor.data["name"] for factor in Authenticator.objects.filter(user=new.account)] == ["laptop"]


def test_a_second_passkey_can_be_added_and_gets_a_name_of_its_own(client):
    vera = make_colleague()
    vera.sign_in(client)
    credential = SoftwareKey().create(options_on(client.get("/account/passkey/")))

    client.post("/account/passkey/", {"credential": json.dumps(credential), "name": ""})

    assert Authenticator.objects.get(type="webauthn").data["name"] == "Passkey"


def test_an_answer_works_once(client):
    new, key = make_colleague(app=False), SoftwareKey()
    set_up(client, new, key)
    client.post("/uitloggen/")
    fill_in_passphrase(client, new)
    credential = key.get(options_on(client.get(STEP_TWO)))
    show(client, credential)
    client.post("/uitloggen/")
    fill_in_passphrase(client, new)

    assert show(client, credential).status_code == 400


def test_an_answer_given_to_another_site_opens_nothing(client):
    new, key = make_colleague(app=False), SoftwareKey()
    set_up(client, new, key)
    client.post("/uitloggen/")
    fill_in_passphrase(client, new)

    credential = key.get(options_on(client.get(STEP_TWO)), origin="https://overleg-inloggen.invalid")

    assert show(client, credential).status_code == 400


def test_another_key_opens_nothing(client):
    new = make_colleague(app=False)
    set_up(client, new, SoftwareKey())
    client.post("/uitloggen/")
    fill_in_passphrase(client, new)

    assert show(client, SoftwareKey().get(options_on(client.get(STEP_TWO)))).status_code == 400


def test_someone_else_s_key_opens_nothing(client):
    vera, bas, key = make_colleague(app=False), make_colleague(name="Bas Bedacht", app=False), SoftwareKey()
    set_up(client, vera, key)
    client.post("/uitloggen/")
    set_up(client, bas, SoftwareKey())
    client.post("/uitloggen/")
    fill_in_passphrase(client, bas)

    assert show(client, key.get(options_on(client.get(STEP_TWO)))).status_code == 400


def test_two_windows_halfway_set_up_one_first_factor():
    new, first, second = make_colleague(app=False), Client(HTTP_HOST="localhost"), Client(HTTP_HOST="localhost")
    fill_in_passphrase(second, new)
    waiting = options_on(second.get(SET_UP))
    set_up(first, new, SoftwareKey())

    late = second.post(SET_UP, {"credential": json.dumps(SoftwareKey().create(waiting))})

    assert late["Location"] == STEP_TWO
    assert Authenticator.objects.filter(user=new.account).count() == 1
