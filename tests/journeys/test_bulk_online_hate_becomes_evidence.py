"""The second story: very many messages come in one file, are sifted and picked, and stand on a timeline with their proof."""

import pytest
from playwright.sync_api import Page, expect

from tests.confidential.incidents.brought import a_mail
from tests.foundation.vault import pictures
from tests.journeys.people import Adviser, Councillor

PHONE = {"viewport": {"width": 360, "height": 740}, "is_mobile": True, "has_touch": True}


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
def chat(tmp_path):
    """An exported chat of two thousand five hundred messages; one in fifty is a threat."""
    lines = [
        f"{1 + place // 100:02d}-10-2026 2{place % 4}:{place % 60:02d} - "
        + ("Boze Bram: ik weet waar uw kinderen op school zitten" if place % 50 == 7 else "Ans: prima, tot morgen")
        for place in range(2500)
    ]
    path = tmp_path / "WhatsApp-chat met Boze Bram.txt"
    path.write_text("\n".join(lines))
    return path


@pytest.fixture
def brought(tmp_path):
    """A mail and a photo of a letter."""
    mail, photo = tmp_path / "dreigmail.eml", tmp_path / "brief op de mat.jpg"
    mail.write_bytes(a_mail(body="Ik weet u te vinden.\n\nKijk maar uit op https://kwaad.example/pad\n").as_bytes())
    photo.write_bytes(pictures.picture(size=(640, 400)))
    return [str(mail), str(photo)]


def visits(adviser, path):
    adviser.page.goto(f"{adviser.url}{path}")


def tells(person, day, words, *, kind="Bedreigen of intimideren", heavy="Ernstig"):
    person.page.get_by_label("Wat gebeurde er?").fill(words)
    person.page.get_by_label(kind, exact=True).check()
    person.page.get_by_label("Op welke dag?").fill(day)
    person.page.get_by_label(heavy, exact=True).check()


def test_from_a_chat_of_thousands_to_a_timeline_with_proof(another_browser, house, chat, brought):
    message = "Het houdt niet op: honderden berichten, elke dag."
    councillor = Councillor(another_browser(**PHONE), house.url)
    vera = Adviser(another_browser(viewport={"width": 1366, "height": 768}), house, "Vera")
    councillor.writes(message, name="Robin")
    vera.signs_in()
    vera.opens_the_desk()
    vera.opens(message)
    vera.claims()
    case = vera.page.url.removeprefix(house.url)

    # The councillor writes down what happened, at the own pace.
    councillor.comes_back()
    councillor.page.get_by_role("link", name="Wat er is gebeurd").click()
    councillor.looks("eigen-tijdlijn-leeg")
    councillor.page.get_by_role("link", name="Schrijf iets op").click()
    councillor.looks("eigen-gebeurtenis-nieuw")
    tells(councillor, "2026-11-01", "Op de parkeerplaats riep iemand dat mijn auto de volgende keer in brand staat.")
    councillor.page.get_by_role("button", name="Bewaren").click()
    councillor.looks("eigen-gebeurtenis")
    councillor.page.get_by_role("link", name="Bewaar er iets bij").click()
    councillor.page.locator("input[type=file]").set_input_files(brought)
    councillor.looks("eigen-bewijs-nieuw")
    councillor.page.get_by_role("button", name="Bewaren").click()
    councillor.looks("eigen-tijdlijn")
    assert councillor.page.evaluate("document.documentElement.scrollWidth") == 360

    brings_the_chat_in(vera, case, chat)
    picks_what_matters(vera)
    looks_at_what_was_brought(vera, case)


def brings_the_chat_in(vera, case, chat):
    """The adviser brings the chat in and reads it; the page goes on by itself."""
    visits(vera, f"{case}bewijs/nieuw/")
    vera.looks("bewijs-nieuw")
    vera.page.locator("input[type=file]").set_input_files(str(chat))
    vera.page.get_by_role("button", name="Bewaren").click()
    vera.looks("bewijs-chat")
    vera.page.get_by_role("link", name="Berichten lezen").click()
    vera.looks("berichten-lezen")
    vera.page.get_by_role("button", name="Begin met lezen").click()
    expect(vera.page.get_by_text("2500 berichten gevonden")).to_be_visible()
    vera.looks("berichten")


def picks_what_matters(vera):
    """What matters is found, picked and made into an incident."""
    vera.page.get_by_label("Met deze woorden").fill("kinderen school")
    vera.page.get_by_role("button", name="Zoeken").click()
    expect(vera.page.get_by_text("50 berichten gevonden")).to_be_visible()
    assert "kinderen" not in vera.page.url
    for place in range(3):
        vera.page.locator("input[name=pick]").nth(place).check()
    vera.looks("berichten-gekozen")
    vera.page.get_by_role("button", name="Maak hiervan een gebeurtenis").click()
    vera.looks("gebeurtenis-uit-berichten")
    vera.page.get_by_label("Heel ernstig").check()
    vera.page.get_by_text("Meer vertellen").click()
    vera.page.get_by_label("Iemand bedreigt mij").check()
    vera.page.get_by_role("button", name="Bewaren").click()
    vera.looks("tijdlijn")
    vera.page.get_by_role("link", name="ik weet waar uw kinderen").click()
    vera.looks("gebeurtenis")
    expect(vera.page.locator("body")).to_contain_text("3 gekozen berichten uit een archief")
    expect(vera.page.locator("body")).to_contain_text("Artikel 285 Wetboek van Strafrecht")


def looks_at_what_was_brought(vera, case):
    """What the councillor brought is read safely, and its log says who looked."""
    visits(vera, f"{case}gebeurtenissen/")
    vera.page.get_by_role("link", name="Op de parkeerplaats").click()
    vera.page.get_by_role("link", name="dreigmail.eml").click()
    vera.looks("bewijs-mail")
    expect(vera.page.locator(".custody")).to_contain_text("binnengekomen en verzegeldde cliënt")
    assert vera.page.locator("a[href*=kwaad]").count() == 0
    vera.page.go_back()
    vera.page.get_by_role("link", name="brief op de mat.jpg").click()
    expect(vera.page.locator(".viewing__copy")).to_have_js_property("naturalWidth", 640)
    vera.looks("bewijs-foto")


def test_reading_an_archive_without_javascript_is_one_button_pressed_again(another_browser, house, chat):
    message = "Zonder JavaScript: een hele map vol."
    councillor = Councillor(another_browser(java_script_enabled=False), house.url)
    wil = Adviser(another_browser(java_script_enabled=False), house, "Wil")
    councillor.writes(message)
    wil.signs_in()
    wil.opens_the_desk()
    wil.opens(message)
    wil.claims()
    visits(wil, f"{wil.page.url.removeprefix(house.url)}bewijs/nieuw/")
    wil.page.locator("input[type=file]").set_input_files(str(chat))
    wil.page.get_by_role("button", name="Bewaren").click()
    wil.page.get_by_role("link", name="Berichten lezen").click()

    wil.page.get_by_role("button", name="Begin met lezen").click()
    expect(wil.page.get_by_role("heading", name="1000 berichten gelezen")).to_be_visible()
    wil.page.get_by_role("link", name="Stop, later verder").click()
    wil.page.get_by_role("link", name="Berichten lezen").click()
    wil.page.get_by_role("button", name="Ga verder").click()
    wil.page.get_by_role("button", name="Ga verder").click()

    expect(wil.page.get_by_text("2500 berichten gevonden")).to_be_visible()
