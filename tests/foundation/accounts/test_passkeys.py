"""Passkeys in a real browser, with an authenticator that Chromium plays: the whole road, under our own policy."""

import re

import pytest
from playwright.sync_api import expect

from tests.support.staff import PASSPHRASE, make_colleague
from weerbaar.foundation.accounts.models import Account
from weerbaar.foundation.accounts.roles import Role

pytestmark = pytest.mark.django_db(transaction=True)


@pytest.fixture
def page(page, live_server):
    """A page in a browser with a security key, at the only host without a certificate that passkeys work on."""
    cdp = page.context.new_cdp_session(page)
    cdp.send("WebAuthn.enable")
    options = {"protocol": "ctap2", "transport": "internal", "hasResidentKey": True, "hasUserVerification": True}
    options |= {"isUserVerified": True, "automaticPresenceSimulation": True}
    cdp.send("WebAuthn.addVirtualAuthenticator", {"options": options})
    page.complaints = []
    page.on("console", lambda message: page.complaints.append(message.text) if message.type == "error" else None)
    page.on("pageerror", lambda error: page.complaints.append(str(error)))
    page.house = live_server.url.replace("127.0.0.1", "localhost")
    return page


def fill_in_passphrase(page, account):
    page.goto(f"{page.house}/inloggen/")
    page.get_by_label("E-mailadres").fill(account.email)
    page.get_by_label("Wachtzin").fill(PASSPHRASE)
    page.get_by_role("button", name="Verder").click()


def test_a_passkey_is_made_used_to_sign_in_and_used_to_confirm(page):
    new = make_colleague(Role.ADVISER, app=False)

    fill_in_passphrase(page, new.account)
    page.get_by_role("link", name="Een passkey").click()
    page.get_by_label("Naam van deze passkey").fill("laptop")
    page.get_by_role("button", name="Maak de passkey").click()
    expect(page).to_have_url(re.compile("/(account|werkplek|dienst)/"))
    page.goto(f"{page.house}/account/")
    expect(page.get_by_role("cell", name="laptop")).to_be_visible()

    page.get_by_role("button", name="Uitloggen").click()
    fill_in_passphrase(page, new.account)
    page.get_by_role("button", name="Gebruik mijn passkey").click()
    expect(page).to_have_url(re.compile("/(account|werkplek|dienst)/"))

    page.goto(f"{page.house}/inloggen/bevestigen/?next=/account/wachtzin/")
    page.get_by_role("button", name="Gebruik mijn passkey").click()
    expect(page).to_have_url(re.compile("/account/wachtzin/"))

    assert page.complaints == []


def test_a_passkey_of_another_account_opens_nothing(page):
    vera, bas = make_colleague(Role.ADVISER, app=False), make_colleague(Role.ADVISER, name="Bas Bedacht")
    fill_in_passphrase(page, vera.account)
    page.get_by_role("link", name="Een passkey").click()
    page.get_by_role("button", name="Maak de passkey").click()
    expect(page).to_have_url(re.compile("/(account|werkplek|dienst)/"))
    credential = Account.objects.get(pk=vera.account.pk).authenticator_set.get().data["credential"]
    page.get_by_role("button", name="Uitloggen").click()

    fill_in_passphrase(page, bas.account)
    answer = page.evaluate(
        """async (credential) => {
            const body = new FormData(document.querySelector("form"));
            body.set("credential", JSON.stringify(credential));
            return (await fetch(location.href, { method: "POST", body })).status;
        }""",
        credential,
    )

    assert answer == 400
    page.goto(f"{page.house}/account/")
    expect(page).to_have_url(re.compile("/inloggen/"))
