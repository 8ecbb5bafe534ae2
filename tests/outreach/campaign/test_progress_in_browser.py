"""The map of 354 in a real browser: every tile is reached by arrows, read aloud by name, and axe is content."""

import re

import pytest
from playwright.sync_api import expect

from tests.support.browser import assert_accessible, bring_session, shoot


@pytest.fixture
def board(house, context):
    bring_session(context, house.sign_in("toon@overleg.invalid"))
    page = context.new_page()
    page.goto(f"{house.url}/tour/kaart/")
    return page


def test_axe_finds_nothing_and_every_screen_fits(board):
    shoot(board, "tour-kaart")
    assert_accessible(board)
    for width in (360, 1366):
        board.set_viewport_size({"width": width, "height": 740})
        assert board.evaluate("document.documentElement.scrollWidth") == width


def test_names_in_the_table_and_steps_of_an_organisation_are_large_enough_for_a_thumb(board, house):
    board.set_viewport_size({"width": 360, "height": 740})
    board.locator("summary", has_text="elke organisatie").click()
    names = heights_of(board, "#organisaties tbody a")
    board.goto(f"{house.url}/tour/organisatie/GM1640/")
    steps = heights_of(board, ".tour__steps .acts a")

    assert (len(names), min(names) >= 44) == (354, True)
    assert min(steps) >= 44


def heights_of(board, selector):
    return board.locator(selector).evaluate_all("all => all.map(one => one.getBoundingClientRect().height)")


def test_arrows_reach_every_tile_from_the_first(board, house):
    script = board.locator("script[src*='tile_map']").get_attribute("src")
    reached = board.evaluate(
        """async (address) => {
            const { nearest } = await import(address);
            const places = [...document.querySelectorAll("a.tile")].map((tile) => {
                const box = tile.querySelector("path").getBBox();
                return { tile, x: box.x + box.width / 2, y: box.y + box.height / 2 };
            });
            const seen = new Set([places[0]]);
            for (const from of seen)
                for (const key of ["ArrowUp", "ArrowDown", "ArrowLeft", "ArrowRight"]) {
                    const to = nearest(from, places, key);
                    if (to) seen.add(to);
                }
            return [seen.size, places.length];
        }""",
        f"{house.url}{script}",
    )

    assert reached == [354, 354]


def test_the_map_is_one_stop_and_enter_opens_the_organisation(board):
    board.get_by_role("link", name="Naar de tabel").focus()
    board.keyboard.press("Tab")
    board.keyboard.press("End")
    expect(board.locator("[data-tile-told]")).to_have_text(re.compile("^Eijsden-Margraten|^Gulpen-Wittem|^Vaals"))
    board.keyboard.press("Enter")
    expect(board).to_have_url(re.compile(r"/tour/organisatie/GM\d{4}/\?ronde="))


def test_every_tile_has_its_name_in_what_is_read_aloud(board):
    tree = board.context.new_cdp_session(board).send("Accessibility.getFullAXTree")["nodes"]
    names = {node["name"]["value"] for node in tree if node.get("role", {}).get("value") == "link" and "name" in node}

    assert sum(bool(re.match(r".+, (provincie|[A-Z][\w-]+): \w", name)) for name in names) >= 354
