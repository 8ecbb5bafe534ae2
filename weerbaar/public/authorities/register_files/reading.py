"""Bytes to rows. Whatever is wrong with the form of a file is found here, with its line and column."""

import csv
import io
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

from weerbaar.public.authorities.register_files.layouts import LAYOUTS, Layout
from weerbaar.public.authorities.register_files.problems import BadFile, Problem, Problems

MOST_BYTES = 20_000_000
MOST_LINES = 100_000


@dataclass(frozen=True)
class Row:
    """One line of a file, each cell read."""

    line: int
    cells: dict[str, Any]

    def __getitem__(self, column: str) -> Any:
        return self.cells[column]


@dataclass(frozen=True)
class RegisterFile:
    layout: Layout
    rows: list[Row]


def read(content: bytes) -> RegisterFile:
    """Will read a whole file and find out which kind it is; raises `BadFile` with every line that cannot be read."""
    lines = _lines(_text(content))
    line, header = next(lines, (1, []))
    layout = _layout(line, [cell.strip() for cell in header])
    columns = [cell.strip() for cell in header]
    problems = Problems()
    rows = [row for line, given in lines if (row := _row(layout, columns, line, given, problems))]
    problems.stop()
    if not rows:
        raise BadFile([Problem(line, "", "het bestand heeft geen regels onder de kop.")])
    return RegisterFile(layout, rows)


def _text(content: bytes) -> str:
    if len(content) > MOST_BYTES:
        raise BadFile([Problem(1, "", f"het bestand is groter dan {MOST_BYTES // 1_000_000} MB.")])
    try:
        text = content.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        line = content.count(b"\n", 0, error.start) + 1
        raise BadFile([Problem(line, "", "deze regel is geen UTF-8. Bewaar het bestand als “CSV UTF-8”.")]) from error
    if "\0" in text:
        line = text.count("\n", 0, text.index("\0")) + 1
        raise BadFile([Problem(line, "", "hier staat een leeg teken (NUL). Bewaar het bestand als “CSV UTF-8”.")])
    return text


def _lines(text: str) -> Iterator[tuple[int, list[str]]]:
    """Will yield each line that is not empty with the number under which an editor shows its beginning."""
    reader = csv.reader(io.StringIO(text, newline=""), strict=True)
    while True:
        line = reader.line_num + 1
        if line > MOST_LINES:
            raise BadFile([Problem(line, "", f"het bestand heeft meer dan {MOST_LINES} regels.")])
        try:
            cells = next(reader)
        except StopIteration:
            return
        except csv.Error as error:
            raise BadFile([Problem(line, "", "de aanhalingstekens of komma's op deze regel kloppen niet.")]) from error
        if any(cell.strip() for cell in cells):
            yield line, cells


def _layout(line: int, header: list[str]) -> Layout:
    given = set(header)
    nearest = max(LAYOUTS, key=lambda layout: len(given & set(layout.columns)) - len(given ^ set(layout.columns)))
    expected = set(nearest.columns)
    if not given & expected:
        message = "deze eerste regel hoort bij geen enkel bestand van het register."
        raise BadFile([Problem(line, "", message)])
    problems = Problems()
    for column in nearest.columns:
        if header.count(column) != 1:
            message = "ontbreekt" if column not in given else "staat er meer dan eens"
            problems.add(line, column, f"deze kolom {message} (bestand met {nearest.label}).")
    for column in sorted(given - expected):
        problems.add(line, column[:50], f"deze kolom hoort niet in een bestand met {nearest.label}.")
    problems.stop()
    return nearest


def _row(layout: Layout, columns: list[str], line: int, given: list[str], problems: Problems) -> Row | None:
    if len(given) < len(columns):
        problems.add(line, columns[len(given)], f"deze regel stopt na {len(given)} van de {len(columns)} kolommen.")
        return None
    if len(given) > len(columns):
        problems.add(line, columns[-1], f"deze regel heeft {len(given)} kolommen; het zijn er {len(columns)}.")
        return None
    values: dict[str, Any] = {}
    for column, cell in zip(columns, given, strict=True):
        try:
            values[column] = layout.columns[column](cell.strip())
        except ValueError as error:
            problems.add(line, column, str(error))
    return Row(line, values) if len(values) == len(columns) else None
