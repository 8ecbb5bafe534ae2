"""The country as a map of equal tiles, for every room that shows how far municipalities and provinces are."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import NamedTuple

from django.utils.translation import gettext, gettext_lazy

from weerbaar.foundation.ui.tiles import Shade, Tile, TileMap
from weerbaar.public.authorities import queries
from weerbaar.public.authorities.models import Kind

# The licence of the places asks for this line wherever a map is shown; see data/README.md.
CREDIT = gettext_lazy(
    "Kaart: © CBS/Kadaster via Wikimedia Commons (Ellywa, Husky, Gpvos, Commonpike), GeoNames, CC BY 4.0; bewerkt."
)


@dataclass(frozen=True)
class Mark:
    """What one body shows: its shade, the words behind its name (else those of the shade), and where it leads."""

    shade: Shade
    text: str = ""
    href: str = ""


@dataclass(frozen=True, kw_only=True)
class Words:
    """What stands around a map: its id, the finding as a title, how to read it, and the id of its table."""

    id: str
    title: str
    text: str
    table: str


def country_map(
    *, words: Words, shades: Sequence[Shade], marks: Mapping[str, Mark], on: date, province: str = ""
) -> TileMap:
    """Will draw what `marks` says of each body, by its code: municipalities as tiles, the provinces with their names beside them.

    A municipality of that day without a mark takes no part and says so; one with a mark but without a tile is named under
    the map, because leaving it out would tell a lie about the total. With the code of a province, only what lies in it is
    drawn. Costs one query.
    """
    bodies = [_Place(*row) for row in queries.map_places(province)]
    placed = [one for one in bodies if one.has_tile and (one.code in marks or one.is_there(on))]
    nobody = Mark(Shade("out", gettext("doet niet mee")))
    return TileMap(
        id=words.id, title=words.title, text=words.text, table=words.table, shades=shades, credit=str(CREDIT),
        tiles=_once_a_place([_tile(one, marks.get(one.code, nobody)) for one in placed]),
        beside=[_tile(one, marks[one.code]) for one in bodies if one.kind == Kind.PROVINCE and one.code in marks],
        left_out=[
            one.name for one in bodies if one.code in marks and one.kind == Kind.MUNICIPALITY and not one.has_tile
        ],
    )  # fmt: skip


class _Place(NamedTuple):
    """What a map needs of a body; whole rows of the register are four times as slow to make."""

    code: str
    kind: str
    name: str
    column: int | None
    row: int | None
    begun: date | None
    ended: date | None
    province: str | None
    province_name: str | None

    @property
    def has_tile(self) -> bool:
        return self.kind == Kind.MUNICIPALITY and self.column is not None

    def is_there(self, on: date) -> bool:
        return (self.begun is None or self.begun <= on) and (self.ended is None or on < self.ended)


def _tile(one: _Place, mark: Mark) -> Tile:
    return Tile(
        name=one.name, shade=mark.shade, column=one.column or 0, row=one.row or 0, text=mark.text, href=mark.href,
        group=one.province or "", group_name=one.province_name or gettext("provincie"),
    )  # fmt: skip


def _once_a_place(tiles: list[Tile]) -> list[Tile]:
    """A body that took the place of one that ended stands behind the one that takes part."""
    found: dict[tuple[int, int], Tile] = {}
    for tile in sorted(tiles, key=lambda tile: tile.shade.key == "out"):
        found.setdefault((tile.column, tile.row), tile)
    return list(found.values())
