"""Walking over the map with the keyboard, and doing without a script."""

import pytest
from playwright.sync_api import expect


@pytest.fixture
def tiles(house, page):
    page.goto(f"{house.url}/stijl/")
    page.locator("#voorbeeldkaart a[href='#dezelfde-cijfers']").focus()
    page.keyboard.press("Tab")
    return page


def focused(page):
    return page.evaluate("document.activeElement.querySelector(':scope > title')?.textContent")


def test_arrows_walk_and_tab_leaves(tiles):
    walked = [focused(tiles)]
    for key in ("ArrowDown", "End", "ArrowLeft", "ArrowUp", "Home"):
        tiles.keyboard.press(key)
        walked.append(focused(tiles))
    tiles.keyboard.press("Tab")

    assert walked == [
        "West: gehouden",
        "Oost: niet begonnen",
        "Plaats 8, Oost: doet niet mee",
        "Plaats 7, Oost: niet gewenst",
        "Plaats 2, West: aangeboden",
        "West: gehouden",
    ]
    assert tiles.evaluate("document.activeElement.closest('#voorbeeldkaart')") is None


def test_who_comes_back_is_where_they_were(tiles):
    tiles.keyboard.press("ArrowDown")
    tiles.keyboard.press("Tab")
    tiles.keyboard.press("Shift+Tab")

    assert focused(tiles) == "Oost: niet begonnen"


def test_what_is_looked_at_is_said_and_ringed(tiles):
    told, ring = tiles.locator("[data-tile-told]"), tiles.locator("#voorbeeldkaart .tile_map__ring")

    expect(told).to_have_text("West: gehouden")
    assert ring.get_attribute("d") == tiles.locator("#voorbeeldkaart a.tile path").first.get_attribute("d")
    tiles.keyboard.press("Tab")
    expect(told).to_be_hidden()
    assert ring.get_attribute("d") == ""


def test_a_screen_reader_hears_the_name_of_a_tile(tiles):
    expect(tiles.get_by_role("link", name="Plaats 5, West: gehouden", exact=True)).to_have_count(1)
    tree = tiles.context.new_cdp_session(tiles).send("Accessibility.getFullAXTree")["nodes"]
    links = [node["name"]["value"] for node in tree if node.get("role", {}).get("value") == "link"]

    assert "Plaats 5, West: gehouden" in links


def test_without_a_script_the_table_says_the_same(browser, house, browser_context_args):
    context = browser.new_context(**browser_context_args, java_script_enabled=False)
    page = context.new_page()
    page.goto(f"{house.url}/stijl/")

    expect(page.locator("[data-tile-told]")).to_be_hidden()
    page.locator("#voorbeeldkaart a[href='#dezelfde-cijfers']").click()
    expect(page.get_by_role("row", name="Plaats 5 gehouden")).to_be_visible()
    context.close()
