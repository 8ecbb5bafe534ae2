"""Case numbers: a year and six characters that tell nothing, not even how many cases there are."""

import secrets

_ALPHABET = "23456789ABCDEFGHJKLMNPQRSTUVWXYZ"
_LENGTH = 6


def new_number(year: int) -> str:
    """Will return a fresh number such as 2026-K7QF3M. The unique column refuses the double one in a billion."""
    return f"{year}-" + "".join(secrets.choice(_ALPHABET) for _ in range(_LENGTH))
