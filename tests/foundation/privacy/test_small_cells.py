"""No withheld count can be worked out from what stands beside it."""

from itertools import product

from hypothesis import assume, given
from hypothesis import strategies as st

from weerbaar.foundation.privacy.small_cells import LEAST, with_totals, withheld

TABLES = st.integers(1, 4).flatmap(
    lambda width: st.lists(st.lists(st.integers(0, 12), min_size=width, max_size=width), min_size=1, max_size=4)
)


def rank(rows):
    """The rank of a matrix of zeros and ones, over the rationals: Gaussian elimination in whole numbers."""
    rows, found = [list(row) for row in rows], 0
    for column in range(len(rows[0]) if rows else 0):
        pivot = next((r for r in range(found, len(rows)) if rows[r][column]), None)
        if pivot is None:
            continue
        rows[found], rows[pivot] = rows[pivot], rows[found]
        for r in range(len(rows)):
            if r != found and rows[r][column]:
                a, b = rows[found][column], rows[r][column]
                rows[r] = [a * x - b * y for x, y in zip(rows[r], rows[found], strict=True)]
        found += 1
    return found


def equations(table, hidden):
    """For each row and column that it adds up to its total, of what is withheld: one column for each unknown."""
    order = sorted(hidden)
    height, width = len(table), len(table[0])
    lines = [[(r, c) for c in range(width)] for r in range(height)]
    lines += [[(r, c) for r in range(height)] for c in range(width)]
    return [[(1 if place != line[-1] else -1) if place in line else 0 for place in order] for line in lines], order


@given(TABLES)
def test_every_small_count_is_withheld(counts):
    hidden = withheld(counts)

    assert {(r, c) for r, row in enumerate(with_totals(counts)) for c, n in enumerate(row) if 0 < n < LEAST} <= hidden


@given(TABLES)
def test_no_withheld_count_follows_from_the_others(counts):
    hidden = withheld(counts)
    assume(hidden)
    matrix, order = equations(with_totals(counts), hidden)
    whole = rank(matrix)

    for place in range(len(order)):
        only = [1 if other == place else 0 for other in range(len(order))]
        assert rank([*matrix, only]) == whole + 1, order[place]


@given(TABLES)
def test_what_is_withheld_in_a_line_adds_up_to_enough_or_its_total_is_withheld_too(counts):
    table, hidden = with_totals(counts), withheld(counts)
    height, width = len(table), len(table[0])
    lines = [[(r, c) for c in range(width)] for r in range(height)]
    lines += [[(r, c) for r in range(height)] for c in range(width)]

    for line in lines:
        mine = [place for place in line[:-1] if place in hidden]
        if mine and line[-1] not in hidden:
            assert sum(table[r][c] for r, c in mine) >= LEAST or all(place in hidden for place in line[:-1])


def test_nothing_is_withheld_where_nothing_is_small():
    assert withheld([[5, 0, 9], [12, 7, 0]]) == set()
    assert withheld([]) == set()


def test_one_small_count_takes_its_smallest_neighbours_along():
    counts = [[3, 20, 40], [30, 10, 50], [60, 70, 80]]

    assert withheld(counts) == {(0, 0), (0, 1), (1, 0), (1, 1)}


def test_every_table_of_two_by_two_keeps_its_secret():
    for a, b, c, d in product(range(0, 8, 2), repeat=4):
        counts = [[a, b], [c, d]]
        hidden = withheld(counts)
        if not hidden:
            continue
        matrix, order = equations(with_totals(counts), hidden)
        for place in range(len(order)):
            only = [1 if other == place else 0 for other in range(len(order))]
            assert rank([*matrix, only]) == rank(matrix) + 1
