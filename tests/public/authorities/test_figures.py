"""The country as a map: every municipality is looked up by name."""

import csv
from datetime import UTC, date, datetime
from importlib.resources import files

import pytest

from weerbaar.foundation.ui.tiles import Shade
from weerbaar.public.authorities.actions import load_built_in
from weerbaar.public.authorities.figures import Mark, Words, country_map
from weerbaar.public.authorities.queries import authorities_on

pytestmark = pytest.mark.django_db

NOW, NEXT_YEAR = date(2026, 12, 1), date(2027, 1, 1)
DONE = Shade("strong", "gehouden", "H")
WORDS = Words(id="kaart", title="Een", text="Twee", table="tabel")


@pytest.fixture(autouse=True)
def _register(db):
    load_built_in(at=datetime(2026, 7, 1, tzinfo=UTC))


def rows_of(name):
    return list(csv.DictReader((files("weerbaar.public.authorities") / "data" / name).read_text().splitlines()))


def draw(marks, on=NOW):
    return country_map(words=WORDS, shades=[DONE], marks=marks, on=on)


def test_each_of_the_354_is_there_by_name():
    marks = {body.pk: Mark(DONE) for body in authorities_on(NOW).exclude(kind="water_board")}

    shown = draw(marks)

    wanted = {f"{row['name']}, {row['province']}: gehouden" for row in rows_of("municipalities.csv")}
    assert {tile.says for tile in shown.tiles} == wanted
    assert {tile.says for tile in shown.beside} == {
        f"{row['name']}, provincie: gehouden" for row in rows_of("provinces.csv")
    }
    assert len(shown.tiles) + len(shown.beside) == 354


def test_who_takes_no_part_says_so():
    (leudal,) = [tile for tile in draw({}).tiles if tile.name == "Leudal"]

    assert (leudal.says, leudal.href) == ("Leudal, Limburg: doet niet mee", "")


def test_who_has_no_place_on_the_map_is_named_beside_it():
    assert draw({"GM0501": Mark(DONE)}).left_out == ["Brielle"]


def test_a_tile_goes_with_its_body_unless_it_took_part():
    def names(marks):
        return {tile.name for tile in draw(marks, NEXT_YEAR).tiles} & {"Wijdemeren", "Hilversum"}

    assert names({}) == {"Hilversum"}
    assert names({"GM1696": Mark(DONE)}) == {"Hilversum", "Wijdemeren"}


def test_it_costs_one_query(django_assert_num_queries):
    with django_assert_num_queries(1):
        draw({"GM1640": Mark(DONE)})
