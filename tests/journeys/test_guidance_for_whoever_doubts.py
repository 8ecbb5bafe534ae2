"""Somebody doubts at night, on a phone, without JavaScript; a clerk prints a guide; a partner reads on a laptop."""

import re

import pytest
from playwright.sync_api import Page, expect

from tests.journeys.people import Councillor
from tests.support.browser import assert_accessible, shoot

PHONE = {"viewport": {"width": 360, "height": 740}, "is_mobile": True, "has_touch": True}


@pytest.fixture
def doubter(browser, browser_context_args, house):
    """A browser of somebody who turned JavaScript off."""
    context = browser.new_context(**browser_context_args | PHONE, java_script_enabled=False)
    yield Councillor(context.new_page(), house.url)
    context.close()


@pytest.fixture
def violations(page: Page):
    """What the browser says of our own policy; nothing, at the end of the story."""
    said: list[str] = []
    page.on("console", lambda message: said.append(message.text) if message.type == "error" else None)
    page.on("pageerror", lambda error: said.append(str(error)))
    yield said
    assert said == []


def chooses(person, answer):
    person.page.get_by_role("link", name=answer, exact=True).click()


def test_a_remark_that_is_no_threat_leads_to_somebody_who_listens(doubter):
    page = doubter.page

    doubter.opens("/")
    chooses(doubter, "Is dit iets? Een paar vragen helpen u verder. Wij bewaren niets.")
    page.get_by_role("link", name="Is dit iets?").click()
    chooses(doubter, "Nee, ik ben nu veilig")
    chooses(doubter, "Het was geen echte dreiging, maar ik schrok")

    expect(page.get_by_role("heading", level=1)).to_have_text("Ook dan mag u bellen")
    assert page.get_by_role("link", name=re.compile("Bel 070 373 83 14 Dag en nacht")).get_attribute("href") == (
        "tel:0703738314"
    )
    assert page.title() == "Overleg"
    assert page.context.cookies() == []
    assert page.url.endswith("/wegwijzer/a/9/")
    page.get_by_role("link", name="Schrijf ons").last.click()
    expect(page.get_by_label("Uw bericht")).to_be_visible()


def test_a_threat_from_the_own_mayor_leads_around_him(doubter):
    doubter.opens("/wegwijzer/a/")
    chooses(doubter, "Nee, ik ben nu veilig")
    chooses(doubter, "Het komt van iemand uit mijn eigen raad of bestuur")
    chooses(doubter, "Ja, of ik vertrouw het niet")

    expect(doubter.page.get_by_role("heading", level=1)).to_have_text("U kunt om hen heen")
    expect(doubter.page.locator("main")).to_contain_text("U kunt ook zeggen wie het niet mag lezen.")


@pytest.mark.usefixtures("violations")
@pytest.mark.parametrize(
    ("path", "picture"),
    [
        ("/wegwijzer/", "wegwijzers"),
        ("/wegwijzer/a/3/", "wegwijzer-vraag"),
        ("/wegwijzer/a/7/", "wegwijzer-einde"),
        ("/wegwijzer/c/4/", "wegwijzer-stap"),
        ("/wegwijzer/b/2/", "wegwijzer-112"),
        ("/wegwijzer/f/print/", "wegwijzer-blad"),
        ("/wegwijzer/wet/", "wegwijzer-wet"),
    ],
)
def test_every_kind_of_page_reads_well_on_every_screen(page: Page, house, path, picture):
    page.goto(house.url + path)

    shoot(page, picture)
    assert_accessible(page)
    page.set_viewport_size({"width": 320, "height": 740})
    assert page.evaluate("document.documentElement.scrollWidth") == 320


def test_whoever_reads_english_is_told_which_guide_is_not(page: Page, house):
    page.goto(f"{house.url}/wegwijzer/")
    page.get_by_role("button", name="English").click()

    expect(page.get_by_role("heading", level=1)).to_have_text("Guides")
    page.goto(f"{house.url}/wegwijzer/c/")
    expect(page.get_by_role("heading", level=1)).to_have_text("Are you safe now?")
    page.goto(f"{house.url}/wegwijzer/f/")
    expect(page.get_by_role("heading", name="This guide is in Dutch only")).to_be_visible()
    expect(page.get_by_role("heading", level=1)).to_have_text("Is iedereen nu veilig?")
    assert_accessible(page)


def test_a_sheet_prints_with_its_sources_and_without_buttons(page: Page, house):
    page.goto(f"{house.url}/wegwijzer/c/print/")
    expect(page.get_by_role("button", name="Print dit blad")).to_be_visible()
    page.emulate_media(media="print")

    expect(page.get_by_role("button", name="Print dit blad")).to_be_hidden()
    expect(page.get_by_role("link", name="Snel weg")).to_be_hidden()
    address = page.locator(".source a").first.evaluate("a => getComputedStyle(a, '::after').content")
    assert address == '" https://vng.nl/nieuws/meld-agressie-en-intimidatie"'


def test_leaving_quickly_from_a_step_shows_nothing_of_it(page: Page, house):
    page.route("https://www.knmi.nl/**", lambda route: route.fulfill(body="<title>Het weer</title>"))
    page.goto(f"{house.url}/wegwijzer/e/6/")

    page.keyboard.press("Escape")
    page.keyboard.press("Escape")
    page.wait_for_url("https://www.knmi.nl/**")
    page.go_back()

    expect(page).not_to_have_url(f"{house.url}/wegwijzer/e/6/")
