"""Secrets as Dutch words, because people read them over the phone."""

import re
import secrets
from functools import cache
from pathlib import Path

from weerbaar.foundation.vault.errors import NotAReceipt

BITS_PER_WORD = 12
_SEPARATORS = re.compile("[^a-z]+")


@cache
def word_list() -> tuple[str, ...]:
    """Will return the 4096 words of the list, in order."""
    return tuple((Path(__file__).parent / "words.txt").read_text(encoding="ascii").split())


@cache
def _known() -> frozenset[str]:
    return frozenset(word_list())


def new_words(count: int) -> str:
    """Will return `count` words from the system's random source, 12 bits each, separated by spaces."""
    words = word_list()
    return " ".join(words[secrets.randbelow(len(words))] for _ in range(count))


def read_words(typed: str, count: int) -> str:
    """Will return the words as they were given out, whatever case, spaces, hyphens or line breaks they were typed with.

    Raises `NotAReceipt` when these cannot be `count` words of the list.
    """
    words = [word for word in _SEPARATORS.split(typed.strip().lower()) if word]
    if len(words) != count or not _known().issuperset(words):
        raise NotAReceipt
    return " ".join(words)
