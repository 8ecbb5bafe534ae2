"""Splitting a secret so that any few of the parts give it back, and fewer tell nothing at all.

Shamir, «How to share a secret», CACM 22 (1979): each byte of the secret is where a random polynomial crosses zero, and a
share is what that polynomial is elsewhere. Bytes are added and multiplied as in AES (FIPS 197, section 4: the field of 256
elements with x^8 + x^4 + x^3 + x + 1). No share carries a digest of the secret: one share alone fits every secret equally.
"""

from collections.abc import Sequence
from dataclasses import dataclass, field
from functools import reduce
from operator import xor

from nacl.utils import random

_REDUCTION = 0x11B
_INVERSE = 254
"""In this field the power of 254 is the inverse, because the power of 255 is one."""
LEAST_NEEDED, MOST_SHARES = 2, 255


@dataclass(frozen=True)
class Part:
    """One part of a secret: at which `x` (1 to 255), and the value of every byte's polynomial there. Prints as nothing."""

    x: int
    values: bytes = field(repr=False)


def split(secret: bytes, *, needed: int, shares: int) -> list[Part]:
    """Will return `shares` parts of `secret`, of which any `needed` give it back; the coefficients are kept nowhere.

    Raises `ValueError` when `needed` is under two or over `shares`, or `shares` over 255.
    """
    if not LEAST_NEEDED <= needed <= shares <= MOST_SHARES:
        message = "a secret is split among at least two and at most 255, and no more are needed than there are"
        raise ValueError(message)
    coefficients = [secret, *(random(len(secret)) for _ in range(needed - 1))]
    return [Part(x, _at(x, coefficients)) for x in range(1, shares + 1)]


def combine(parts: Sequence[Part]) -> bytes:
    """Will return the secret that these parts lead to: the right one when there are enough of them.

    With too few, or with a part that was changed, it is another secret: the caller knows by its public half. Raises
    `ValueError` when two parts stand at the same place or are not equally long.
    """
    places = [part.x for part in parts]
    if not parts or len(set(places)) != len(parts) or len({len(part.values) for part in parts}) != 1:
        message = "these are not parts of one secret"
        raise ValueError(message)
    weighed = [_times_all(_weight(part.x, places), part.values) for part in parts]
    return bytes(reduce(xor, column) for column in zip(*weighed, strict=True))


def _at(x: int, coefficients: Sequence[bytes]) -> bytes:
    """The value of every byte's polynomial at `x`, by Horner's rule."""
    value = bytes(len(coefficients[0]))
    for coefficient in reversed(coefficients):
        value = bytes(map(xor, _times_all(x, value), coefficient))
    return value


def _weight(x: int, everywhere: Sequence[int]) -> int:
    """How much the share at `x` counts for the value at zero (Lagrange)."""
    weight = 1
    for other in everywhere:
        if other != x:
            weight = times(weight, times(other, _inverse(other ^ x)))
    return weight


def _times_all(factor: int, values: bytes) -> bytes:
    return bytes(times(factor, value) for value in values)


def times(one: int, other: int) -> int:
    """Will return the product of two bytes in the field. No table and no branch: it takes as long for every secret."""
    product = 0
    for bit in range(8):
        product ^= one * (other >> bit & 1)
        one = (one << 1) ^ _REDUCTION * (one >> 7)
    return product


def _inverse(value: int) -> int:
    inverse = 1
    for _ in range(_INVERSE):
        inverse = times(inverse, value)
    return inverse
