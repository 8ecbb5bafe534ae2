"""The browser of the tests is Debian's, stays at home, and looks with axe and with a camera."""

import pytest
from playwright.sync_api import Error, Page

from tests.support.browser import SCHEMES, SIZES, assert_accessible, bring_session, shoot


def test_the_browser_reaches_the_house_and_nothing_else(page: Page, house):
    assert page.goto(f"{house.url}/stijl/").status == 200
    with pytest.raises(Error):
        page.goto("http://192.0.2.1/", timeout=3000)


def test_a_browser_goes_on_in_the_session_of_a_visitor(page: Page, house):
    bring_session(page.context, house.sign_in())

    page.goto(f"{house.url}/dienst/")

    assert page.url == f"{house.url}/dienst/"


def test_axe_finds_what_is_wrong(page: Page, house):
    page.goto(f"{house.url}/stijl/")
    page.evaluate("document.querySelector('main').append(document.createElement('img'))")

    with pytest.raises(AssertionError, match="image-alt"):
        assert_accessible(page)


def test_a_page_is_shot_on_each_screen_in_each_scheme(page: Page, house, monkeypatch, tmp_path):
    monkeypatch.setattr("tests.support.browser.SCREENS", tmp_path)
    page.goto(f"{house.url}/stijl/")

    pictures = shoot(page, "gallery")

    assert [p.name for p in pictures] == [f"gallery-{width}-{scheme}.png" for width, _ in SIZES for scheme in SCHEMES]
    assert [p for p in pictures if not p.read_bytes().startswith(b"\x89PNG")] == []
