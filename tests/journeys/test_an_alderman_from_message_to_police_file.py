"""A threatened alderman: from the first message, along the plan, to a file that the police can check."""

import subprocess
import sys
import zipfile
from pathlib import Path

import pytest
from playwright.sync_api import Page, expect

from tests.journeys.people import Adviser, Councillor
from tests.journeys.test_a_frightened_councillor_gets_an_answer import another_browser
from tests.support.pdf import traces_of, words_of

__all__ = ["another_browser"]

STORY = "Als wethouder kreeg ik een mail: wij weten waar u woont."
MAIL = (
    b"From: Onbekend <kwaad@post.example>\r\nTo: Emile Voorbeeld <emile@raad.example>\r\nSubject: pas op\r\n"
    b"Date: Fri, 20 Nov 2026 21:00:00 +0100\r\n\r\nEmile Voorbeeld, wij weten waar u woont.\r\n"
)


@pytest.fixture
def vera(another_browser, house):
    adviser = Adviser(another_browser(viewport={"width": 1366, "height": 768}), house, "Vera")
    adviser.signs_in()
    return adviser


def go(page: Page, link: str) -> None:
    page.get_by_role("link", name=link).first.click()


def press(page: Page, button: str) -> None:
    page.get_by_role("button", name=button).click()


def tells_what_happened(page: Page) -> None:
    go(page, "Wat er is gebeurd, en het bewijs")
    go(page, "Gebeurtenis opschrijven")
    page.get_by_label("Op welke dag?").fill("2026-11-20")
    page.get_by_label("Bedreigen of intimideren").check()
    page.locator("details").evaluate_all("all => all.forEach(one => one.open = true)")
    page.get_by_label("Iemand bedreigt mij").check()
    page.get_by_label("Wat gebeurde er?").fill("Emile Voorbeeld kreeg een mail met een bedreiging.")
    press(page, "Bewaren")


def brings(page: Page, files: list[str]) -> None:
    go(page, "Bewijs toevoegen")
    page.locator("input[type=file]").set_input_files(files)
    press(page, "Bewaren")


def follows_the_plan(vera: Adviser, case: str) -> None:
    """A step is done with its proof, and the client chooses."""
    desk = vera.page
    desk.goto(case)
    go(desk, "Stappenplan en dossier")
    vera.looks("stappenplan")
    desk.goto(f"{case}plan/stap/2/")
    desk.get_by_label("Welk bewijs is bewaard?").fill("De mail zelf, met alle kopregels.")
    desk.get_by_label("Hoort er bewijs bij?").select_option(label="dreigmail.eml")
    desk.get_by_label("Deze stap is gedaan").check()
    vera.looks("stap")
    press(desk, "Bewaren")
    expect(desk.locator("#stap-2")).to_contain_text("gedaan")
    desk.goto(f"{case}plan/keuze/")
    desk.get_by_label("Aangifte", exact=True).check()
    desk.get_by_label("Waarom, in de woorden van de cliënt?").fill("Ik wil dat het stopt.")
    vera.looks("keuze")
    press(desk, "Keuze bewaren")


def makes_the_file(vera: Adviser, folder: Path) -> Path:
    """The name of the client is masked, and the mail goes along as it came."""
    desk = vera.page
    go(desk, "Dossier voor de politie")
    desk.get_by_label("Voor wie is het dossier?").fill("Politie Voorbeeldstad")
    desk.get_by_label("Waarvoor?", exact=False).first.fill("Aangifte van bedreiging")
    desk.get_by_label("De naam van de cliënt").check()
    vera.looks("dossier")
    desk.get_by_label("Maak een pakket").check()
    desk.get_by_label("dreigmail.eml").nth(1).check()
    desk.get_by_label("Ik weet dat in afbeeldingen en originelen").check()
    with desk.expect_download() as download:
        press(desk, "Maak het dossier")
    package = folder / download.value.suggested_filename
    download.value.save_as(package)
    return package


def test_from_message_to_a_file_that_can_be_checked(page: Page, vera, house, tmp_path):
    mail = tmp_path / "dreigmail.eml"
    mail.write_bytes(MAIL)
    alderman, desk = Councillor(page, house.url), vera.page
    alderman.writes(STORY, name="Emile Voorbeeld")

    # The adviser takes it up, and together they write down what happened, with the mail as evidence.
    vera.opens_the_desk()
    vera.opens(STORY)
    vera.claims()
    case = desk.url.partition("?")[0]
    tells_what_happened(desk)
    brings(desk, [str(mail)])

    follows_the_plan(vera, case)
    package = makes_the_file(vera, tmp_path)

    # Whoever got it checks it without us, and reads it.
    with zipfile.ZipFile(package) as opened:
        opened.extract("weerbaar_verify.py", tmp_path)
        pdf, original = opened.read("dossier.pdf"), opened.read("bewijs/01.eml")
    checked = subprocess.run([sys.executable, "weerbaar_verify.py", package.name], cwd=tmp_path, check=False)
    assert (checked.returncode, original) == (0, MAIL)
    assert ("wij weten waar u woont" in words_of(pdf), traces_of(pdf, "Voorbeeld,")) == (True, [])
    assert traces_of(pdf, "Emile") == []

    # The client sees the plan, the choice, and that a file was made and for what.
    alderman.comes_back()
    go(page, "Mijn stappenplan")
    alderman.looks("mijn-stappenplan")
    expect(page.locator("body")).to_contain_text("Ik wil dat het stopt.")
    expect(page.locator("body")).to_contain_text("Voor Politie Voorbeeldstad: Aangifte van bedreiging")
    with page.expect_download() as printed:
        go(page, "Bewaar of print mijn stappenplan")
    plan = tmp_path / "plan.pdf"
    printed.value.save_as(plan)
    assert "Mijn stappenplan" in words_of(plan.read_bytes())

    # The mail was too much to have lying about: the client takes it back, and keeps the rest.
    page.goto(f"{house.url}/terug/gesprek/gebeurtenissen/")
    page.get_by_role("link", name="Neem terug: dreigmail.eml").click()
    expect(page.locator("body")).to_contain_text("Politie Voorbeeldstad")
    alderman.looks("terugnemen")
    page.get_by_role("button", name="Ja, neem het terug").click()
    expect(page.locator("body")).to_contain_text("Het is weg")
    alderman.looks("teruggenomen")
    desk.goto(f"{case}gebeurtenissen/")
    expect(desk.locator("body")).to_contain_text("De cliënt nam dit terug")
    vera.looks("teruggenomen-bij-de-helper")
