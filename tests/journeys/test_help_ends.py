"""The end of the help: an adviser closes, the client says what it was like, comes back, and in the end erases it all."""

import re

import pytest
from playwright.sync_api import Page, expect

from tests.journeys.people import Adviser, Councillor
from tests.support.pdf import words_of

LETTER = "Iemand stuurt mij elke nacht een bericht met mijn huisnummer."


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


def press(page: Page, name: str) -> None:
    page.get_by_role("button", name=name).click()


def unfold(page: Page) -> None:
    page.get_by_text("Toestand veranderen").click()


def close(vera: Adviser, picture: str = "") -> None:
    unfold(vera.page)
    vera.page.get_by_role("link", name="Afsluiten").click()
    if picture:
        vera.looks(picture)
    vera.page.get_by_label("opgelost zonder politie").check()
    vera.page.get_by_label("Laatste bericht aan de cliënt").fill("Fijn dat het stopte. U kunt altijd terug.")
    vera.page.get_by_label("Laatste notitie voor collega's").fill("Over een half jaar nog eens vragen.")
    press(vera.page, "Afsluiten")


def test_closed_thanked_for_opened_again_erased_and_proven(  # noqa: PLR0915 - one story, told from begin to end
    page: Page, another_browser, house, tmp_path
):
    councillor = Councillor(another_browser(viewport={"width": 360, "height": 740}), house.url)
    vera = Adviser(page, house, "Vera")
    councillor.writes(LETTER)
    vera.signs_in()
    vera.opens_the_desk()
    vera.opens(LETTER)
    vera.claims()
    unfold(vera.page)
    vera.looks("zaak-toestand")
    case = vera.page.url

    # Vera waits for the police, and says so; the client reads it in plain words.
    press(vera.page, "Wacht op anderen")
    expect(vera.page.locator(".head")).to_contain_text("wacht op anderen")
    unfold(vera.page)
    press(vera.page, "Wacht op de cliënt")
    councillor.comes_back()
    expect(councillor.page.locator("body")).to_contain_text("Wij wachten op u.")

    # It stopped. Vera closes, and both can still read.
    vera.page.goto(case)
    close(vera, "zaak-afsluiten")
    expect(vera.page.locator(".head")).to_contain_text("afgesloten: opgelost zonder politie")
    vera.looks("zaak-afgesloten")
    vera.page.goto(f"{house.url}/zaken/afgesloten/")
    expect(vera.page.locator("a.row", has_text=LETTER[:30])).to_have_count(1)
    vera.looks("zaken-afgesloten")

    # The client reads it, and answers three questions.
    councillor.comes_back()
    assert councillor.messages() == [LETTER, "Fijn dat het stopte. U kunt altijd terug."]
    councillor.looks("gesprek-afgesloten")
    councillor.page.get_by_role("link", name="Naar de drie vragen").click()
    for group, choice in (("heard", "5"), ("helped", "4"), ("would_return", "5")):
        councillor.page.locator(f"input[name={group}][value='{choice}']").check()
    councillor.looks("terugkoppeling")
    press(councillor.page, "Versturen")
    expect(councillor.page.locator("body")).to_contain_text("Dank u wel")
    expect(councillor.page.get_by_role("link", name="Naar de drie vragen")).to_have_count(0)

    # It begins again: one button, and Vera sees that someone waits.
    press(councillor.page, "Open het gesprek opnieuw")
    expect(councillor.page.locator("body")).to_contain_text("Uw gesprek is weer open")
    vera.opens_the_desk()
    assert vera.desk().count(LETTER) == 1

    # A hold: the client cannot erase, and reads why; Vera sees that it was asked and lifts it.
    vera.page.goto(case)
    unfold(vera.page)
    vera.page.get_by_role("link", name="Bewaarplicht").click()
    vera.page.get_by_label("Waarom?").fill("De officier vroeg dit te bewaren.")
    vera.looks("bewaarplicht")
    press(vera.page, "Vastleggen")
    councillor.page.get_by_role("link", name="Wis alles").click()
    councillor.looks("wissen-kan-niet")
    press(councillor.page, "Vraag om alles te wissen")
    expect(councillor.page.get_by_role("heading", name="Wij mogen dit nu niet wissen")).to_be_visible()
    councillor.looks("wissen-geweigerd")
    vera.page.reload()
    expect(vera.page.locator("body")).to_contain_text("De cliënt wilde alles wissen")
    vera.looks("zaak-bewaarplicht")
    unfold(vera.page)
    vera.page.get_by_role("link", name="Bewaarplicht opheffen").click()
    vera.page.get_by_label("Waarom?").fill("De zaak is klaar.")
    press(vera.page, "Opheffen")

    # And in the end everything goes, with a proof that holds.
    councillor.comes_back()
    councillor.erases_everything()
    expect(councillor.page.get_by_role("heading", name="Alles is gewist")).to_be_visible()
    councillor.looks("gewist")
    assert councillor.page.evaluate("document.documentElement.scrollWidth") == 360
    proof = tmp_path / "bewijs.txt"
    proof.write_text(councillor.page.locator("#certificate").text_content())
    assert house.manage("audit", "certificate", str(proof)).returncode == 0
    proof.write_text(re.sub(r"messages: \d+", "messages: 99", proof.read_text()))
    assert house.manage("audit", "certificate", str(proof)).returncode == 1
    keeps_the_proof(councillor, tmp_path)
    assert vera.page.goto(case).status == 404


def keeps_the_proof(councillor, tmp_path):
    """On paper, and checked again from what was copied off it."""
    page, paper = councillor.page, tmp_path / "bewijs.pdf"
    with page.expect_download() as printed:
        press(page, "Bewaar als pdf")
    printed.value.save_as(paper)
    assert "Bewijs van wissen" in words_of(paper.read_bytes())
    certificate = page.locator("#certificate").text_content()
    page.get_by_role("link", name="Hier gaat u later na of het klopt").click()
    councillor.looks("bewijs-nagaan")
    page.get_by_label("De tekst van uw bewijs").fill(certificate)
    press(page, "Ga het na")
    expect(page.locator("body")).to_contain_text("Dit bewijs klopt")
    councillor.looks("bewijs-klopt")


def test_the_same_without_javascript(another_browser, house):
    councillor = Councillor(another_browser(java_script_enabled=False), house.url)
    wil = Adviser(another_browser(java_script_enabled=False), house, "Wil")
    message = "Zonder JavaScript: het hield vanzelf op."
    councillor.writes(message)
    wil.signs_in()
    wil.opens_the_desk()
    wil.opens(message)
    wil.claims()
    unfold(wil.page)
    press(wil.page, "Naar nazorg")
    close(wil)

    councillor.comes_back()
    press(councillor.page, "Open het gesprek opnieuw")
    councillor.erases_everything()

    expect(councillor.page.locator("#certificate")).to_contain_text("act: case.erased")
