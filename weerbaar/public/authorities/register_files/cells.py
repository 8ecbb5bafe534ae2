"""One cell of a file: text in, a value out, or a ValueError that says in Dutch what it should have been."""

import re
import unicodedata
from collections.abc import Callable
from datetime import date
from decimal import Decimal

from weerbaar.public.authorities.models import CODE_LENGTH, EAST, NAME_LENGTH, NORTH, SOUTH, WEST
from weerbaar.public.authorities.spelling import plain

DEGREES = re.compile(r"[0-9]{1,2}(\.[0-9]{1,8})?")
TILE = re.compile(r"[0-9]{1,3}")
DAY = re.compile(r"[0-9]{4}-[0-9]{2}-[0-9]{2}")
FIRST_YEAR, LAST_YEAR = 1800, 2199


def code(*patterns: str) -> Callable[[str], str]:
    """Will make a reader of codes of these shapes."""
    shape = re.compile("|".join(patterns))

    def read(cell: str) -> str:
        if len(cell) > CODE_LENGTH or not shape.fullmatch(cell):
            message = f"“{cell[:CODE_LENGTH]}” is geen code die hier past."
            raise ValueError(message)
        return cell

    return read


def name(cell: str) -> str:
    """Will read a name that can be shown and found."""
    spaced = "".join(" " if unicodedata.category(letter) == "Zs" else letter for letter in cell)
    text = unicodedata.normalize("NFC", spaced)
    if not plain(text) or not text.isprintable():
        message = "hier hoort een naam te staan."
        raise ValueError(message)
    if len(text) > NAME_LENGTH:
        message = f"deze naam is langer dan {NAME_LENGTH} tekens."
        raise ValueError(message)
    return text


def degrees(low: Decimal, high: Decimal) -> Callable[[str], Decimal]:
    """Will make a reader of coordinates between two limits."""

    def read(cell: str) -> Decimal:
        if not DEGREES.fullmatch(cell):
            message = "hier hoort een getal in graden te staan, met een punt, zoals 52.0687."
            raise ValueError(message)
        value = round(Decimal(cell), 4)
        if not low <= value <= high:
            message = f"{cell} ligt buiten Nederland (tussen {low} en {high})."
            raise ValueError(message)
        return value

    return read


def tile(cell: str) -> int:
    """Will read a place on the tile map."""
    if not TILE.fullmatch(cell):
        message = "hier hoort een heel getal te staan."
        raise ValueError(message)
    return int(cell)


def day(cell: str) -> date:
    """Will read a date."""
    try:
        value = date.fromisoformat(cell if DAY.fullmatch(cell) else "")
    except ValueError:
        value = date.min
    if not FIRST_YEAR <= value.year <= LAST_YEAR:
        message = "hier hoort een datum te staan, zoals 2027-01-01."
        raise ValueError(message)
    return value


def status(cell: str) -> str:
    """Will read how far a reorganisation is."""
    if cell not in {"planned", "done", "cancelled"}:
        message = "hier hoort planned, done of cancelled te staan."
        raise ValueError(message)
    return cell


latitude = degrees(SOUTH, NORTH)
longitude = degrees(WEST, EAST)
