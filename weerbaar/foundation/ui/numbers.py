"""Telephone numbers, as a page shows them."""

_DUTCH = 10


def dialled(number: str) -> str:
    """Will write a number as a telephone takes it: digits, and the plus of another country."""
    return "".join(sign for sign in number if sign.isdigit() or sign == "+")


def aloud(digits: str) -> str:
    """Will write a Dutch number as people read it aloud, 070 373 83 14; what is no Dutch number stays as it is."""
    return f"{digits[:3]} {digits[3:6]} {digits[6:8]} {digits[8:]}" if len(digits) == _DUTCH else digits
