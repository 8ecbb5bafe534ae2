"""What only a real browser can tell: the behaviours, the policy, and what axe finds in the gallery."""

import re

import pytest
from playwright.sync_api import expect

from tests.support.browser import assert_accessible, shoot

ELSEWHERE = "https://www.knmi.nl/"


@pytest.fixture
def gallery(house, page):
    """The gallery, in a browser that complains aloud and cannot leave the machine."""
    complaints = []
    page.on("console", lambda line: complaints.append(line.text) if line.type in {"error", "warning"} else None)
    page.on("pageerror", lambda error: complaints.append(str(error)))
    page.route(re.compile(re.escape(ELSEWHERE)), lambda route: route.fulfill(body="<title>Het weer</title>"))
    page.goto(f"{house.url}/stijl/")
    yield page
    assert complaints == []


def test_axe_finds_nothing_in_the_gallery(gallery):
    assert_accessible(gallery)


def test_the_gallery_fits_every_screen(gallery):
    shoot(gallery, "stijl")
    for width in (320, 360, 768, 1366):
        gallery.set_viewport_size({"width": width, "height": 740})
        assert gallery.evaluate("document.documentElement.scrollWidth") == width


def test_a_long_word_in_a_label_does_not_widen_the_page(gallery):
    gallery.set_viewport_size({"width": 360, "height": 740})

    gallery.locator(".field__label, .field__options label").evaluate_all(
        "all => all.forEach(one => one.append('agressiepreventieambtenarenvergaderingscommissie'))"
    )

    assert gallery.evaluate("document.documentElement.scrollWidth") == 360


def test_every_target_is_large_enough_for_a_thumb(gallery):
    gallery.set_viewport_size({"width": 360, "height": 740})
    heights = gallery.locator("button:visible, .button:visible, .quick_exit, .page_header a, summary").evaluate_all(
        "all => all.map(one => one.getBoundingClientRect().height)"
    )
    assert min(heights) >= 44


def test_the_font_is_our_own(gallery):
    gallery.evaluate("document.fonts.ready")
    assert gallery.evaluate("document.fonts.check('16px \"Source Sans 3\"')")


def test_the_button_leads_away_and_back_does_not_return(gallery):
    gallery.get_by_role("link", name="Snel weg").click()
    expect(gallery).to_have_url(ELSEWHERE)
    assert gallery.evaluate("history.length") == 2  # the empty page of a new tab, and the weather


def test_the_server_is_told_in_passing(gallery, house):
    with gallery.expect_request(f"{house.url}/weg/") as told:
        gallery.get_by_role("link", name="Snel weg").click()
    assert told.value.method == "POST"


def test_escape_twice_leads_away(gallery):
    gallery.keyboard.press("Escape")
    gallery.keyboard.press("Escape")
    expect(gallery).to_have_url(ELSEWHERE)


def test_escape_once_does_nothing(gallery, house):
    gallery.keyboard.press("Escape")
    gallery.keyboard.press("Shift")
    assert gallery.url == f"{house.url}/stijl/"


def test_copying_gives_the_words_with_single_spaces(gallery, house):
    gallery.context.grant_permissions(["clipboard-read", "clipboard-write"], origin=house.url)
    gallery.get_by_role("button", name="Kopieer de woorden").click()
    expect(gallery.get_by_role("button", name="Gekopieerd")).to_be_visible()
    assert gallery.evaluate("navigator.clipboard.readText()") == "molen brug lamp"


def test_words_to_keep_are_selected_with_spaces_between_them(gallery):
    assert gallery.locator("#words").inner_text() == "appel boom fiets regen stoel water zomer"


def test_the_counter_counts_words_and_tells_in_time(gallery):
    area, counter = gallery.locator("#counted"), gallery.locator("[data-word-counter=counted]")
    expect(counter).to_have_text("8 woorden")
    area.fill("x" * 190)
    expect(counter).to_have_text("1 woord · tekens over: 10")
    area.fill("x" * 201)
    expect(counter).to_have_text("1 woord · tekens te veel: 1")


def test_a_form_is_sent_once(gallery, house):
    sent = []

    def receive(route):
        sent.append(route.request.post_data)
        route.fulfill(status=204)

    gallery.route(f"{house.url}/taal/", receive)
    button = gallery.get_by_role("button", name="English")
    button.dblclick(no_wait_after=True)
    expect(button).to_have_attribute("aria-disabled", "true")
    assert len(sent) == 1
    assert "language=en" in sent[0]


def test_a_form_that_gives_a_download_can_be_sent_again_but_not_by_a_double_click(gallery, house):
    sent = []

    def hand_out(route):
        sent.append(route.request.post_data)
        route.fulfill(status=204)

    gallery.route(f"{house.url}/taal/", hand_out)
    button = gallery.get_by_role("button", name="English")
    button.evaluate("button => { button.form.dataset.again = ''; }")

    button.dblclick(no_wait_after=True)
    gallery.wait_for_timeout(1100)
    expect(button).not_to_have_attribute("aria-disabled", "true")
    with gallery.expect_response(f"{house.url}/taal/"):
        button.click(no_wait_after=True)

    assert len(sent) == 2


def test_without_a_script_everything_works_that_is_shown(browser, house, browser_context_args):
    context = browser.new_context(**browser_context_args, java_script_enabled=False)
    page = context.new_page()
    page.goto(f"{house.url}/stijl/")
    expect(page.get_by_role("button", name="Kopieer de woorden")).to_have_count(0)
    page.get_by_role("button", name="English").click()
    expect(page.get_by_role("link", name="Leave now")).to_be_visible()
    assert [cookie["name"] for cookie in context.cookies(house.url)] == ["taal"]

    page.route(re.compile(re.escape(ELSEWHERE)), lambda route: route.fulfill(body="<title>Het weer</title>"))
    page.get_by_role("link", name="Leave now").click()

    expect(page).to_have_url(ELSEWHERE)
    assert context.cookies(house.url) == []
    context.close()
