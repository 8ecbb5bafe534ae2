"""A province is planned: its turn is set, all of it is offered at once and taken back once, called, and a talk is planned."""

from datetime import timedelta

import pytest
from django.utils import timezone
from playwright.sync_api import expect

from tests.journeys.people import Adviser

LAPTOP = {"width": 1366, "height": 768}
DRENTHE = "PV22"


@pytest.fixture
def assistant(browser, browser_context_args, house):
    """Toon at a laptop, signed in, with an open round."""
    context = browser.new_context(**browser_context_args | {"viewport": LAPTOP})
    toon = Adviser(context.new_page(), house, "Toon")
    toon.signs_in()
    yield toon
    context.close()


def test_a_province_is_planned(assistant, house):
    page, today = assistant.page, timezone.localdate()
    opens_a_round_when_there_is_none(assistant)

    # Its place in the order and its dates.
    page.goto(f"{house.url}/tour/rondes/2026/")
    page.get_by_label("Plaats van Drenthe").fill("1")
    page.get_by_label("Begin van Drenthe").fill((today - timedelta(days=60)).isoformat())
    page.get_by_label("Streefdatum van Drenthe").fill((today + timedelta(days=60)).isoformat())
    page.get_by_role("button", name="Volgorde en data bewaren").click()
    expect(page.get_by_role("row", name="Drenthe")).to_contain_text("achter")
    assistant.looks("tour-ronde")

    # All of it at once: first what would happen, then the deed, then back, then again.
    for takes_back in (True, False):
        page.goto(f"{house.url}/tour/?ronde=2026&provincie={DRENTHE}")
        page.get_by_role("link", name="met alle").click()
        page.get_by_label("Aanbieden").check()
        page.get_by_role("button", name="Verder").click()
        page.get_by_label("Op welke dag?").fill((today - timedelta(days=45)).isoformat())
        page.get_by_role("button", name="Laat zien wat er gebeurt").click()
        expect(page.locator("main")).to_contain_text("Wordt gedaan voor")
        if takes_back:
            assistant.looks("tour-samen")
        page.get_by_role("button", name="Doe dit voor").click()
        expect(page.get_by_role("heading", level=1)).to_have_text("Aangeboden")
        if takes_back:
            page.get_by_role("button", name="Neem alles terug").click()
            expect(page.locator("main")).to_contain_text("zoals ervoor")
            assistant.looks("tour-teruggenomen")

    # Nobody answered in 45 days: the first is called, by keyboard, and says yes.
    page.goto(f"{house.url}/tour/?ronde=2026&druk=late&provincie={DRENTHE}")
    assistant.looks("tour-lijst")
    expect(page.locator(".tour__row").first).to_contain_text("vast sinds 45 dagen")
    page.locator(".tour__row").first.get_by_role("link", name="Bel de griffie").click()
    assistant.looks("tour-bellen")
    name = page.get_by_role("heading", level=1).text_content()
    organisation = page.get_by_role("link", name="Naar de organisatie").get_attribute("href")
    page.keyboard.press("3")
    expect(page.get_by_label("wil een gesprek")).to_be_checked()
    page.get_by_label("Wat is er gezegd?").fill("Graag in het najaar, met de griffier erbij.")
    page.get_by_role("button", name="Vastleggen en de volgende").click()
    expect(page.get_by_role("heading", level=1)).not_to_have_text(name)

    # Its talk gets a moment, and the page says what comes next.
    page.goto(f"{house.url}{organisation}")
    assistant.looks("tour-organisatie")
    page.get_by_role("link", name="Plan het voorgesprek").click()
    page.get_by_label("Gepland", exact=True).check()
    page.get_by_label("Voor welke dag is het gepland?").fill((today + timedelta(days=5)).isoformat())
    page.get_by_label("Hoe laat begint het?").fill("13:30")
    assistant.looks("tour-stap")
    page.get_by_role("button", name="Vastleggen").click()
    expect(page.locator("main")).to_contain_text("De stap is vastgelegd")
    expect(page.locator(".tour__next")).to_contain_text("Voorgesprek gepland")
    expect(page.locator("#verhaal")).to_contain_text("Graag in het najaar")
    assistant.looks("tour-organisatie-gepland")


def test_a_list_comes_in_and_doubles_are_looked_at(assistant, house):
    page = assistant.page
    opens_a_round_when_there_is_none(assistant)
    lines = "gemeente;functie;voorletters;tussenvoegsel;achternaam;mail\nVeere;griffier;D.;van;Journaal;griffie@veere.invalid\nNergens;griffier;;;Niemand;\n"
    page.goto(f"{house.url}/tour/inlezen/")
    assistant.looks("tour-inlezen")
    file = {"name": "lijst.csv", "mimeType": "text/csv", "buffer": lines.encode()}
    page.get_by_label("Lijst met contactpersonen").set_input_files(file)
    page.get_by_role("button", name="Bekijk de lijst").click()
    expect(page.locator("main")).to_contain_text("deze organisatie kennen we niet")
    assistant.looks("tour-lijst-bekijken")
    page.get_by_role("button", name="Lees in").click()
    expect(page.locator("main")).to_contain_text("1 nieuw")

    page.goto(f"{house.url}/tour/organisatie/GM0717/?ronde=2026")
    page.get_by_role("link", name="Toevoegen").click()
    assistant.looks("tour-contact")
    page.get_by_label("In welke functie?").select_option("assistant")
    page.get_by_label("Achternaam").fill("Van Journaal")
    page.get_by_role("button", name="Bewaren").click()
    page.goto(f"{house.url}/tour/dubbelen/")
    pair = page.locator(".tour__doubles li", has_text="Journaal").first
    assistant.looks("tour-dubbelen")
    pair.get_by_role("button", name="Samenvoegen").click()
    expect(page.get_by_role("button", name="Neem terug").first).to_be_visible()


def opens_a_round_when_there_is_none(assistant):
    page = assistant.page
    page.goto(f"{assistant.url}/tour/")
    if page.get_by_text("Er is nog geen ronde").count():
        page.goto(f"{assistant.url}/tour/rondes/")
        page.get_by_label("Korte naam").fill("2026")
        page.get_by_label("Naam", exact=True).fill("Ronde na de verkiezingen van 2026")
        page.get_by_label("Eerste dag").fill("2026-04-01")
        page.get_by_label("Laatste dag").fill("2028-07-01")
        page.get_by_role("button", name="Open de ronde").click()
