"""The story of one municipality, with invented people: a letter to the mayor, two hands further a date, moved once, held.

The mayor opens the link of the letter on a phone and hands it on to the secretary; she hands it on to the officer for
safety, who picks a time on a laptop and moves it; the mayor goes on seeing all of it. The team notes that it was held.
"""

import json
import re
from email import message_from_bytes, policy

import pytest
from playwright.sync_api import Page, expect

from tests.promises.database import change
from tests.support.browser import assert_accessible, bring_session, shoot
from tests.support.environment import POSTGRESQL, SQLITE, kind_of_database

PHONE, LAPTOP = {"width": 360, "height": 740}, {"width": 1366, "height": 768}
GIVE_OUT = """
import json
from django.utils import timezone
from weerbaar.outreach.campaign.actions.links import link_for
from weerbaar.outreach.campaign.models import Office, PersonalLink
from weerbaar.outreach.campaign.queries.links import opener_of
from weerbaar.outreach.campaign.queries.rounds import current_round, participation_of
now = timezone.now()
place = participation_of("GM0772", round=current_round(timezone.localdate()))
link = link_for(participation=place, purpose=PersonalLink.Purpose.APPOINTMENT, office=Office.MAYOR, at=now)
opener = opener_of(link)
print(json.dumps({"token": opener.token, "code": opener.code}))
"""
A_DAY_LATER = {
    POSTGRESQL: "UPDATE appointments_appointment SET starts_at = now() - interval '3 hours', ends_at = now() - interval '2 hours' WHERE state = 'booked' AND uid = 'UID'",
    SQLITE: "UPDATE appointments_appointment SET starts_at = datetime('now', '-3 hours'), ends_at = datetime('now', '-2 hours') WHERE state = 'booked' AND uid = 'UID'",
}[kind_of_database()]


@pytest.fixture
def open_page(browser, browser_context_args):
    """A browser of their own for everybody in the story."""
    contexts = []

    def opened(size, visitor=None) -> Page:
        contexts.append(browser.new_context(**browser_context_args | {"viewport": size}))
        if visitor is not None:
            bring_session(contexts[-1], visitor)
        return contexts[-1].new_page()

    yield opened
    for context in contexts:
        context.close()


def looks(page, picture):
    shoot(page, picture)
    assert_accessible(page)


def mails_to(house, address):
    """What the fake kept for somebody, oldest first; the worker sends while the story goes on, so it is waited for."""
    files = sorted((house.var / "postvak").glob("*.eml"), key=lambda file: file.stat().st_mtime_ns)
    found = [message_from_bytes(file.read_bytes(), policy=policy.default) for file in files]
    return [mail for mail in found if mail["To"] == address]


def link_in(mail):
    (found,) = set(re.findall(r"/a/[a-z0-9]{26}/", mail.get_body(("plain",)).get_content()))
    return found


def wait_for_mail(page, house, address, number=1):
    for _ in range(100):
        if len(mails_to(house, address)) >= number:
            return mails_to(house, address)[-1]
        page.wait_for_timeout(100)
    message = f"no mail for {address}"
    raise AssertionError(message)


def hands_over(page, name, email, office):
    page.get_by_role("link", name="Iemand anders regelt dit").click()
    page.get_by_label("Naam van uw collega").fill(name)
    page.get_by_label("E-mailadres van uw collega").fill(email)
    page.get_by_label("Functie").select_option(label=office)


def test_from_the_letter_to_the_mayor_to_a_talk_that_was_held(open_page, build_house):
    house = build_house(debug=True, demo=True)
    opener = json.loads(house.manage("shell", "--no-imports", "-c", GIVE_OUT).stdout)

    # The mayor types the code of the letter on a phone, and lets the secretary do it.
    mayor = open_page(PHONE)
    mayor.goto(f"{house.url}/a/")
    looks(mayor, "afspraak-code")
    mayor.get_by_label("Uw code").fill(opener["code"].lower())
    mayor.get_by_role("button", name="Verder").click()
    expect(mayor.locator(".times__one")).to_have_count(5)
    looks(mayor, "afspraak-kiezen")
    hands_over(mayor, "Sietske Verzonnen", "sietske@leudal.invalid", "secretaris")
    looks(mayor, "afspraak-doorgeven")
    mayor.get_by_role("button", name="Doorgeven").click()
    expect(mayor.locator("body")).to_contain_text("Doorgegeven aan uw collega")

    # The secretary has no time for it either.
    secretary = open_page(PHONE)
    secretary.goto(house.url + link_in(wait_for_mail(secretary, house, "sietske@leudal.invalid")))
    hands_over(secretary, "Bo Beleid", "bo@leudal.invalid", "beleidsmedewerker veiligheid")
    secretary.get_by_role("button", name="Doorgeven").click()

    # The officer picks a time on a laptop, and brings the clerk.
    officer = open_page(LAPTOP)
    officer.goto(house.url + link_in(wait_for_mail(officer, house, "bo@leudal.invalid")))
    expect(officer.get_by_label("Uw naam")).to_have_value("Bo Beleid")
    officer.get_by_label("Wie komt er nog meer?").fill("griffie@leudal.invalid")
    officer.locator(".times__one input").first.check()
    officer.get_by_role("button", name="Deze tijd afspreken").click()
    expect(officer.locator("body")).to_contain_text("De afspraak staat")
    looks(officer, "afspraak-gemaakt")
    first = officer.locator("#afspraak ~ dl time").first.text_content()
    invited = wait_for_mail(officer, house, "griffie@leudal.invalid")
    assert invited["Subject"].startswith("Uitnodiging:")

    # Something comes in between: it moves, in every calendar.
    officer.get_by_role("link", name="Verzetten").click()
    looks(officer, "afspraak-verzetten")
    officer.locator(".times__one input").nth(2).check()
    officer.get_by_role("button", name="Verzetten").click()
    expect(officer.locator("body")).to_contain_text("De afspraak is verzet")
    moved = officer.locator("#afspraak ~ dl time").first.text_content()
    assert moved != first
    assert wait_for_mail(officer, house, "griffie@leudal.invalid", 2)["Subject"].startswith("Veranderd:")

    # The clerk did not arrange it, and says on a page of their own that they cannot come.
    the_clerk_cannot_come(open_page(PHONE), house, invited)
    officer.reload()
    expect(officer.locator("body")).to_contain_text("komt niet")

    # The mayor still sees how it goes, and through whose hands.
    mayor.reload()
    expect(mayor.locator("#afspraak ~ dl time").first).to_have_text(moved)
    expect(mayor.locator(".hands").last).to_contain_text("Bo Beleid")
    looks(mayor, "afspraak-burgemeester")

    the_team_notes_that_it_was_held(open_page(LAPTOP, house.sign_in("toon@overleg.invalid")), house)
    mayor.reload()
    expect(mayor.locator("body")).to_contain_text("Het gesprek is geweest")


def the_clerk_cannot_come(clerk, house, mail):
    (own,) = set(re.findall(r"/uitgenodigd/[a-z0-9]{26}/", mail.get_body(("plain",)).get_content()))
    clerk.goto(house.url + own)
    looks(clerk, "afspraak-uitgenodigd")
    clerk.get_by_label("Nee, ik kan niet").check()
    clerk.get_by_role("button", name="Versturen").click()
    expect(clerk.locator("body")).to_contain_text("U komt niet")


def the_team_notes_that_it_was_held(team, house):
    """What was true, and who says so."""
    team.goto(f"{house.url}/tour/afspraken/?zoek=eindhoven")
    looks(team, "afspraken-lijst")
    team.get_by_role("link", name="gemeente Eindhoven").click()
    looks(team, "afspraken-een")
    uid = house.manage("shell", "--no-imports", "-c", _UID).stdout.strip()
    change(house, A_DAY_LATER.replace("UID", uid))
    team.reload()
    team.get_by_label("Van wie weet u dat?").fill("de beleidsmedewerker")
    team.get_by_role("button", name="Ja, gehouden").click()
    expect(team.locator("body")).to_contain_text("volgens de beleidsmedewerker")
    looks(team, "afspraken-gehouden")


_UID = """
from weerbaar.outreach.appointments.queries.appointments import appointments
print(appointments().get(participation__organisation="GM0772", state="booked").uid)
"""
