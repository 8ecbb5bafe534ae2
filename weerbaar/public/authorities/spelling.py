"""Names in plain letters: for finding them and for the codes that we make ourselves."""

import re
import unicodedata


def plain(text: str) -> str:
    """Will give the text in lower case without accents, with one space for whatever is no letter or digit."""
    decomposed = unicodedata.normalize("NFKD", text.casefold())
    letters = "".join(letter for letter in decomposed if not unicodedata.combining(letter))
    return " ".join(re.findall(r"[a-z0-9]+", letters))


def search_text(name: str, aliases: list[str]) -> str:
    """Will give what a body is found by: each of its names, in plain letters, each behind a bar."""
    return "".join(f"|{plain(each)}" for each in [name, *aliases])


def water_board_code(name: str) -> str:
    """Will make the code of a water board from its name, as data/README.md explains."""
    return "WS-" + plain(name).replace(" ", "-")
