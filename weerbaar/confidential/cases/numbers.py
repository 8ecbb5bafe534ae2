"""Case numbers: a year and six characters that tell nothing, not even how many cases there are."""

import secrets
from collections.abc import Callable

_ALPHABET = "23456789ABCDEFGHJKLMNPQRSTUVWXYZ"
_LENGTH = 6


def new_number(year: int, *, is_taken: Callable[[str], bool]) -> str:
    """Will return a number such as 2026-K7QF3M that is not taken.

    There are 900 million a year: with ten thousand cases one message in a hundred thousand draws a taken one.
    """
    number = _drawn(year)
    while is_taken(number):
        number = _drawn(year)
    return number


def _drawn(year: int) -> str:
    return f"{year}-" + "".join(secrets.choice(_ALPHABET) for _ in range(_LENGTH))
