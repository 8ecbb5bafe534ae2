"""An adviser leaves the duty desk open; when someone begins to wait, the page says so by itself."""

from playwright.sync_api import Page, expect

from tests.journeys.people import Adviser, Councillor


def test_an_open_desk_says_that_someone_began_to_wait(page: Page, browser, browser_context_args, house):
    wil = Adviser(page, house, "Wil")
    wil.signs_in()
    page.clock.install()
    wil.opens_the_desk()
    expect(page.get_by_text("Er wacht iets nieuws")).to_be_hidden()

    with browser.new_context(**browser_context_args) as elsewhere:
        Councillor(elsewhere.new_page(), house.url).writes("Er belt steeds iemand zonder iets te zeggen.")
    page.clock.run_for(31_000)

    expect(page.get_by_text("Er wacht iets nieuws")).to_be_visible()
    page.get_by_role("link", name="Laad de lijst opnieuw").click()
    expect(page.locator("a.row", has_text="Er belt steeds iemand")).to_be_visible()
