"""Every page of this room in a real browser, looked at by axe, with pictures of some in build/screens."""

import re

import pytest
from allauth.mfa.totp.internal.auth import format_hotp_value, hotp_value
from django.utils import timezone
from playwright.sync_api import expect

from tests.support.browser import assert_accessible, shoot
from weerbaar.foundation.accounts.demo import PEOPLE

BEA = next(person for person in PEOPLE if person.role == "administrator")
# Pictures take time; these are the pages that say how the rest looks.
SHOT = {"invitation-weak", "new-app", "spare-keys", "sign-in", "second-factor", "accounts", "roles", "own-account"}
PASSPHRASE = "lantaarn kano bezem dinsdag"


@pytest.fixture
def look(page):
    """Look at the page that the browser is on."""

    def at(name):
        if name in SHOT:
            shoot(page, f"accounts-{name}")
        assert_accessible(page)

    return at


def code_of(seed):
    return format_hotp_value(hotp_value(seed, int(timezone.now().timestamp()) // 30))


def test_the_pages_of_a_newcomer_are_accessible(page, house, look):
    link = house.manage("create_administrator", "--email", "nieuw@overleg.invalid", "--name", "Nora Nieuw").stdout
    page.goto(link.strip())
    look("invitation")
    page.get_by_label("Nieuwe wachtzin").fill("welkom welkom")
    page.get_by_label("Nog een keer dezelfde wachtzin").fill("welkom welkom")
    page.get_by_role("button", name="Naar stap twee").click()
    look("invitation-weak")
    page.get_by_label("Nieuwe wachtzin").fill(PASSPHRASE)
    page.get_by_label("Nog een keer dezelfde wachtzin").fill(PASSPHRASE)
    page.get_by_role("button", name="Naar stap twee").click()
    look("choose-second-factor")
    page.get_by_role("link", name="Een app met codes").click()
    page.get_by_text("Lukt dat niet? Typ dan deze sleutel over").click()
    look("new-app")
    seed = page.locator("main code").inner_text().replace(" ", "")
    page.get_by_label("Code uit de app").fill(code_of(seed))
    page.get_by_role("button", name="Klaarzetten").click()
    look("spare-keys-before")
    page.get_by_role("button", name="Toon mijn codes").click()
    look("spare-keys")

    page.goto(link.strip())
    expect(page.get_by_role("heading", name="Deze link werkt niet meer")).to_be_visible()
    look("invitation-closed")


def test_the_pages_of_an_administrator_are_accessible(page, house, look):
    page.goto(f"{house.url}/inloggen/herstel/")
    look("recover")
    page.goto(f"{house.url}/inloggen/")
    look("sign-in")
    page.get_by_label("E-mailadres").fill(BEA.email)
    page.get_by_label("Wachtzin", exact=True).fill("niet deze zin")
    page.get_by_role("button", name="Verder").click()
    look("sign-in-wrong")
    page.get_by_label("Wachtzin", exact=True).fill(BEA.passphrase)
    page.get_by_role("button", name="Verder").click()
    look("second-factor")
    page.get_by_label("Code").fill(code_of(BEA.totp_seed))
    page.get_by_role("button", name="Verder").click()
    expect(page).to_have_url(re.compile("/beheer/accounts/"))
    look("accounts")
    page.get_by_role("link", name="Bas Bedacht").click()
    look("account")
    for path, name in (
        ("/beheer/accounts/uitnodigen/", "invite"),
        ("/beheer/rollen/", "roles"),
        ("/account/", "own-account"),
        ("/account/wachtzin/", "change-passphrase"),
        ("/account/passkey/", "new-passkey"),
        ("/inloggen/bevestigen/", "step-up"),
    ):
        page.goto(f"{house.url}{path}")
        look(name)
