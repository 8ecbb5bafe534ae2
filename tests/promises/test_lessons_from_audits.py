"""What went wrong in comparable systems, and does not here."""

import re
from uuid import UUID

import pytest
from playwright.sync_api import Page

from tests.promises.database import ask, sealed_files, stored
from tests.promises.people import BAS, BEA, CORA, VERA, come_back, eventually, mark, post, write
from tests.promises.search import found_in

INJECTED = "<img src=x onerror=\"document.title='GEDRAAID'\"><script>document.title='GEDRAAID'</script>'\"><svg onload=alert(1)>{{7919*7907}}"
# What a template language would make of it. No clock and no number on a page looks like this.
RECKONED = str(7919 * 7907)


def link_to_a_file(page):
    return re.search(r"/bestand/([0-9a-f-]{36})/", page.text)[1]


@pytest.fixture(scope="module")
def two_clients(house):
    """Two people who each sent a file."""
    found = []
    for _ in range(2):
        words = write(house, f"{mark()} met een bestand", files=[("files", ("a.txt", mark().encode()))])
        client = come_back(house, words)
        found.append((client, link_to_a_file(client.get("/terug/gesprek/"))))
    return found


def test_a_file_of_another_client_is_not_there(two_clients):
    (one, own), (_other, others) = two_clients

    assert one.get(f"/terug/gesprek/bestand/{own}/").status_code == 200
    assert one.get(f"/terug/gesprek/bestand/{others}/").status_code == 404
    assert one.get(f"/terug/gesprek/bestand/{UUID(int=1)}/").status_code == 404


def test_a_file_is_reached_through_its_own_case_only(house, team, story, two_clients):
    (_client, others) = two_clients[0]

    assert team[VERA].get(f"/zaken/{story.number}/bestand/{story.file_ids[0]}/").status_code == 200
    assert team[VERA].get(f"/zaken/{story.number}/bestand/{others}/").status_code == 404
    assert team[BAS].get(f"/zaken/{story.number}/bestand/{story.file_ids[0]}/").status_code == 404
    assert house.client().get(f"/zaken/{story.number}/bestand/{story.file_ids[0]}/").url.path == "/inloggen/"


def test_case_numbers_and_ids_tell_no_order_and_no_count(house, team):
    numbers = []
    for _ in range(3):
        secret = mark()
        write(house, f"{secret} nummer")
        numbers.append(eventually(lambda secret=secret: team.case_of(VERA, secret)))

    assert all(re.fullmatch(r"\d{4}-[2-9A-HJ-NP-Z]{6}", number) for number in numbers)
    assert len({number[5:7] for number in numbers}) > 1 or numbers != sorted(numbers)
    assert {path.name[0] for path in sealed_files(house)} != {"0"}


def test_a_second_factor_of_a_colleague_is_not_reset_by_guessing_its_number(house, team):
    own = "SELECT id, user_id FROM mfa_authenticator ORDER BY id"
    before = ask(house, own)

    answers = {post(team[CORA], f"/account/tweede-stap/{number}/verwijderen/").status_code for number, _user in before}

    # Of one's own, the last one stays too.
    assert answers <= {400, 404}
    assert ask(house, own) == before


def test_another_site_signs_nobody_out(team, house):
    vera = team[VERA]
    elsewhere = {
        "Origin": "https://elders.example",
        "Referer": "https://elders.example/",
        "Sec-Fetch-Site": "cross-site",
    }

    assert vera.get("/uitloggen/").status_code == 405
    assert vera.post("/uitloggen/", headers=elsewhere).status_code == 400
    left = vera.get(
        "/weg/", headers={"Sec-Fetch-Site": "cross-site", "Sec-Fetch-Dest": "image"}, follow_redirects=False
    )

    assert "set-cookie" not in left.headers
    assert vera.get("/dienst/").url.path == "/dienst/"
    assert house.url


def test_another_site_cannot_act_for_who_is_signed_in(team, story):
    elsewhere = {"Origin": "https://elders.example", "Referer": "https://elders.example/"}
    token = next(cookie.value for cookie in team[VERA].cookies.jar if cookie.name == "formulier")

    for headers in (elsewhere, {"Origin": "null"}):
        answer = team[VERA].post(
            f"/zaken/{story.number}/antwoord/",
            data={"csrfmiddlewaretoken": token, "antwoord-message": "vals"},
            headers=headers,
        )
        assert answer.status_code == 400
    assert "vals" not in re.sub("<[^>]*>", "", team[VERA].get(f"/zaken/{story.number}/").text)


def test_signing_in_leads_to_no_other_site(house):
    for elsewhere in (
        "https://elders.example/",
        "//elders.example/",
        "/\\elders.example",
        "javascript:alert(1)",
        "\x00//x",
    ):
        page = house.client().get("/inloggen/", params={"next": elsewhere})
        assert 'name="next" value=""' in page.text


def test_script_in_any_text_runs_nowhere_in_a_real_browser(house, team, page: Page):
    secret = mark()
    words = write(
        house,
        f"{secret} {INJECTED}",
        files=[("files", (f"{INJECTED[:40]}.txt", b"x"))],
        name="O'Brien & zoon",
        reach="'\"",
    )
    number = eventually(lambda: team.case_of(VERA, secret))
    team.claim(VERA, number)
    team.note(VERA, number, f"notitie {INJECTED}")
    team.answer(VERA, number, f"antwoord {INJECTED}")
    trouble = []
    page.on("dialog", lambda dialog: (trouble.append(dialog.message), dialog.dismiss()))
    for visitor, paths in (
        (team[VERA], ["/dienst/", f"/zaken/{number}/", f"/zaken/{number}/overdragen/"]),
        (come_back(house, words), ["/terug/gesprek/", "/terug/gesprek/wissen/"]),
    ):
        page.context.clear_cookies()
        page.context.add_cookies(
            [{"name": one.name, "value": one.value, "url": house.url} for one in visitor.cookies.jar]
        )
        for path in paths:
            assert page.goto(f"{house.url}{path}").status == 200
            assert page.url == f"{house.url}{path}"
            page.wait_for_load_state("networkidle")
            assert page.title() != "GEDRAAID"
            assert page.locator("main img, main script:not([src]), svg[onload]").count() == 0
            assert RECKONED not in page.locator("body").inner_text()
    assert trouble == []


def test_what_was_typed_wrong_comes_back_as_text_in_a_real_browser(house, page: Page):
    page.goto(f"{house.url}/schrijven/")
    page.fill("[name=message]", f"</textarea>{INJECTED}")
    page.fill("[name=name]", INJECTED)
    page.locator("form.write button[type=submit]").click()
    page.wait_for_load_state()

    assert page.input_value("[name=message]") == f"</textarea>{INJECTED}"
    assert page.title() != "GEDRAAID"


def test_counts_and_lists_tell_nothing_about_cases_of_others(house, team, story):
    pages = {BAS: ["/dienst/", "/netwerk/", "/werkplek/"], BEA: ["/netwerk/", "/beheer/accounts/", "/werkplek/"]}
    before = {(email, path): team[email].get(path).text for email, paths in pages.items() for path in paths}

    for _ in range(2):
        write(house, f"{mark()} nog een zaak")

    def plain(text):
        return re.sub(r'value="[A-Za-z0-9]{64}"|datetime="[^"]*"|sinds=[^"]*|\d+ (minuten|minuut|uur)', "", text)

    after = {(email, path): team[email].get(path).text for email, path in before}
    changed = {where: set(plain(text).split()) ^ set(plain(before[where]).split()) for where, text in after.items()}
    assert {where: words for where, words in changed.items() if words} == {}
    assert story.number not in "".join(after.values())


def test_an_open_desk_hears_of_nothing_that_others_may_read(house, team):
    asks = {
        email: re.search(r'data-anything-new="([^"]*)"', team[email].get("/dienst/").text)[1] for email in (VERA, BAS)
    }

    write(house, f"{mark()} nog een zaak")

    assert {email: team[email].get(path).json() for email, path in asks.items()} == {
        VERA: {"new": True},
        BAS: {"new": False},
    }


def test_public_pages_and_health_tell_no_number_of_cases(house):
    before = house.client().get("/gezond").json()["checks"]
    write(house, f"{mark()} nog een zaak")
    after = house.client().get("/gezond").json()["checks"]

    assert set(before) == set(after)
    assert not {"cases", "messages", "receipts"} & set(after)


def test_a_visitor_leaves_no_row_behind(house):
    sessions = "SELECT count(*) FROM accounts_session"
    before = (stored(house), ask(house, sessions))
    visitor = house.client()

    for path in ("/", "/schrijven/", "/terug/", "/nu-bellen/", "/inloggen/", "/terug/gesprek/", "/dienst/", "/stijl/"):
        visitor.get(path)

    assert (stored(house), ask(house, sessions)) == before


def test_nothing_a_stranger_sends_makes_the_house_ask_an_address_for_something(house, team):
    """Blind SSRF: no field takes an address that the house itself visits; what looks like one stays a word."""
    secret = mark()
    address = f"{house.url}/{secret}-gehaald"
    words = write(
        house,
        f"{secret} {address}",
        reach=address,
        files=[("files", ("a.url", f"[InternetShortcut]\nURL={address}".encode()))],
    )
    number = eventually(lambda: team.case_of(VERA, secret))
    team[VERA].get(f"/zaken/{number}/")
    come_back(house, words)

    assert "gehaald" not in house.logs()
    assert found_in(house.logs().encode(), {"asked for": f"{secret}-gehaald"}) == []
