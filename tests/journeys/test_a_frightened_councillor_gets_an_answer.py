"""The first story of this house: a councillor writes at night, an adviser answers, and the councillor reads it."""

import pytest
from playwright.sync_api import Page, expect

from tests.journeys.people import Adviser, Councillor

LETTER = "Er lag een brief op de mat: we weten waar uw kinderen naar school gaan."


@pytest.fixture
def another_browser(browser, browser_context_args):
    """A page in a browser of its own, with options of its own."""
    contexts = []

    def open_one(**options) -> Page:
        contexts.append(browser.new_context(**browser_context_args | options))
        return contexts[-1].new_page()

    yield open_one
    for context in contexts:
        context.close()


@pytest.fixture
def violations(page: Page):
    """What the browser says of our own policy; nothing, at the end of the story."""
    said: list[str] = []
    page.on("console", lambda message: said.append(message.text) if message.type == "error" else None)
    page.on("pageerror", lambda error: said.append(str(error)))
    yield said
    assert [text for text in said if "400" not in text] == []


@pytest.mark.usefixtures("violations")
def test_write_answer_come_back_erase(page: Page, another_browser, house, tmp_path):
    photo = tmp_path / "brief.txt"
    photo.write_text("De brief, overgetypt.")
    councillor = Councillor(page, house.url)
    vera = Adviser(another_browser(viewport={"width": 1366, "height": 768}), house, "Vera")

    # At night, someone writes.
    councillor.opens("/", "home")
    councillor.opens("/nu-bellen/", "nu-bellen")
    councillor.opens("/schrijven/", "schrijven")
    councillor.writes(LETTER, name="Robin", files=[str(photo)])
    councillor.looks("bewijs")
    assert len(councillor.words.split()) == 7

    # Whoever has the duty sees that something waits, and takes it up.
    vera.signs_in()
    vera.opens_the_desk()
    vera.looks("dienst")
    vera.opens(LETTER)
    vera.claims()
    vera.answers("Goed dat u schrijft. Bent u nu veilig?")
    vera.notes("Morgen bellen met de griffier, als Robin dat wil.")
    vera.looks("zaak")

    # The councillor comes back with the words, and sees who opened it.
    councillor.opens("/terug/", "terug")
    councillor.comes_back(councillor.words.upper().replace(" ", " - "))
    councillor.looks("gesprek")
    assert councillor.messages() == [LETTER, "Goed dat u schrijft. Bent u nu veilig?"]
    expect(page.locator("section", has=page.get_by_role("heading", name="Wie opende uw gesprek?"))).to_contain_text(
        "vertrouwenspersoon"
    )
    expect(page.locator("body")).not_to_contain_text("griffier")

    # Writing again puts it back on the desk, as something that waits.
    councillor.writes_again("Ja, mijn partner is thuis.")
    vera.opens_the_desk()
    assert vera.desk().count(LETTER) == 1
    expect(vera.page.locator("li", has_text=LETTER)).to_contain_text("schreef terug")

    # And in the end everything goes.
    councillor.erases_everything("wissen")
    expect(page.get_by_role("heading", name="Alles is gewist")).to_be_visible()
    councillor.comes_back()
    expect(page.locator("body")).to_contain_text("Met deze woorden vinden wij niets")
    vera.opens_the_desk()
    assert vera.desk().count(LETTER) == 0


def test_the_same_without_javascript(another_browser, house):
    message = "Zonder JavaScript: iemand volgt mij na de raad naar huis."
    councillor = Councillor(another_browser(java_script_enabled=False), house.url)
    wil = Adviser(another_browser(java_script_enabled=False), house, "Wil")

    councillor.writes(message)
    wil.signs_in()
    wil.opens_the_desk()
    wil.opens(message)
    wil.claims()
    wil.answers("Wij denken met u mee.")
    councillor.comes_back()

    assert councillor.messages() == [message, "Wij denken met u mee."]
    councillor.erases_everything()
    expect(councillor.page.get_by_role("heading", name="Alles is gewist")).to_be_visible()


def test_the_same_with_the_keyboard_only(page: Page, house):
    message = "Met het toetsenbord: ik durf mijn post niet meer te openen."
    keyboard = page.keyboard

    def tab_to(name: str) -> None:
        for _ in range(60):
            keyboard.press("Tab")
            focused = page.evaluate(
                "(e => [e.innerText, e.labels?.[0]?.innerText, e.name].join(' '))(document.activeElement)"
            )
            if name in focused:
                return
        pytest.fail(f"{name} was not reached with the keyboard")

    page.goto(f"{house.url}/")
    tab_to("Schrijf ons")
    keyboard.press("Enter")
    page.wait_for_url("**/schrijven/")
    tab_to("danger")
    keyboard.press("Space")
    tab_to("for_whom")
    keyboard.press("Space")
    tab_to("Uw bericht")
    keyboard.type(message)
    tab_to("Versturen")
    keyboard.press("Enter")
    words = page.locator("#receipt").text_content().strip()

    page.goto(f"{house.url}/terug/")
    tab_to("Uw zeven woorden")
    keyboard.type(words)
    tab_to("Verder")
    keyboard.press("Enter")
    page.wait_for_url("**/terug/gesprek/")
    assert Councillor(page, house.url).messages() == [message]
    tab_to("Wis alles")
    keyboard.press("Enter")
    page.wait_for_url("**/wissen/")
    tab_to("Ja, wis alles")
    keyboard.press("Enter")
    expect(page.get_by_role("heading", name="Alles is gewist")).to_be_visible()


def test_the_same_on_a_phone_and_handed_over_to_a_colleague(another_browser, house):
    message = "Op mijn telefoon: ze staan weer voor het gemeentehuis."
    phone = {"viewport": {"width": 360, "height": 740}, "is_mobile": True, "has_touch": True}
    councillor = Councillor(another_browser(**phone), house.url)
    vera = Adviser(another_browser(**phone), house, "Vera")
    bas = Adviser(another_browser(), house, "Bas")

    councillor.writes(message)
    vera.signs_in()
    vera.opens_the_desk()
    vera.opens(message)
    vera.claims()
    number = vera.page.url.rstrip("/").split("/")[-1]
    vera.hands_over_to("Bas Bedacht", note="Ik ga morgen met verlof.")
    assert vera.page.goto(f"{house.url}/zaken/{number}/").status == 404

    bas.signs_in()
    bas.opens_the_desk()
    bas.opens(message)
    expect(bas.page.locator(".message--team")).to_contain_text("Ik ga morgen met verlof.")
    bas.answers("Ik ben Bas, ik neem het over.")
    councillor.comes_back()
    assert councillor.messages() == [message, "Ik ben Bas, ik neem het over."]
    assert councillor.page.evaluate("document.documentElement.scrollWidth") == 360


def test_leaving_quickly_shows_nothing_of_the_house(page: Page, house):
    page.route("https://www.knmi.nl/**", lambda route: route.fulfill(body="<title>Het weer</title>"))
    page.goto(f"{house.url}/schrijven/")

    page.keyboard.press("Escape")
    page.keyboard.press("Escape")
    page.wait_for_url("https://www.knmi.nl/**")
    page.go_back()

    expect(page).not_to_have_url(f"{house.url}/schrijven/")
