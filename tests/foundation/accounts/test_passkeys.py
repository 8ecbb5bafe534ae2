"""Passkeys in a real browser, with an authenticator that Chromium plays: the whole road, under our own policy.

What the server makes of the answers is in test_passkey_answers.
"""

import re

import pytest
from playwright.sync_api import expect

PASSPHRASE = "lantaarn kano bezem dinsdag"
INSIDE = re.compile("/(account|werkplek|mijn-werk|dienst|beheer)/")


@pytest.fixture
def page(page):
    """A page in a browser with a security key, which remembers what the browser complained about."""
    cdp = page.context.new_cdp_session(page)
    cdp.send("WebAuthn.enable")
    options = {"protocol": "ctap2", "transport": "internal", "hasResidentKey": True, "hasUserVerification": True}
    options |= {"isUserVerified": True, "automaticPresenceSimulation": True}
    cdp.send("WebAuthn.addVirtualAuthenticator", {"options": options})
    page.complaints = []
    page.on("console", lambda message: page.complaints.append(message.text) if message.type == "error" else None)
    page.on("pageerror", lambda error: page.complaints.append(str(error)))
    return page


@pytest.fixture
def site(house):
    """The only host without a certificate on which browsers allow passkeys."""
    return house.url.replace("127.0.0.1", "localhost")


def join(page, house, site, email):
    """Someone accepts an invitation and chooses a passkey; ends with the spare keys put away."""
    link = house.manage("create_administrator", "--email", email, "--name", "Pien Passkey").stdout.strip()
    page.goto(link.replace(house.url, site))
    page.get_by_label("Nieuwe wachtzin").fill(PASSPHRASE)
    page.get_by_label("Nog een keer dezelfde wachtzin").fill(PASSPHRASE)
    page.get_by_role("button", name="Naar stap twee").click()
    page.get_by_role("link", name="Een passkey").click()
    page.get_by_label("Naam van deze passkey").fill("laptop")
    page.get_by_role("button", name="Maak de passkey").click()
    page.get_by_role("button", name="Toon mijn codes").click()
    page.get_by_label("Ik heb ze bewaard").check()
    page.get_by_role("button", name="Klaar").click()
    expect(page).to_have_url(INSIDE)


def fill_in_passphrase(page, site, email):
    page.goto(f"{site}/inloggen/")
    page.get_by_label("E-mailadres").fill(email)
    page.get_by_label("Wachtzin", exact=True).fill(PASSPHRASE)
    page.get_by_role("button", name="Verder").click()


def test_a_passkey_is_made_used_to_sign_in_and_used_to_confirm(page, house, site):
    join(page, house, site, "passkey@overleg.invalid")
    page.goto(f"{site}/account/")
    expect(page.get_by_role("cell", name="laptop")).to_be_visible()

    page.get_by_role("button", name="Uitloggen").click()
    fill_in_passphrase(page, site, "passkey@overleg.invalid")
    page.get_by_role("button", name="Gebruik mijn passkey").click()
    expect(page).to_have_url(INSIDE)

    page.goto(f"{site}/inloggen/bevestigen/?next=/account/wachtzin/")
    page.get_by_role("button", name="Gebruik mijn passkey").click()
    expect(page).to_have_url(re.compile("/account/wachtzin/"))

    assert page.complaints == []
