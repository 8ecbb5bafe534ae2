"""Tables that leave the house as CSV or XLSX: no cell is ever a formula, whoever wrote it."""

import csv
import io
import re
from collections.abc import Iterable, Mapping, Sequence
from datetime import date
from itertools import zip_longest
from typing import Any

from openpyxl import Workbook
from openpyxl.cell import WriteOnlyCell
from openpyxl.styles import Font
from openpyxl.utils import get_column_letter
from openpyxl.writer.excel import save_workbook

CSV, XLSX = "csv", "xlsx"
MEDIA_TYPES = {
    CSV: "text/csv; charset=utf-8",
    XLSX: "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
}
# What makes a spreadsheet program read a cell as a formula (OWASP, CSV injection), also behind blanks that it drops.
# Excel takes the wide signs of East Asian keyboards for the same.
_FORMULA = re.compile(r"\s*[=+\-@\t\r\n|%\uff1d\uff0b\uff0d\uff20]")
# Control characters (Unicode category Cc) and half pairs, which XML 1.0 cannot hold.
_UNWRITABLE = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x9f\ud800-\udfff\ufffe\uffff]")
MOST_IN_A_CELL = 32_000
WIDEST = 60

Rows = Iterable[Sequence[Any]]


def inert(value: Any) -> Any:
    """Will return what a cell may hold: numbers and days as they are, and text that no program reads as a formula."""
    if isinstance(value, bool) or not isinstance(value, int | float | date):
        text = _UNWRITABLE.sub("", str(value))[:MOST_IN_A_CELL]
        return f"'{text}" if _FORMULA.match(text) else text
    return value


def written(rows: Rows, kind: str, *, title: str, more: Mapping[str, Rows] | None = None) -> bytes:
    """Will return a table as a file of that kind. `title` names the sheet; `more` are sheets behind it, which CSV has not."""
    return _csv(rows) if kind == CSV else _xlsx({title: rows, **(more or {})})


def _csv(rows: Rows) -> bytes:
    text = io.StringIO(newline="")
    writer = csv.writer(text, delimiter=";", lineterminator="\r\n")
    writer.writerows([inert(value) for value in row] for row in rows)
    # With its mark in front, and semicolons, a Dutch Excel opens it right.
    return b"\xef\xbb\xbf" + text.getvalue().encode()


def _xlsx(sheets: Mapping[str, Rows]) -> bytes:
    book = Workbook(write_only=True)
    for title, rows in sheets.items():
        _fill(book, title, [[inert(value) for value in row] for row in rows])
    out = io.BytesIO()
    save_workbook(book, out)
    return out.getvalue()


def _fill(book: Workbook, title: str, rows: list[list[Any]]) -> None:
    sheet = book.create_sheet(re.sub(r"[\\/?*\[\]:]", " ", _UNWRITABLE.sub("", title))[:31] or "Blad")
    sheet.freeze_panes = "A2"
    for place, column in enumerate(zip_longest(*rows, fillvalue=""), start=1):
        longest = max(len(str(value)) for value in column)
        sheet.column_dimensions[get_column_letter(place)].width = min(longest + 2, WIDEST)
    for number, row in enumerate(rows):
        cells = []
        for value in row:
            cell = WriteOnlyCell(sheet, value)
            if isinstance(value, str):
                cell.data_type = "s"
            if number == 0:
                cell.font = Font(bold=True)
            cells.append(cell)
        sheet.append(cells)
