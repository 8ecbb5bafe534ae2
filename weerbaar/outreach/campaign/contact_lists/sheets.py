"""From the bytes of a CSV or XLSX to rows of text. Everything in it is hostile until it was counted.

CSV follows RFC 4180 with the habits of spreadsheets in the Netherlands: a semicolon, tab or comma, and bytes in UTF-8
(with or without its mark), UTF-16 or Windows-1252, also mixed in one file. Formulas are kept apart and never worked out.
"""

import csv
import io
import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from datetime import date, datetime
from enum import Enum
from itertools import islice
from typing import Any
from zipfile import ZipFile

from openpyxl import load_workbook

MOST_BYTES = 15 * 1024 * 1024
MOST_UNPACKED = 150 * 1024 * 1024
"""A workbook is an archive: what it says that it grows to is believed, and read no further than that."""
MOST_ROWS = 20_000
MOST_COLUMNS = 60
MOST_CHARACTERS = 1000
MOST_NUMBERED = 200_000
"""A sheet numbers its own rows, and one that says 30,000,000 would have us count to there: empty rows count here too."""
_DELIMITERS = ";\t,|"
_SAYS_DELIMITER = re.compile(r"sep=([;\t,|])\s*", re.IGNORECASE)
_SHEET = b"PK\x03\x04"
_FORMULA = re.compile(r"[=@]|[+-](?![\d\s(])|[\t\r]")
_UNREADABLE = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\x7f]")


class Refused(Enum):
    """Why a whole file is not read."""

    EMPTY = "empty"
    TOO_LARGE = "too_large"
    TOO_MANY_ROWS = "too_many_rows"
    TOO_MANY_COLUMNS = "too_many_columns"
    NOT_A_LIST = "not_a_list"


class CannotRead(Exception):
    """The file is not read, as a whole; `reason` says why."""

    def __init__(self, reason: Refused) -> None:
        super().__init__(reason.value)
        self.reason = reason


@dataclass(frozen=True)
class Line:
    """A row of a list: its number as a spreadsheet shows it, its cells, and what is wrong with it as text."""

    number: int
    cells: tuple[str, ...]
    formulas: frozenset[int] = frozenset()
    is_unreadable: bool = False


@dataclass(frozen=True)
class Sheet:
    """A list: the names above its columns, and its rows. `is_mixed` when its bytes were in two encodings."""

    head: tuple[str, ...]
    lines: list[Line] = field(default_factory=list)
    is_mixed: bool = False


def read_sheet(content: bytes) -> Sheet:
    """Will return the rows of a CSV or XLSX; raises `CannotRead` with why the whole of it is refused."""
    if len(content) > MOST_BYTES:
        raise CannotRead(Refused.TOO_LARGE)
    if not content.strip():
        raise CannotRead(Refused.EMPTY)
    if content.startswith(_SHEET):
        return _sheet(_workbook_rows(content), is_mixed=False)
    text, is_mixed = decoded(content)
    return _sheet(_csv_rows(text), is_mixed=is_mixed)


def decoded(content: bytes) -> tuple[str, bool]:
    """Will return text, and whether its lines were in two encodings. Raises `CannotRead` for what is no text at all."""
    if content.startswith((b"\xff\xfe", b"\xfe\xff")):
        return content.decode("utf-16", errors="replace"), False
    if b"\x00" in content:
        raise CannotRead(Refused.NOT_A_LIST)
    content = content.removeprefix(b"\xef\xbb\xbf")
    try:
        return content.decode(), False
    except UnicodeDecodeError:
        lines = [_line(line) for line in content.splitlines(keepends=True)]
    old, new = (any(is_old is wanted and not text.isascii() for text, is_old in lines) for wanted in (True, False))
    return "".join(text for text, _ in lines), old and new


def _line(line: bytes) -> tuple[str, bool]:
    try:
        return line.decode(), False
    except UnicodeDecodeError:
        return line.decode("cp1252", errors="replace"), True


_TOO_LONG = "\ufffd"
"""Stands for what was not read, as it does for bytes that are no text: its row is refused."""


def _csv_rows(text: str) -> Iterator[list[Any]]:
    first = text.split("\n", 1)[0]
    said = _SAYS_DELIMITER.fullmatch(first)
    delimiter = said[1] if said else max(_DELIMITERS, key=first.count)
    if said:  # a line for spreadsheets, which number it too
        text = text[len(first) :]
    rows = csv.reader(io.StringIO(text, newline=""), delimiter=delimiter)
    while True:
        try:
            yield next(rows)
        except StopIteration:
            return
        except csv.Error as error:
            # A cell of more than 131,072 signs is a row that is refused, not a file: the reader goes on behind that line.
            # Its limit is one for the whole process, so that is left as it is.
            if "field limit" not in str(error):
                raise CannotRead(Refused.NOT_A_LIST) from error
            yield [_TOO_LONG]


def _workbook_rows(content: bytes) -> Iterator[list[Any]]:
    try:
        yield from _rows_of_first_sheet(content)
    except CannotRead:
        raise
    except Exception as error:  # a damaged book raises whatever the part that is damaged leads to
        raise CannotRead(Refused.NOT_A_LIST) from error


def _rows_of_first_sheet(content: bytes) -> Iterator[list[Any]]:
    with ZipFile(io.BytesIO(content)) as archive:
        unpacked = sum(entry.file_size for entry in archive.infolist())
    if unpacked > MOST_UNPACKED:
        raise CannotRead(Refused.TOO_LARGE)
    book = load_workbook(io.BytesIO(content), read_only=True, data_only=False, keep_links=False)
    # The size that a sheet says it has is not asked: where it is wrong, rows would be left out and nobody told.
    rows = book.worksheets[0].iter_rows(max_row=MOST_NUMBERED + 1, max_col=MOST_COLUMNS + 1)
    for number, row in enumerate(rows, 1):
        if number > MOST_NUMBERED:
            raise CannotRead(Refused.TOO_MANY_ROWS)
        yield [_Formula(str(cell.value)) if cell.data_type == "f" else cell.value for cell in row]


class _Formula(str):
    """What a spreadsheet would work out; here it is only text that is refused."""

    __slots__ = ()


def _sheet(rows: Iterable[list[Any]], *, is_mixed: bool) -> Sheet:
    numbered = ((number, row) for number, row in enumerate(rows, 1) if any(_text(cell) for cell in row))
    _, head = next(numbered, (0, []))
    while head and not _text(head[-1]):
        head.pop()
    if not head:
        raise CannotRead(Refused.EMPTY)
    if len(head) > MOST_COLUMNS:
        raise CannotRead(Refused.TOO_MANY_COLUMNS)
    lines = [_as_line(number, row[: len(head)], len(head)) for number, row in islice(numbered, MOST_ROWS + 1)]
    if len(lines) > MOST_ROWS:
        raise CannotRead(Refused.TOO_MANY_ROWS)
    return Sheet(tuple(_text(cell)[:MOST_CHARACTERS] for cell in head), lines, is_mixed)


def _as_line(number: int, row: list[Any], width: int) -> Line:
    cells = tuple(_text(cell) for cell in row) + ("",) * (width - len(row))
    formulas = frozenset(place for place, cell in enumerate(row) if _is_formula(cell))
    unreadable = any(_UNREADABLE.search(cell) or "\ufffd" in cell or len(cell) > MOST_CHARACTERS for cell in cells)
    return Line(number, tuple(" ".join(cell[:MOST_CHARACTERS].split()) for cell in cells), formulas, unreadable)


def _is_formula(cell: Any) -> bool:
    return isinstance(cell, _Formula) or (isinstance(cell, str) and _FORMULA.match(cell) is not None)


def _text(cell: Any) -> str:
    if cell is None:
        return ""
    if isinstance(cell, datetime):
        return cell.date().isoformat()
    if isinstance(cell, date):
        return cell.isoformat()
    if isinstance(cell, float) and cell.is_integer():
        return str(int(cell))
    return str(cell).strip()
