"""From a wish to a held session with an evaluation on a phone and results by mail; and a training with a quotation."""

import re
from datetime import timedelta
from email import message_from_bytes, policy

import pytest
from django.utils import timezone
from django.utils.formats import date_format
from playwright.sync_api import Page, expect

from tests.journeys.people import Adviser, Councillor
from tests.promises.database import change
from tests.promises.people import eventually
from tests.support.environment import POSTGRESQL, SQLITE, kind_of_database

LAPTOP, PHONE = {"width": 1366, "height": 768}, {"width": 360, "height": 740}
# The evening is over: three hours ago it began.
IT_IS_LATER = {
    POSTGRESQL: "UPDATE sessions_gathering SET starts_at = now() - interval '3 hours', ends_at = now() - interval '1 hour' "
    "WHERE id = 'KEY'",
    SQLITE: "UPDATE sessions_gathering SET starts_at = datetime('now', '-3 hours'), ends_at = datetime('now', '-1 hour') "
    "WHERE id = replace('KEY', '-', '')",
}[kind_of_database()]


@pytest.fixture
def toon(browser, browser_context_args, house):
    """Toon of the Tour at a laptop, signed in."""
    context = browser.new_context(**browser_context_args | {"viewport": LAPTOP})
    colleague = Adviser(context.new_page(), house, "Toon")
    colleague.signs_in()
    yield colleague
    context.close()


@pytest.fixture
def phone(browser, browser_context_args, house):
    """Somebody outside the team, on a phone."""
    context = browser.new_context(**browser_context_args | {"viewport": PHONE})
    yield Councillor(context.new_page(), house.url)
    context.close()


def mail_to(house, address, subject):
    """The newest mail to an address with that in its subject, once the worker has sent it."""

    def found():
        mails = [
            message_from_bytes(path.read_bytes(), policy=policy.default)
            for path in sorted((house.var / "postvak").glob("*.eml"), key=lambda path: path.stat().st_mtime)
        ]
        return next((m for m in reversed(mails) if m["To"] == address and subject in m["Subject"]), None)

    return eventually(found, seconds=60)


def path_in(mail, start):
    text = mail.get_body(("plain",)).get_content()
    return re.search(rf"https?://[^/]+(/{start}/\S+)", text)[1]


def wants(toon, body, kind):
    page = toon.page
    page.goto(f"{toon.url}/tour/bijeenkomsten/")
    page.get_by_role("link", name="Nieuwe bijeenkomst").click()
    page.get_by_label(kind).check()
    page.get_by_label("Voor welke organisatie?").fill(body)
    page.get_by_label("Wensen").fill("Veel haat op sociale media, en hoe doen wij aangifte?")
    page.get_by_role("button", name="Opslaan").click()
    expect(page.locator("main")).to_contain_text("Nog geen datum")
    return page.url.rstrip("/").rsplit("/", 1)[-1]


def plans(toon, days):
    page = toon.page
    page.get_by_role("link", name="Kies een datum en een plaats.").click()
    page.get_by_label("Dag", exact=True).fill((timezone.localdate() + timedelta(days=days)).isoformat())
    page.locator("#id_room").fill("Raadzaal")


def writes_down_an_address(house, body, email):
    """Whoever is known there, and the organisation itself, has this address."""
    change(
        house,
        f"UPDATE campaign_organisation SET email = '{email}' WHERE authority_id = '{body}'",  # noqa: S608 - our own words
        f"UPDATE campaign_contact SET email = '{email}' WHERE organisation_id = '{body}'",  # noqa: S608 - same
    )


def asks_the_best(toon, phone, house, day):
    """Whoever stands on top is asked, and says yes on a phone, without an account."""
    page = toon.page
    group = page.locator("section[aria-labelledby^=wie]").first
    name = group.locator("li a").first.text_content()
    group.get_by_role("button", name=re.compile(f"Vragen.*{name}")).click()
    address = f"{name.split()[0].lower()}@overleg.invalid"
    phone.opens(path_in(mail_to(house, address, f"Kunt u op {day}"), "begeleiden"), "begeleiden-vraag")
    phone.page.get_by_label("Ja, ik doe het").check()
    phone.page.get_by_role("button", name="Versturen").click()
    expect(phone.page.locator("h1")).to_have_text("Fijn, u komt")
    confirmed = mail_to(house, address, f"U komt op {day}")
    assert [part.get_content_type() for part in confirmed.walk()].count("text/calendar") == 1
    page.reload()
    return address


def reads_who_has_it_in_the_calendar(toon, key, address):
    toon.page.get_by_role("link", name="Antwoorden", exact=True).click()
    expect(toon.page.locator("main")).to_contain_text(address)
    toon.looks("bijeenkomst-antwoorden")
    toon.page.goto(f"{toon.url}/tour/bijeenkomsten/{key}/zonder-datum/")
    toon.looks("bijeenkomst-zonder-datum")


def tells_hours(phone, path):
    """By the link in the mail, on a phone, without an account."""
    phone.opens(path, "begeleiden-uren")
    phone.page.get_by_label("Hoeveel uur?").fill("4,5")
    phone.page.get_by_label("Reiskosten in euro").fill("27,60")
    phone.page.get_by_role("button", name="Bewaren").click()
    expect(phone.page.locator("main")).to_contain_text("4:30")
    phone.looks("begeleiden-uren-bewaard")


def agrees_to_the_hours(toon, key):
    toon.page.goto(f"{toon.url}/tour/bijeenkomsten/{key}/kosten/")
    toon.looks("bijeenkomst-uren")
    toon.page.get_by_role("button", name="Akkoord").click()
    expect(toon.page.locator("main")).to_contain_text("akkoord")


def answers_on_phones(phone, evaluation):
    for place in range(6):
        phone.opens(evaluation, "evaluatie-telefoon" if place == 0 else "")
        phone.page.get_by_role("group", name="Hebt u er iets aan?").get_by_label("5").check()
        phone.page.get_by_role("group", name="Kon u zeggen wat u wilde?").get_by_label("4").check()
        phone.page.get_by_role("group", name="Weet u nu wie u belt").get_by_label("Ja", exact=True).check()
        phone.page.get_by_label("Haat en bedreiging op internet").check()
        phone.page.get_by_role("button", name="Verstuur").click()
        expect(phone.page.locator("body")).to_contain_text("Dank u wel")


def test_from_a_wish_to_results(toon, phone, house):
    writes_down_an_address(house, "GM0307", "griffie@amersfoort.invalid")
    page = toon.page
    key = wants(toon, "gemeente Amersfoort", "Brede bijeenkomst")
    plans(toon, 21)
    toon.looks("bijeenkomst-plannen")
    page.get_by_role("button", name="Vastleggen en mailen").click()
    assert "Afgesproken" in mail_to(house, "griffie@amersfoort.invalid", "Afgesproken")["Subject"]

    # The programme follows the wishes, and is kept as it is proposed.
    page.get_by_role("link", name="Programma", exact=True).click()
    expect(page.locator("main")).to_contain_text("genoemd in de wensen: «sociale media»")
    toon.looks("bijeenkomst-programma")
    page.get_by_role("button", name="Programma bewaren").click()
    expect(page.locator(".head .status--done")).to_contain_text("van 150 minuten")

    page.get_by_role("link", name="Bezetting").click()
    toon.looks("bijeenkomst-bezetting")
    for _ in range(2):
        leads = asks_the_best(toon, phone, house, date_format(timezone.localdate() + timedelta(days=21), "j F Y"))
    expect(page.locator("main")).to_contain_text("komt")

    reads_who_has_it_in_the_calendar(toon, key, leads)

    # In the hall: numbers, materials, and a picture that leads to six questions.
    page.get_by_role("link", name="Zaal en deelnemers").click()
    page.get_by_label("raads- of Statenleden").fill("31")
    page.get_by_role("button", name="Aantallen bewaren").click()
    toon.looks("bijeenkomst-zaal")
    change(house, IT_IS_LATER.replace("KEY", key))
    page.get_by_role("link", name="Afloop").click()
    page.get_by_role("button", name="Evaluatie openen").click()
    page.get_by_role("link", name="Laat de QR-code zien").click()
    toon.looks("bijeenkomst-qr")
    answers_on_phones(phone, re.search(r"(/evaluatie/\S+)", page.locator(".hall_address").text_content())[1])

    # Held, with a promise; the results go back on one page.
    page.goto(f"{toon.url}/tour/bijeenkomsten/{key}/afloop/")
    page.get_by_label("raads- of Statenleden").fill("28")
    page.get_by_role("button", name="Ja, het is gehouden").click()
    tells_hours(phone, path_in(mail_to(house, leads, "Uw uren en kosten"), "begeleiden"))
    page.get_by_label("Wat is toegezegd?").fill("Wij sturen de stappenkaart.")
    page.get_by_label("het ondersteuningsteam").check()
    page.get_by_role("button", name="Toezegging bewaren").click()
    expect(page.locator("main")).to_contain_text("6 antwoorden")
    toon.looks("bijeenkomst-afloop")
    page.get_by_role("button", name="Uitkomsten mailen").click()
    expect(page.locator("main")).to_contain_text("teruggestuurd")
    results = mail_to(house, "griffie@amersfoort.invalid", "Wat de bijeenkomst opleverde")
    assert [part.get_filename() for part in results.iter_attachments()] == ["uitkomsten.pdf"]
    page.goto(f"{toon.url}/tour/organisatie/GM0307/")
    expect(page.locator("main")).to_contain_text("Wij sturen de stappenkaart.")
    agrees_to_the_hours(toon, key)
    page.goto(f"{toon.url}/tour/bijeenkomsten/")
    toon.looks("bijeenkomsten")


def test_a_training_is_quoted_accepted_and_frozen(toon, phone, house):
    writes_down_an_address(house, "GM0363", "griffie@amsterdam.invalid")
    page = toon.page
    wants(toon, "gemeente Amsterdam", "Training")
    plans(toon, 28)
    page.get_by_role("button", name="Vastleggen en mailen").click()
    page.get_by_role("link", name="Kosten", exact=True).click()
    page.get_by_label("Omschrijving").fill("trainer, een dagdeel")
    page.get_by_label("Aantal").fill("2")
    page.get_by_label("Prijs per stuk, zonder btw").fill("750,00")
    page.get_by_role("button", name="Regel toevoegen").click()
    page.get_by_role("button", name="Offerte maken").click()
    expect(page.get_by_role("group", name="Aan wie?").get_by_role("radio").first).to_be_checked()
    page.get_by_role("button", name="Offerte sturen").click()
    expect(page.locator("main")).to_contain_text("wacht op antwoord")
    toon.looks("bijeenkomst-kosten")

    mail = mail_to(house, "griffie@amsterdam.invalid", "Offerte OT-")
    phone.opens(path_in(mail, "offerte"), "offerte-telefoon")
    expect(phone.page.locator("main")).to_contain_text("€\N{NO-BREAK SPACE}1.815,00")
    phone.page.get_by_role("button", name="Antwoord versturen").click()
    phone.looks("offerte-fout")
    phone.page.get_by_label("Wij nemen de offerte aan").check()
    phone.page.get_by_label("Uw naam").fill("Robin Verzonnen")
    phone.page.get_by_label("Uw functie").fill("griffier")
    phone.page.get_by_role("button", name="Antwoord versturen").click()
    expect(phone.page.get_by_role("status")).to_contain_text("U hebt deze offerte aangenomen")
    phone.looks("offerte-aangenomen")

    page.reload()
    expect(page.locator("main")).to_contain_text("Aangenomen door Robin Verzonnen, griffier.")
    page.get_by_label("Omschrijving").fill("acteur")
    page.get_by_label("Prijs per stuk, zonder btw").fill("300")
    page.get_by_role("button", name="Regel toevoegen").click()
    expect(page.locator("main")).to_contain_text("De bijeenkomst is veranderd na deze offerte")
    page.get_by_role("button", name="Nieuwe versie maken").click()
    expect(page.locator("main")).to_contain_text("versie 2")


def test_the_pages_of_who_goes_out(toon, page: Page):
    at = toon.page
    at.goto(f"{toon.url}/netwerk/begeleiders/")
    toon.looks("begeleiders")
    at.get_by_role("link", name="Famke Fictief").click()
    toon.looks("begeleider")
    at.goto(f"{toon.url}/mijn-agenda/")
    toon.looks("mijn-agenda")
