"""Danger is told, looked at again and over; and what was promised is done, late first."""

from datetime import timedelta

import pytest
from django.utils import timezone
from playwright.sync_api import Page, expect

from tests.journeys.people import Adviser, Councillor
from tests.promises.database import change
from tests.support.environment import POSTGRESQL, SQLITE, kind_of_database

LAPTOP = {"width": 1366, "height": 768}
ONE_HOUR_LATER = {
    POSTGRESQL: "UPDATE cases_dangercheck SET look_again_at = look_again_at - interval '61 minutes' WHERE case_id IN CASE",
    SQLITE: "UPDATE cases_dangercheck SET look_again_at = datetime(look_again_at, '-61 minutes') WHERE case_id IN CASE",
}[kind_of_database()].replace("CASE", "(SELECT id FROM cases_case WHERE number = 'NUMBER')")


@pytest.fixture
def adviser(browser, browser_context_args, house):
    """Vera at a laptop, signed in."""
    context = browser.new_context(**browser_context_args | {"viewport": LAPTOP})
    vera = Adviser(context.new_page(), house, "Vera")
    vera.signs_in()
    yield vera
    context.close()


def in_danger(councillor, message):
    page = councillor.page
    page.goto(f"{councillor.url}/schrijven/")
    page.get_by_label("Ja", exact=True).check()
    page.get_by_label("Voor mijzelf").check()
    page.get_by_label("Uw bericht").fill(message)
    page.get_by_role("button", name="Versturen").click()
    councillor.words = page.locator("#receipt").text_content().strip()


def todo(adviser, heading, text):
    """What says this under that heading, on the page of today's work."""
    adviser.page.goto(f"{adviser.url}/mijn-werk/")
    group = adviser.page.locator("section", has=adviser.page.get_by_role("heading", name=heading, exact=True))
    return group.locator("li", has_text=text)


def test_danger_is_told_looked_at_again_and_over(page: Page, adviser, house):
    message = "Er staat nu iemand voor mijn deur te schreeuwen."
    councillor, desk = Councillor(page, house.url), adviser.page
    in_danger(councillor, message)

    # On top of the desk, of the day's work and of the case.
    adviser.opens_the_desk()
    expect(desk.get_by_role("alert")).to_contain_text("Kijk opnieuw bij gevaar")
    adviser.opens(message)
    adviser.claims()
    expect(desk.get_by_role("alert")).to_contain_text("Kijk binnen het uur opnieuw")
    number = desk.url.rstrip("/").split("/")[-1]
    expect(todo(adviser, "Vandaag", message).first).to_contain_text("Kijk opnieuw")

    # Nobody looks, and the hour passes.
    change(house, ONE_HOUR_LATER.replace("NUMBER", number))
    expect(todo(adviser, "Te laat", message)).to_contain_text("te laat")
    expect(desk.locator("main h2").first).to_have_text("Te laat")
    adviser.looks("mijn-werk-gevaar")
    todo(adviser, "Te laat", message).get_by_role("link", name="Kijk opnieuw").click()
    adviser.looks("kijk-opnieuw")

    # There still is danger; the police has it.
    desk.get_by_label("Nee, er is nog gevaar").check()
    desk.get_by_label("Politie in de buurt").check()
    desk.get_by_label("Naam of nummer").fill("wijkagent, melding 7")
    desk.get_by_role("button", name="Vastleggen").click()
    expect(desk.locator("body")).to_contain_text("doorgegeven aan de politie, wijkagent, melding 7")
    adviser.looks("zaak-gevaar")

    # An hour later it is over, and nothing is left to look at.
    desk.get_by_role("link", name="Kijk opnieuw").click()
    desk.get_by_label("Ja, er is nu geen direct gevaar").check()
    desk.get_by_role("button", name="Vastleggen").click()
    expect(desk.locator("body")).to_contain_text("Vastgelegd dat u opnieuw keek")
    expect(desk.get_by_role("alert")).to_have_count(0)


def test_what_was_promised_is_done_and_late_comes_first(page: Page, adviser, house):
    message = "Ze bellen mij elke avond op."
    councillor, desk = Councillor(page, house.url), adviser.page
    councillor.writes(message, name="Sam")
    adviser.opens_the_desk()
    adviser.opens(message)
    adviser.claims()
    number = desk.url.rstrip("/").split("/")[-1]

    for title, days in {"Sam terugbellen": 3, "De griffier bellen": -1}.items():
        desk.get_by_role("link", name="Taak toevoegen").click()
        desk.get_by_label("Wat moet er gebeuren?").fill(title)
        desk.get_by_label("Op welke dag?").fill((timezone.localdate() + timedelta(days=days)).isoformat())
        desk.get_by_role("button", name="Bewaren").click()
    desk.get_by_role("link", name="Iemand toevoegen").click()
    adviser.looks("iemand-toevoegen")
    desk.get_by_label("Naam", exact=True).fill("Robin Verzonnen")
    desk.get_by_label("Op welke manier?").fill("eerst een sms, geen voicemail")
    desk.get_by_role("button", name="Bewaren").click()
    adviser.looks("zaak-met-werk")
    expect(desk.locator("#mensen")).to_contain_text("eerst een sms, geen voicemail")
    expect(todo(adviser, "Te laat", "De griffier bellen")).to_be_visible()
    expect(desk.locator("main h2").first).to_have_text("Te laat")
    expect(todo(adviser, "Binnenkort", "Sam terugbellen")).to_be_visible()
    adviser.looks("mijn-werk")

    todo(adviser, "Te laat", "De griffier bellen").get_by_role("link", name="Naar de taak").click()
    task = desk.locator("#taken li", has_text="De griffier bellen")
    task.get_by_role("button", name="Klaar", exact=True).click()
    expect(desk.locator("#taken li", has_text="De griffier bellen")).to_contain_text("klaar")
    desk.goto(f"{house.url}/mijn-werk/")
    expect(desk.locator("body")).not_to_contain_text("De griffier bellen")
    assert number in desk.content()


def test_the_client_is_asked_again_and_is_told_to_call(page: Page, house):
    councillor = Councillor(page, house.url)
    councillor.writes("Ik denk dat iemand mij volgt.")
    councillor.comes_back()
    councillor.looks("gesprek-gevaar")

    page.get_by_label("Ja", exact=True).check()
    councillor.writes_again("Hij staat er weer.")

    expect(page.locator("main a[href='tel:112']").first).to_be_visible()
