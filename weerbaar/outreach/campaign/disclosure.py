"""What of a round may be public, so that nobody is singled out: not by a small number, and not by a difference. Pure.

A number is small when it, or what it leaves of its whole, is 1 to 4. A province with a small number is shown together with
others, as one line; when it is the only one, or their sum is small too, the smallest of the rest joins (complementary
suppression). The lines of a stage add up to its total, so nothing finer can be found by subtracting: within a line of
several, what one of them has may lie anywhere in a range of at least five. None and all are no small numbers: they say nothing
of one that is not true of every other.

The stages lie in each other: a session is counted of those who had a talk, a training of those who had a session. A later stage
is therefore held against the one before it, and its lines are made of whole lines of that one; otherwise the lines of one stage
would tell what those of another hide.
"""

from collections.abc import Sequence
from dataclasses import dataclass

THRESHOLD = 5


@dataclass(frozen=True)
class Row:
    """One line: the provinces in it, and how many of how many."""

    provinces: tuple[str, ...]
    count: int
    whole: int

    def __add__(self, other: "Row") -> "Row":
        return Row(self.provinces + other.provinces, self.count + other.count, self.whole + other.whole)

    @property
    def is_safe(self) -> bool:
        """Whether neither the count nor what it leaves is small."""
        return self.count in {0, self.whole} or THRESHOLD <= self.count <= self.whole - THRESHOLD


def nested(organisations: dict[str, int], stages: Sequence[dict[str, int]]) -> list[list[Row]]:
    """Will return the lines of each stage that may be public, by province; none of a stage when not even its sum may be.

    `organisations` says how many each province has, and each of `stages` how many of those of the stage before.
    """
    units: list[tuple[tuple[str, ...], int]] = [((code,), whole) for code, whole in organisations.items()]
    shown = []
    for stage in stages:
        lines = publishable([Row(codes, sum(stage[code] for code in codes), whole) for codes, whole in units])
        shown.append(lines)
        units = [(line.provinces, line.count) for line in lines]
    return shown


def publishable(rows: Sequence[Row]) -> list[Row]:
    """Will return the lines that may be public, in the given order with the joined one last; none when not even the sum may."""
    joined = [row for row in rows if not row.is_safe]
    left = sorted((row for row in rows if row.is_safe), key=lambda row: (row.whole, row.provinces))
    while left and joined and (len(joined) == 1 or not _sum(joined).is_safe):
        joined.append(left.pop(0))
    together = [_sum(joined)] if joined else []
    return [row for row in [*rows, *together] if row in left or (row in together and row.is_safe)]


def _sum(rows: Sequence[Row]) -> Row:
    first, *rest = sorted(rows, key=lambda row: row.provinces)
    return sum(rest, first)
