"""Which signs our letters have. What they cannot set is named in words, because a hole in evidence is no evidence."""

import unicodedata
from functools import cache
from itertools import groupby
from pathlib import Path

from django.utils.translation import gettext, ngettext

FONTS = Path(__file__).with_name("fonts")
_SPACES = {"\t": "    ", "\u00a0": "\u00a0", "\u202f": "\u00a0", "\u2007": "\u00a0"}


@cache
def letters() -> frozenset[int]:
    """Will return every sign that all styles of the font have; frontend/fonts.py wrote the list."""
    ranges = [line.split("-") for line in (FONTS / "letters.txt").read_text().split()]
    return frozenset(
        sign for first, *last in ranges for sign in range(int(first, 16), int((last or [first])[0], 16) + 1)
    )


def legible(text: str) -> str:
    """Will return the text in signs that can be set: a picture sign becomes its name, other writing is counted."""
    whole = unicodedata.normalize("NFC", text.replace("\r\n", "\n").replace("\r", "\n"))
    if whole.isascii() and whole.replace("\n", "").isprintable():
        return whole
    return "".join(_set("".join(run), kind) for kind, run in groupby(whole, _kind))


def _kind(sign: str) -> str:
    category = unicodedata.category(sign)
    if sign in _SPACES or category == "Zs":
        return "space"
    if sign == "\n" or (ord(sign) in letters() and category != "Cf"):
        return "letter"
    if category in {"Cc", "Cf", "Cs", "Cn", "Co", "Sk"} or "VARIATION SELECTOR" in unicodedata.name(sign, ""):
        return "invisible"
    return "picture" if category.startswith("S") else "foreign"


def _set(run: str, kind: str) -> str:
    if kind == "space":
        return "".join(_SPACES.get(sign, " ") for sign in run)
    if kind == "picture":
        return "".join(gettext("[teken: %(name)s]") % {"name": unicodedata.name(sign, "?").lower()} for sign in run)
    if kind == "foreign":
        signs = ngettext("[%(count)d teken in ander schrift]", "[%(count)d tekens in ander schrift]", len(run))
        return signs % {"count": len(run)}
    return "" if kind == "invisible" else run
