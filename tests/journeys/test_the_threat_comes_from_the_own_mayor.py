"""A councillor is threatened by the own mayor: there is a way around, and every wall on it holds."""

import pytest
from playwright.sync_api import Page, expect

from tests.journeys.people import Adviser, Councillor
from tests.support.browser import assert_accessible

LETTER = "Mijn eigen burgemeester zegt dat hij weet waar mijn ouders wonen."


@pytest.fixture
def another_browser(browser, browser_context_args):
    """A page in a browser of its own."""
    contexts = []

    def open_one() -> Page:
        contexts.append(browser.new_context(**browser_context_args | {"viewport": {"width": 1366, "height": 768}}))
        return contexts[-1].new_page()

    yield open_one
    for context in contexts:
        context.close()


def at_the_desk(another_browser, house, name):
    adviser = Adviser(another_browser(), house, name)
    adviser.signs_in()
    adviser.opens_the_desk()
    return adviser


def number_in(page: Page) -> str:
    return page.url.rstrip("/").rsplit("/", 1)[-1]


def test_the_mayors_never_see_it_and_it_finds_its_way_to_who_may(page: Page, another_browser, house):
    councillor = Councillor(page, house.url)

    # The councillor keeps the mayors out, and writes.
    councillor.opens("/schrijven/")
    page.get_by_label("Nee", exact=True).check()
    page.get_by_label("Voor mijzelf").check()
    page.get_by_label("Uw bericht").fill(LETTER)
    page.get_by_text("Wie mag dit lezen, en wie niet?").click()
    page.locator("input[name=not_association][value=burgemeesters]").check()
    page.get_by_role("button", name="Versturen").click()
    councillor.words = page.locator("#receipt").text_content().strip()

    # The adviser of the mayors sees nothing; Vera, of the councillors, does.
    bas, vera = (at_the_desk(another_browser, house, name) for name in ("Bas", "Vera"))
    assert LETTER not in bas.desk()
    vera.opens(LETTER)
    number = number_in(vera.page)
    assert bas.page.goto(f"{house.url}/zaken/{number}/").status == 404
    vera.claims()
    vera.page.get_by_role("link", name="Overdragen").click()
    expect(vera.page.locator("main")).not_to_contain_text("Bas Bedacht")

    # Vera knows the councillor, and steps back: Wil has it now, and Vera never again.
    vera.page.goto(f"{house.url}/zaken/{number}/terugtrekken/")
    vera.looks("terugtrekken")
    vera.page.get_by_role("button", name="Ja, ik trek mij terug").click()
    assert vera.page.goto(f"{house.url}/zaken/{number}/").status == 404
    wil = at_the_desk(another_browser, house, "Wil")
    wil.opens(LETTER)
    wil.claims()
    wil.answers("Ik ben er. Er leest niemand van de burgemeesters mee.")

    # Whoever asks the custodians to open it for the mayors' adviser gets nothing either.
    cora = Adviser(another_browser(), house, "Cora")
    cora.signs_in()
    cora.page.goto(f"{house.url}/zaken/zonder-helper/")
    cora.looks("zonder-helper")
    cora.page.goto(f"{house.url}/zaken/{number}/bewaarders/")
    cora.page.get_by_label("Wie gaat helpen?").select_option(label=first_with(cora.page, "Bas Bedacht"))
    cora.page.get_by_label("de vorige helper is de sleutel kwijt").check()
    cora.looks("bewaarders-vragen")
    cora.page.get_by_role("button", name="Vraag de bewaarders").click()
    for name in ("Ina", "Ot"):
        custodian = Adviser(another_browser(), house, name)
        custodian.signs_in()
        custodian.page.goto(f"{house.url}/bewaarders/")
        custodian.looks(f"bewaarder-{name.lower()}")
        custodian.page.get_by_role("button", name="Ik ga akkoord").click()
    expect(custodian.page.locator("body")).to_contain_text("De zaak blijft dicht")
    assert bas.page.goto(f"{house.url}/zaken/{number}/").status == 404

    # The councillor reads Wil's answer, and on the page stands nobody but an adviser.
    councillor.comes_back()
    assert councillor.messages() == [LETTER, "Ik ben er. Er leest niemand van de burgemeesters mee."]
    assert_accessible(page)
    wil.page.goto(f"{house.url}/verlof/")
    wil.looks("verlof")
    wil.page.goto(f"{house.url}/zaken/{number}/samenvoegen/")
    wil.looks("samenvoegen")


def first_with(page: Page, name: str) -> str:
    texts = page.locator("select[name=to] option").all_text_contents()
    return next(text for text in texts if name in text)
