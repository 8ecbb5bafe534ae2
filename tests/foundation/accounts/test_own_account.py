import pytest
from allauth.mfa.models import Authenticator
from django.test import Client

from tests.support.staff import make_colleague
from weerbaar.foundation.accounts.actions.second_factors import new_codes
from weerbaar.foundation.accounts.models import Account
from weerbaar.foundation.audit.models import Event
from weerbaar.foundation.vault import persons
from weerbaar.foundation.vault.errors import TooBusy, WrongPassphrase

pytestmark = pytest.mark.django_db

OTHER = "gieter vlieger tandpasta woensdag"


def add_passkey_row(account, name="sleuteltje"):
    return Authenticator.objects.create(user=account, type="webauthn", data={"name": name, "credential": {}})


def test_a_new_passphrase_opens_the_same_key_and_ends_other_sessions(client):
    vera, elsewhere = make_colleague(), Client()
    vera.sign_in(elsewhere)
    vera.sign_in(client)

    answer = client.post("/account/wachtzin/", {"passphrase": OTHER, "again": OTHER})

    assert answer["Location"] == "/account/"
    assert [client.get("/account/").status_code, elsewhere.get("/account/").status_code] == [200, 302]
    assert persons.unlock(holder_id=vera.account.holder_id, passphrase=OTHER) == vera.secret
    with pytest.raises(WrongPassphrase):
        persons.unlock(holder_id=vera.account.holder_id, passphrase=vera.passphrase)


def test_the_name_can_be_changed(client):
    vera = make_colleague()
    vera.sign_in(client)

    client.post("/account/", {"name": "Vera V."})
    empty = client.post("/account/", {"name": " "})

    assert Account.objects.get().name == "Vera V."
    assert empty.status_code == 400


def test_the_last_second_factor_stays(client):
    vera = make_colleague()
    vera.sign_in(client)
    app = Authenticator.objects.get()

    answer = client.post(f"/account/tweede-stap/{app.pk}/verwijderen/")

    assert answer.status_code == 400
    assert "enige tweede stap" in answer.content.decode()
    assert Authenticator.objects.count() == 1


def test_spare_codes_do_not_count_as_a_second_factor(client):
    vera = make_colleague()
    vera.sign_in(client)
    client.post("/account/herstelcode/")
    codes = Authenticator.objects.get(type="recovery_codes")

    by_app = client.post(f"/account/tweede-stap/{Authenticator.objects.get(type='totp').pk}/verwijderen/")
    by_codes = client.post(f"/account/tweede-stap/{codes.pk}/verwijderen/")

    assert [by_app.status_code, by_codes.status_code] == [400, 404]


def test_one_of_two_second_factors_can_go(client):
    vera = make_colleague()
    vera.sign_in(client)
    passkey = add_passkey_row(vera.account)

    client.post(f"/account/tweede-stap/{passkey.pk}/verwijderen/")

    assert list(Authenticator.objects.values_list("type", flat=True)) == ["totp"]
    assert Event.objects.filter(action="second_factor.removed").count() == 1


def test_nobody_takes_away_the_second_factor_of_another(client):
    vera, bas = make_colleague(), make_colleague(name="Bas Bedacht")
    theirs = [Authenticator.objects.get(user=bas.account), add_passkey_row(bas.account)]
    add_passkey_row(vera.account)
    vera.sign_in(client)

    answers = [client.post(f"/account/tweede-stap/{factor.pk}/verwijderen/").status_code for factor in theirs]

    assert answers == [404, 404]
    assert Authenticator.objects.filter(user=bas.account).count() == 2


def test_another_app_takes_the_place_of_the_old_one(client):
    vera = make_colleague()
    vera.sign_in(client)
    page = client.get("/account/app/").content.decode()
    old, vera.seed = vera.seed, page.split("<code>")[1].split("</code>")[0].replace(" ", "")

    wrong = client.post("/account/app/", {"code": "000000"})
    right = client.post("/account/app/", {"code": vera.next_code()})

    assert [wrong.status_code, right["Location"]] == [400, "/account/"]
    assert Authenticator.objects.filter(type="totp").count() == 1
    assert old != vera.seed


def test_seeds_lie_sealed_in_the_database(client):
    vera = make_colleague()
    vera.sign_in(client)
    codes = new_codes(account=vera.account, at=vera.account.joined_at)

    stored = str(list(Authenticator.objects.values_list("data", flat=True)))

    assert [word for word in (vera.seed, *codes) if word in stored] == []


def test_a_spare_code_works_once_in_place_of_the_app():
    vera = make_colleague()
    code = new_codes(account=vera.account, at=vera.account.joined_at)[3]
    answers = []

    for browser in (Client(), Client()):
        browser.post("/inloggen/", {"email": vera.account.email, "passphrase": vera.passphrase})
        answers.append(browser.post("/inloggen/tweede-stap/", {"code": code}).status_code)

    assert answers == [302, 400]


def test_sessions_can_be_ended_from_one_place(client):
    vera, elsewhere = make_colleague(), Client()
    vera.sign_in(elsewhere)
    vera.sign_in(client)

    shown = client.get("/account/").content.decode()
    client.post("/account/zittingen/beeindigen/")

    assert "Overal uitloggen, behalve hier" in shown
    assert [client.get("/account/").status_code, elsewhere.get("/account/").status_code] == [200, 302]


def test_forgetting_the_passphrase_is_mended_with_the_printed_code_and_the_second_factor(client):
    vera = make_colleague()

    opened = client.post("/inloggen/herstel/", {"email": vera.account.email, "recovery": vera.recovery_code.upper()})
    early = client.post("/account/wachtzin/", {"passphrase": OTHER, "again": OTHER})
    shown = client.post("/inloggen/tweede-stap/", {"code": vera.next_code()})
    changed = client.post("/account/wachtzin/", {"passphrase": OTHER, "again": OTHER})

    assert opened["Location"] == "/inloggen/tweede-stap/"
    assert early.status_code == 400
    assert shown["Location"] == "/account/wachtzin/"
    assert changed["Location"] == "/account/herstelcode/"
    assert persons.unlock(holder_id=vera.account.holder_id, passphrase=OTHER) == vera.secret
    assert Event.objects.filter(action="recovery.used").count() == 1


@pytest.mark.parametrize("email", ["vera@overleg.invalid", "niemand@overleg.invalid"])
def test_a_wrong_recovery_code_tells_nothing(client, email):
    make_colleague()

    answer = client.post("/inloggen/herstel/", {"email": email, "recovery": "een twee drie"})

    assert answer.status_code == 400
    assert "horen niet bij elkaar" in answer.content.decode()


def test_a_new_recovery_code_ends_the_old_one(client):
    vera = make_colleague()
    vera.sign_in(client)

    client.post("/account/herstelcode/")

    answer = Client().post("/inloggen/herstel/", {"email": vera.account.email, "recovery": vera.recovery_code})
    assert answer.status_code == 400


def test_who_did_not_put_the_spare_keys_away_is_asked_to(client):
    vera = make_colleague()
    Account.objects.update(recovery_kept_at=None)
    vera.sign_in(client)

    assert client.get("/werkplek/")["Location"] == "/account/herstelcode/"


def test_a_stranger_gets_no_picture_of_a_seed(client):
    assert client.get("/inloggen/instellen/code.svg").status_code == 404


def test_signing_in_twice_leads_straight_on(client):
    vera = make_colleague()
    vera.sign_in(client)

    assert client.get("/inloggen/?next=/account/")["Location"] == "/account/"


def test_without_a_passphrase_there_is_no_second_step(client):
    answers = [client.get("/inloggen/tweede-stap/"), client.get("/inloggen/instellen/app/")]

    assert [answer["Location"] for answer in answers] == ["/inloggen/"] * 2


@pytest.mark.parametrize("credential", ["{}", "[]", "nul", '{"id": "eA", "rawId": "eA", "type": "public-key"}', "1"])
def test_what_is_not_a_passkey_is_refused(client, credential):
    vera, new = make_colleague(), make_colleague(name="Nora Nieuw", app=False)
    newcomer = Client()
    client.post("/inloggen/", {"email": vera.account.email, "passphrase": vera.passphrase})
    newcomer.post("/inloggen/", {"email": new.account.email, "passphrase": new.passphrase})

    shown = client.post("/inloggen/tweede-stap/", {"credential": credential})
    added = newcomer.post("/inloggen/instellen/passkey/", {"credential": credential})

    assert [shown.status_code, added.status_code] == [400, 400]


def test_who_is_signed_in_can_start_again_as_someone_else(client):
    vera, bas = make_colleague(), make_colleague(name="Bas Bedacht")
    vera.sign_in(client)

    bas.sign_in(client)

    assert client.get("/account/").wsgi_request.keyring.secret == bas.secret


def test_when_too_many_sign_in_at_once_one_is_asked_to_wait_a_moment(client, monkeypatch):
    vera = make_colleague()

    def busy(**_facts):
        raise TooBusy

    monkeypatch.setattr(persons, "unlock", busy)

    answer = client.post("/inloggen/", {"email": vera.account.email, "passphrase": vera.passphrase})

    assert [answer.status_code, answer["Retry-After"]] == [503, "5"]
    assert "Het is nu even druk" in answer.content.decode()


def test_removing_says_to_a_screen_reader_what_goes(client):
    vera = make_colleague()
    add_passkey_row(vera.account, name="mijn <laptop>")
    vera.sign_in(client)

    page = client.get("/account/").content.decode()

    assert page.count('Verwijderen<span class="visually_hidden">: mijn &lt;laptop&gt;</span>') == 1
    assert page.count('Verwijderen<span class="visually_hidden">: App met codes</span>') == 1


@pytest.mark.parametrize(
    ("path", "fields", "field"),
    [
        ("/account/wachtzin/", {"passphrase": "kort", "again": "kort"}, "id_passphrase"),
        ("/account/app/", {"code": "123"}, "id_code"),
    ],
)
def test_what_is_wrong_is_listed_above_the_form_with_a_link(client, path, fields, field):
    make_colleague().sign_in(client)

    page = client.post(path, fields).content.decode()

    assert page.count("data-error-summary") == 1
    assert page.count(f'<a href="#{field}">') == 1


def test_who_lost_passphrase_and_code_reads_what_can_still_be_done(client):
    page = client.get("/inloggen/herstel/").content.decode()

    assert "De zaken die u had opgepakt, gaan voor u niet meer open." in page
    assert "Vraag uw beheerder om dit account te sluiten en u opnieuw uit te nodigen." in page
