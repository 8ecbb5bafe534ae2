"""The country as a map of equal tiles, for every room that shows how far municipalities and provinces are."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date

from django.utils.translation import gettext, gettext_lazy

from weerbaar.foundation.ui.tiles import Shade, Tile, TileMap
from weerbaar.public.authorities import queries
from weerbaar.public.authorities.models import Authority, Kind

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


def country_map(*, words: Words, shades: Sequence[Shade], marks: Mapping[str, Mark], on: date) -> TileMap:
    """Will draw what `marks` says of each body, by its code: municipalities as tiles, the provinces with their names beside them.

    A municipality of that day without a mark takes no part and says so; one with a mark but without a tile is named under
    the map, because leaving it out would tell a lie about the total. Costs one query.
    """
    bodies = list(queries.authorities().select_related("province").exclude(kind=Kind.WATER_BOARD))
    placed = [body for body in bodies if _has_tile(body) and (body.pk in marks or body.is_valid_on(on))]
    nobody = Mark(Shade("out", gettext("doet niet mee")))
    return TileMap(
        id=words.id, title=words.title, text=words.text, table=words.table, shades=shades, credit=str(CREDIT),
        tiles=_once_a_place([_tile(body, marks.get(body.pk, nobody)) for body in placed]),
        beside=[_tile(body, marks[body.pk]) for body in bodies if body.kind == Kind.PROVINCE and body.pk in marks],
        left_out=[
            body.name
            for body in bodies
            if body.pk in marks and body.kind == Kind.MUNICIPALITY and not _has_tile(body)
        ],
    )  # fmt: skip


def _has_tile(body: Authority) -> bool:
    return body.kind == Kind.MUNICIPALITY and body.tile_column is not None


def _tile(body: Authority, mark: Mark) -> Tile:
    place, province = (body.tile_column or 0, body.tile_row or 0), body.province
    return Tile(
        name=body.name, shade=mark.shade, column=place[0], row=place[1], text=mark.text, href=mark.href,
        group=province.pk if province else "", group_name=province.name if province else gettext("provincie"),
    )  # fmt: skip


def _once_a_place(tiles: list[Tile]) -> list[Tile]:
    """A body that took the place of one that ended stands behind the one that takes part."""
    found: dict[tuple[int, int], Tile] = {}
    for tile in sorted(tiles, key=lambda tile: tile.shade.key == "out"):
        found.setdefault((tile.column, tile.row), tile)
    return list(found.values())
