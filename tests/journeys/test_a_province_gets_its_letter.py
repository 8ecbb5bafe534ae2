"""A letter to a province: numbers first, then one letter looked at, then let go, printed and on the post."""

import pytest
from playwright.sync_api import expect

from tests.journeys.people import Adviser
from tests.promises.people import eventually
from tests.support.pdf import words_of

LAPTOP = {"width": 1366, "height": 768}
UTRECHT = "PV26"


@pytest.fixture
def toon(browser, browser_context_args, build_house):
    """Toon of the Tour's team at a laptop, signed in, in a house where what is released goes at once."""
    house = build_house(LETTER_UNDO_MINUTES="0", JOBS_POLL_SECONDS="0.2")
    context = browser.new_context(**browser_context_args | {"viewport": LAPTOP})
    toon = Adviser(context.new_page(), house, "Toon")
    toon.signs_in()
    yield toon
    context.close()


def test_a_province_gets_its_letter(toon):
    page = toon.page
    page.goto(f"{toon.url}/tour/brieven/")
    toon.looks("brieven")

    # The words, with an example beside them.
    page.get_by_role("link", name="Sjablonen").click()
    toon.looks("brieven-sjablonen")
    page.get_by_role("link", name="Uitnodiging voor het voorgesprek").click()
    page.get_by_label("Onderwerp").fill("Een gesprek met {organisati}")
    page.get_by_role("button", name="Bewaar").click()
    expect(page.get_by_role("alert")).to_contain_text("Bedoelt u {organisatie}?")
    page.get_by_label("Onderwerp").fill("Een gesprek met {organisatie}")
    page.get_by_role("button", name="Laat het voorbeeld zien").click()
    expect(page.get_by_role("heading", name="Zo ziet de brief eruit")).to_be_visible()
    toon.looks("brieven-sjabloon")
    page.get_by_role("button", name="Bewaar").click()
    expect(page.get_by_text("Versie 2")).to_be_visible()

    # Numbers first; nothing goes out.
    page.goto(f"{toon.url}/tour/brieven/nieuw/")
    page.get_by_label("Welke brief?").select_option(label="Uitnodiging voor het voorgesprek")
    page.locator("[name=provincie]").select_option(UTRECHT)
    page.get_by_role("button", name="Laat zien wat er gebeurt").click()
    expect(page.get_by_role("heading", name="Wat er gebeurt als u dit klaarzet")).to_be_visible()
    toon.looks("brieven-proefdraaien")
    page.get_by_role("button", name="Zet klaar").click()
    toon.looks("brieven-verzending")
    mailing = page.url

    # One letter, as it goes and as it would be disclosed.
    page.locator("main .rows a").first.click()
    toon.looks("brieven-een-brief")
    page.get_by_role("link", name="Zoals hij openbaar wordt").click()
    expect(page.locator("article.letter")).to_contain_text("■■■■■")
    toon.looks("brieven-openbaar")

    # Let go, printed, and on the post.
    page.goto(mailing)
    page.get_by_role("checkbox", name="Utrecht").check()
    page.get_by_role("button", name="Geef vrij").click()
    printed = page.get_by_role("link", name="Printbestand Utrecht")
    eventually(lambda: page.goto(mailing) and printed.count(), seconds=60)
    with page.expect_download() as downloading:
        printed.click()
    words = words_of(downloading.value.path().read_bytes())
    assert "Een gesprek met gemeente Utrecht" in words
    page.get_by_role("button", name="Noteer als verstuurd").click()
    expect(page.locator("main")).to_contain_text("27 van 27 weg")
    toon.looks("brieven-verstuurd")
