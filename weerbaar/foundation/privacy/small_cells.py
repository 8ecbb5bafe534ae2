"""Counting without pointing: which cells of a table must be withheld so that nobody can be singled out.

A count from one up to `least` is withheld. Because totals stand beside the cells, one withheld cell could be worked out
from its row or column; so others are withheld with it. The table and its totals are looked at as a graph: rows and columns
are its points, withheld cells its lines. A cell can be worked out exactly when its line is a bridge: when nothing else
leads around it. And the withheld cells of a row or column together must be at least `least`, or their sum betrays them.
"""

from collections.abc import Sequence

LEAST = 5
"""A count under this one is withheld: a handful of organisations or people know each other."""

Cell = tuple[int, int]


def withheld(counts: Sequence[Sequence[int]], *, least: int = LEAST) -> set[Cell]:
    """Will return the places (row, column) to withhold. The last column and the last row are read as totals.

    Place (r, n) with n the number of columns is the total of row r; (m, c) with m the number of rows that of column c.
    A total may be withheld too, when nothing else is left.
    """
    table = with_totals(counts)
    hidden = {(r, c) for r, row in enumerate(table) for c, count in enumerate(row) if 0 < count < least}
    while (place := _exposed(table, hidden, least)) is not None:
        hidden.add(place)
    return hidden


def with_totals(counts: Sequence[Sequence[int]]) -> list[list[int]]:
    """Will return the table with a total behind each row and under each column."""
    rows = [[*row, sum(row)] for row in counts]
    return [*rows, [sum(column) for column in zip(*rows, strict=True)]] if rows else []


def _exposed(table: list[list[int]], hidden: set[Cell], least: int) -> Cell | None:
    """The next place to withhold, because of a line that betrays what is withheld in it; None when none does."""
    for line in _lines(table):
        mine = [place for place in line if place in hidden]
        inner = [place for place in mine if place != line[-1]]
        betrays = len(mine) == 1 or (mine and line[-1] not in hidden and sum(table[r][c] for r, c in inner) < least)
        if betrays and (place := _cheapest(table, [one for one in line if one not in hidden])) is not None:
            return place
    for row, column in _bridges(hidden):
        around = [(row, c) for c in range(len(table[0]))] + [(r, column) for r in range(len(table))]
        if (place := _cheapest(table, [one for one in around if one not in hidden])) is not None:
            return place
    return None


def _lines(table: list[list[int]]) -> list[list[Cell]]:
    rows = [[(r, c) for c in range(len(table[0]))] for r in range(len(table))] if table else []
    return rows + [list(column) for column in zip(*rows, strict=True)]


def _cheapest(table: list[list[int]], places: list[Cell]) -> Cell | None:
    """The place whose loss costs least: a small count before a large one, one that says nothing and a total last."""
    last = (len(table) - 1, len(table[0]) - 1)

    def cost(place: Cell) -> tuple[bool, bool, int, Cell]:
        count = table[place[0]][place[1]]
        return place[0] == last[0] or place[1] == last[1], count == 0, count, place

    return min(places, key=cost, default=None)


def _bridges(hidden: set[Cell]) -> list[Cell]:
    """The withheld cells that nothing leads around: each can be worked out from the rest."""
    return [place for place in sorted(hidden) if not _leads_around(place, hidden - {place})]


def _leads_around(place: Cell, hidden: set[Cell]) -> bool:
    start, goal = ("row", place[0]), ("column", place[1])
    reached, waiting = {start}, [start]
    while waiting:
        kind, number = waiting.pop()
        for row, column in hidden:
            if (row if kind == "row" else column) == number:
                there = ("column", column) if kind == "row" else ("row", row)
                if there not in reached:
                    reached.add(there)
                    waiting.append(there)
    return goal in reached
