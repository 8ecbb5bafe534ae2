"""The map of equal tiles, as it is drawn on the server."""

from xml.etree import ElementTree as ET

import pytest
from hypothesis import given
from hypothesis import strategies as st

from weerbaar.foundation.ui.gallery import SHADES, sample_tiles
from weerbaar.foundation.ui.tiles import SHADES as KEYS
from weerbaar.foundation.ui.tiles import Shade, Tile, TileMap

DONE, OPEN = SHADES[4], SHADES[0]


def a_map(tiles, **more):
    told = {"id": "kaart", "title": "Een", "text": "Twee", "table": "tabel", "shades": SHADES} | more
    return TileMap(tiles=tiles, **told)


def drawn(one):
    return ET.fromstring(f"<svg>{one.drawing()}</svg>")  # noqa: S314 - our own drawing


def tiles_of(picture):
    return [each for each in picture if each.get("class", "").startswith("tile ")]


def test_every_tile_has_a_name_a_letter_and_a_class():
    picture = drawn(a_map([Tile("Leudal", DONE, 1, 1, group_name="Limburg", href="/hier/")]))

    (tile,) = tiles_of(picture)
    assert (tile.tag, tile.get("href"), tile.get("class")) == ("a", "/hier/", "tile tile--strong")
    assert tile.find("title").text == "Leudal, Limburg: gehouden"
    assert tile.find("text").text == "H"


def test_the_whole_map_is_one_stop_of_the_tab_key():
    stops = [tile.get("tabindex") for tile in tiles_of(drawn(sample_tiles()))]

    assert stops == ["0"] + ["-1"] * 9


def test_a_tile_that_leads_nowhere_is_no_link():
    one = a_map([Tile("Leudal", DONE, 1, 1)])

    assert [tile.tag for tile in tiles_of(drawn(one))] == ["g"]
    assert not one.leads_somewhere


def test_words_from_elsewhere_are_words_and_no_markup():
    picture = drawn(a_map([Tile('<b>\'s-Gravenhage & "co"', DONE, 1, 1, href="/?a=1&b=2")]))

    (tile,) = tiles_of(picture)
    assert tile.find("title").text == '<b>\'s-Gravenhage & "co": gehouden'
    assert tile.get("href") == "/?a=1&b=2"


def test_the_legend_counts_every_tile_once():
    one = sample_tiles()

    assert sum(count for _, count in one.legend) == len(one.tiles) + len(one.beside)


def test_a_thick_line_lies_between_groups_only():
    together = a_map([Tile("a", DONE, 1, 1, "x"), Tile("b", DONE, 2, 1, "x")])
    apart = a_map([Tile("a", DONE, 1, 1, "x"), Tile("b", DONE, 2, 1, "y")])

    def lines(one):
        return drawn(one).find("path[@class='tile_map__borders']").get("d").count("M")

    assert (lines(together), lines(apart)) == (0, 1)


def test_a_shade_that_is_not_there_is_a_mistake():
    with pytest.raises(ValueError, match="no shade purple"):
        Shade("purple", "paars")


def test_an_empty_map_is_an_empty_picture():
    assert tiles_of(drawn(a_map([]))) == []


@given(
    st.dictionaries(st.tuples(st.integers(0, 30), st.integers(0, 40)), st.sampled_from("xyz"), min_size=1, max_size=40),
    st.integers(0, 12),
)
def test_no_tile_lies_on_another_and_all_lie_in_the_picture(places, beside):
    one = a_map(
        [Tile("a", Shade(min(KEYS), "w"), column, row, group) for (column, row), group in places.items()],
        beside=[Tile("b", OPEN) for _ in range(beside)],
    )
    _, _, width, height = map(float, one.view_box.split())
    tops = [tile.find("path").get("d").removeprefix("M").partition("l")[0] for tile in tiles_of(drawn(one))]
    points = [tuple(map(float, top.split())) for top in tops]

    assert len(set(points)) == len(places) + beside
    assert all(10 <= x <= width - 10 and 0 <= y <= height - 23 for x, y in points)
    assert all((x - a) ** 2 + (y - b) ** 2 >= 19.5**2 for i, (x, y) in enumerate(points) for a, b in points[i + 1 :])
