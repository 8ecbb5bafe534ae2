"""A clerk begins the Uitvraag on a phone and sends it from a laptop; the mayor sees it differently; the team sees both."""

import re

import pytest
from playwright.sync_api import Page, expect

from tests.support.browser import assert_accessible, bring_session, shoot

PHONE = {"viewport": {"width": 360, "height": 740}, "is_mobile": True, "has_touch": True}
LAPTOP = {"viewport": {"width": 1366, "height": 768}}
LEUDAL = "GM1640"
# What the mail or letter of each office holds: the token of its link.
LINKS = f"""
from django.utils import timezone
from weerbaar.outreach.campaign.actions.links import link_for
from weerbaar.outreach.campaign.models import Office, PersonalLink
from weerbaar.outreach.campaign.queries.links import opener_of
from weerbaar.outreach.campaign.queries.rounds import current_round, participation_of
place = participation_of("{LEUDAL}", round=current_round(timezone.localdate()))
for office in (Office.CLERK, Office.MAYOR):
    link = link_for(participation=place, purpose=PersonalLink.Purpose.SURVEY, office=office, at=timezone.now())
    print("token", opener_of(link).token)
"""


@pytest.fixture
def tokens(house):
    said = house.manage("shell", "-c", LINKS).stdout
    return re.findall(r"token (\w+)", said)


@pytest.fixture
def opened(browser, browser_context_args):
    """Opens a browser on a phone or a laptop, of somebody who was never here before."""
    contexts = []

    def open_it(**options) -> Page:
        contexts.append(browser.new_context(**browser_context_args | options))
        return contexts[-1].new_page()

    yield open_it
    for context in contexts:
        context.close()


def looks_well(page: Page, name: str):
    page.wait_for_load_state()
    assert_accessible(page)
    assert page.evaluate("document.documentElement.scrollWidth <= window.innerWidth"), (
        f"{name} is wider than the screen"
    )
    shoot(page, f"uitvraag-{name}")


def chooses(page: Page, *answers: str):
    for answer in answers:
        page.get_by_label(answer, exact=True).check()
    page.get_by_role("button", name="Ga verder").click()


def heading(page: Page):
    return page.get_by_role("heading", level=1)


def fills_in_otherwise(plain: Page, address: str):
    """Somebody without JavaScript says that there is nothing."""
    plain.goto(address)
    plain.get_by_role("button", name="Begin").click()
    chooses(plain, "Nee, dat is er niet")
    chooses(plain, "Nee, die is er niet")
    chooses(plain)
    plain.get_by_role("button", name="Verstuur").click()
    expect(heading(plain)).to_have_text("Uw antwoorden zijn binnen")


def stands_under_each_other_on_a_phone(office: Page):
    """What several people answered is read without moving the table aside."""
    office.set_viewport_size(PHONE["viewport"])
    box, table = (office.locator(one).bounding_box() for one in (".table_scroll", ".answerers"))
    assert table["width"] <= box["width"]
    expect(office.locator(".answerers .differs td").first).to_have_attribute("data-label", "griffier")
    office.set_viewport_size(LAPTOP["viewport"])


def reads_both(office: Page, url: str):
    """The team finds the difference, and looks at every page about it."""
    office.goto(f"{url}/tour/uitvraag/")
    looks_well(office, "lijst")
    office.get_by_role("link", name=re.compile("Uitvraag · Ronde na de verkiezingen")).click()
    expect(office.locator("main")).to_contain_text("Hier zien mensen het verschillend")
    looks_well(office, "uitkomsten")
    office.get_by_role("link", name=re.compile("^Leudal")).click()
    expect(office.get_by_role("row", name=re.compile("Heeft uw raad of Staten een agressieprotocol"))).to_contain_text(
        "verschil"
    )
    looks_well(office, "organisatie")
    stands_under_each_other_on_a_phone(office)
    office.go_back()
    for tab in ("Organisaties", "Kaart", "Vergelijking", "Post", "Om te delen"):
        office.get_by_role("navigation", name="Onderdelen van deze vragenlijst").get_by_role("link", name=tab).click()
        looks_well(office, f"tab-{tab.lower().replace(' ', '-')}")


def test_half_way_on_a_phone_done_on_a_laptop_and_the_mayor_disagrees(house, tokens, opened):
    clerk, mayor = tokens

    phone = opened(**PHONE)
    phone.goto(f"{house.url}/uitvraag/{clerk}/")
    expect(phone.locator("main")).to_contain_text("gemeente Leudal")
    looks_well(phone, "begin")
    phone.get_by_role("button", name="Begin").click()
    looks_well(phone, "vraag")
    chooses(phone, "Ja, en wij gebruiken het")
    phone.get_by_label("Raadsleden of Statenleden").check()
    phone.get_by_role("button", name="Bewaar en stop").click()
    expect(phone.locator("main")).to_contain_text("Ga later verder met dezelfde link")

    laptop = opened(**LAPTOP)
    laptop.goto(f"{house.url}/uitvraag/{clerk}/")
    laptop.get_by_role("link", name="Ga verder").click()
    expect(heading(laptop)).to_have_text("Voor wie het is")
    expect(laptop.get_by_label("Raadsleden of Statenleden")).to_be_checked()
    laptop.get_by_role("button", name="Ga verder").click()
    expect(heading(laptop)).to_have_text("Hoe levend het is")
    laptop.get_by_role("button", name="Ga verder").click()
    expect(laptop.get_by_role("alert").or_(laptop.locator(".error_summary")).first).to_be_visible()
    looks_well(laptop, "vraag-fout")
    chooses(laptop, "Ja")
    laptop.get_by_label("Wanneer was de laatste oefening?").fill("2026-03-01")
    laptop.get_by_role("button", name="Ga verder").click()
    expect(heading(laptop)).to_have_text("Het document")
    laptop.get_by_label("Of de link").fill("https://gemeente.invalid/protocol")
    looks_well(laptop, "bestand")
    laptop.get_by_role("button", name="Ga verder").click()
    chooses(laptop, "Nee, die is er niet")
    chooses(laptop, "Een voorbeeld van een gedragscode")
    expect(heading(laptop)).to_have_text("Klopt dit?")
    looks_well(laptop, "controle")
    laptop.get_by_role("button", name="Verstuur").click()
    expect(heading(laptop)).to_have_text("Uw antwoorden zijn binnen")
    looks_well(laptop, "klaar")
    phone.goto(f"{house.url}/uitvraag/{clerk}/")
    expect(phone.locator("main")).to_contain_text("verstuurd")

    fills_in_otherwise(opened(**PHONE, java_script_enabled=False), f"{house.url}/uitvraag/{mayor}/")

    office = opened(**LAPTOP)
    bring_session(office.context, house.sign_in("toon@overleg.invalid"))
    reads_both(office, house.url)


def test_an_evaluation_is_filled_in_on_a_phone_and_a_questionnaire_is_made(house, opened):
    said = house.manage(
        "shell", "-c",
        "from django.utils import timezone\n"
        "from weerbaar.outreach.surveys.actions.openly import open_survey\n"
        "from weerbaar.outreach.surveys.queries.openly import way_to\n"
        "print(way_to(open_survey(subject='voorbeeld:reis', at=timezone.now())).address)",
    ).stdout  # fmt: skip
    address = re.search(r"http\S+/evaluatie/\S+", said)[0]
    phone = opened(**PHONE)
    phone.goto(address)
    looks_well(phone, "evaluatie")
    for label, step in (("Hebt u er iets aan?", "4"), ("Kon u zeggen wat u wilde?", "5")):
        phone.get_by_role("group", name=label).get_by_label(step, exact=True).check()
    phone.get_by_role("group", name="Weet u nu wie u belt").get_by_label("Ja", exact=True).check()
    phone.get_by_role("button", name="Verstuur").click()
    expect(heading(phone)).to_have_text("Uw antwoorden zijn binnen")

    office = opened(**LAPTOP)
    bring_session(office.context, house.sign_in("toon@overleg.invalid"))
    office.goto(f"{house.url}/tour/uitvraag/vragenlijsten/")
    office.get_by_label("Naam van de vragenlijst").fill("Hoe gaat het met de griffie?")
    office.get_by_role("button", name="Begin").click()
    office.get_by_role("link", name="Scherm toevoegen").click()
    office.get_by_label("Kop van dit scherm").fill("Over uw gemeenteraadsvergaderingsvoorbereidingswerk")
    office.get_by_role("button", name="Bewaren").click()
    office.get_by_role("link", name="Vraag toevoegen").click()
    office.get_by_label("Vraag", exact=True).fill("Hebt u genoeg tijd?")
    office.get_by_label("Keuzes").fill("Ja\nNee")
    looks_well(office, "maker-vraag")
    office.get_by_role("button", name="Bewaren").click()
    office.set_viewport_size({"width": 360, "height": 740})
    looks_well(office, "maker")
    office.get_by_role("link", name="Bekijk als op een telefoon").click()
    looks_well(office, "maker-voorbeeld")
    office.go_back()
    office.get_by_label("Wij hebben naar de woorden gekeken. Zo blijft het.").check()
    office.get_by_role("button", name="Publiceer").click()
    expect(office.locator("main")).to_contain_text("gepubliceerd")
