"""A map of equal hexagons: a small island weighs as much as a city. Drawn on the server as a picture of links.

Columns and rows count from the upper left corner; odd rows lie half a tile to the right. Colours are classes, because the policy
of our pages knows no inline style. Every tile has a word, a letter and a shade, so that colour never says something alone.
"""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field, replace
from functools import lru_cache
from html import escape
from math import sqrt

from django.utils.functional import Promise
from django.utils.safestring import SafeString, mark_safe

WIDTH = 20.0
RADIUS = WIDTH / sqrt(3)
ROW = 1.5 * RADIUS
MARGIN = 2.0
SHADES = frozenset({"none", "light", "soft", "middle", "strong", "wait", "off", "out"})
"""From not begun to done; `wait` is for later, `off` for no, and `out` for what takes no part."""
_BESIDE_WIDTH = 5.5
_HEXAGON = (
    f"l{WIDTH / 2:.1f} {RADIUS / 2:.1f}v{RADIUS:.1f}l-{WIDTH / 2:.1f} {RADIUS / 2:.1f}"
    f"-{WIDTH / 2:.1f}-{RADIUS / 2:.1f}v-{RADIUS:.1f}z"
)


@dataclass(frozen=True)
class Shade:
    """What a colour of the map means: `word`, translated or not yet, in the legend, and `letter` in the tile, or nothing in the blank one."""

    key: str
    word: str | Promise
    letter: str = ""

    def __post_init__(self) -> None:
        if self.key not in SHADES:
            message = f"no shade {self.key}"
            raise ValueError(message)


@dataclass(frozen=True)
class Tile:
    """One place on the map. Thick lines are drawn between tiles of different groups; without `href` it leads nowhere."""

    name: str
    shade: Shade
    column: int = 0
    row: int = 0
    group: str = ""
    group_name: str = ""
    text: str = ""
    href: str = ""

    @property
    def says(self) -> str:
        """The name that is read aloud and shown when somebody looks at the tile."""
        where = f"{self.name}, {self.group_name}" if self.group_name else self.name
        return f"{where}: {self.text or self.shade.word}"


@dataclass(frozen=True)
class TileMap:
    """A whole map. `title` says the finding, `text` how to read it; `table` is the id of the same facts as a table.

    `beside` are tiles without a place on the map, which are drawn with their names in the upper left corner; `left_out`
    are names that have no tile at all, which the page says in so many words.
    """

    id: str
    title: str
    text: str
    tiles: Sequence[Tile]
    shades: Sequence[Shade]
    table: str
    beside: Sequence[Tile] = ()
    left_out: Sequence[str] = ()
    credit: str = ""
    counts: dict[str | Promise, int] = field(init=False)

    def __post_init__(self) -> None:
        counts: dict[str | Promise, int] = {shade.word: 0 for shade in self.shades}
        for tile in [*self.tiles, *self.beside]:
            counts[tile.shade.word] = counts.get(tile.shade.word, 0) + 1
        object.__setattr__(self, "counts", counts)

    def titled(self, title: str, text: str) -> "TileMap":
        """Will return this map under another title: the finding is often counted from the tiles themselves."""
        return replace(self, title=title, text=text)

    @property
    def legend(self) -> list[tuple[Shade, int]]:
        """Every shade that the page names, with how many tiles have it."""
        return [(shade, self.counts[shade.word]) for shade in self.shades]

    @property
    def leads_somewhere(self) -> bool:
        """Whether there is a tile that the Tab key can stop at."""
        return any(tile.href for tile in [*self.beside, *self.tiles])

    @property
    def view_box(self) -> str:
        """The part of the plane that the picture shows."""
        places = self._places()
        right = max((x for x, _ in places.values()), default=0.0) + WIDTH / 2 + MARGIN
        low = max((y for _, y in places.values()), default=0.0)
        bottom = max(low, (len(self.beside)) * ROW) + RADIUS + MARGIN
        return f"0 0 {right:.1f} {bottom:.1f}"

    def drawing(self) -> SafeString:
        """Will draw the tiles, the lines between groups, and what stands beside; the first tile is the stop of the Tab key."""
        places, stop = self._places(), next((one for one in [*self.beside, *self._in_order()] if one.href), None)
        parts = []
        for number, one in enumerate(self.beside):
            x, y = WIDTH * (1.0 if number % 2 else 0.5) + MARGIN, RADIUS + MARGIN + number * ROW
            parts.append(_drawn(one, x, y, stop=one is stop))
            where = f'x="{WIDTH * 1.75:.1f}" y="{y + 3:.1f}"'
            parts.append(f'<text class="tile_map__name" {where} aria-hidden="true">{escape(one.name)}</text>')
        parts += (_drawn(one, *places[one.column, one.row], stop=one is stop) for one in self._in_order())
        grid = tuple((one.column, one.row, one.group) for one in self._in_order())
        parts.append(f'<path class="tile_map__borders" d="{_borders(grid, self._shift(), self._top())}"/>')
        return mark_safe("".join(parts))  # noqa: S308 - every word in it was escaped

    def _in_order(self) -> list[Tile]:
        return sorted(self.tiles, key=lambda tile: (tile.row, tile.column))

    def _places(self) -> dict[tuple[int, int], tuple[float, float]]:
        shift, top = self._shift(), self._top()
        return {(tile.column, tile.row): _centre(tile.column, tile.row, shift, top) for tile in self.tiles}

    def _top(self) -> int:
        return min((tile.row for tile in self.tiles), default=0)

    def _shift(self) -> float:
        """How many columns the map moves to the right, so that it keeps clear of what stands in its corner."""
        if not self.beside:
            return -float(min((tile.column for tile in self.tiles), default=0))
        last = self._top() + len(self.beside)
        near = min((tile.column for tile in self.tiles if tile.row <= last), default=_BESIDE_WIDTH)
        far = min((tile.column for tile in self.tiles), default=0)
        return max(_BESIDE_WIDTH - near, -float(far))


def _drawn(tile: Tile, x: float, y: float, *, stop: bool) -> str:
    path = f'<path d="M{x:.1f} {y - RADIUS:.1f}{_HEXAGON}"/>'
    letter = f'<text x="{x:.1f}" y="{y + 3.6:.1f}">{escape(tile.shade.letter)}</text>' if tile.shade.letter else ""
    inside = f"<title>{escape(tile.says)}</title>{path}{letter}"
    if not tile.href:
        return f'<g class="tile tile--{tile.shade.key}">{inside}</g>'
    way_in = f'href="{escape(tile.href)}" tabindex="{0 if stop else -1}"'
    return f'<a class="tile tile--{tile.shade.key}" {way_in}>{inside}</a>'


def _centre(column: int, row: int, shift: float, top: int) -> tuple[float, float]:
    x = (column + shift + (1.0 if row % 2 else 0.5)) * WIDTH + MARGIN
    return x, (row - top) * ROW + RADIUS + MARGIN


@lru_cache(maxsize=16)
def _borders(grid: tuple[tuple[int, int, str], ...], shift: float, top: int) -> str:
    """The lines between neighbours of different groups, each drawn once."""
    groups = {(column, row): group for column, row, group in grid}
    lines: list[str] = []
    for (column, row), group in groups.items():
        x, y = _centre(column, row, shift, top)
        lines += (
            f"M{x + ax:.1f} {y + ay:.1f}L{x + bx:.1f} {y + by:.1f}"
            for place, (ax, ay, bx, by) in _neighbours(column, row)
            if groups.get(place, group) != group
        )
    return "".join(lines)


def _neighbours(column: int, row: int) -> Iterable[tuple[tuple[int, int], tuple[float, float, float, float]]]:
    """The three neighbours that come later, each with the side that is shared with it."""
    half, quarter = WIDTH / 2, RADIUS / 2
    right = column + (1 if row % 2 else 0)
    yield (column + 1, row), (half, -quarter, half, quarter)
    yield (right, row + 1), (half, quarter, 0.0, RADIUS)
    yield (right - 1, row + 1), (0.0, RADIUS, -half, quarter)
