"""Money in whole cents. Nothing here knows of fractions: tax is rounded once, over all that has the same rate."""

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Protocol

HUNDRED = 100


class Priced(Protocol):
    """So many of something at a price, with a rate of tax in percents."""

    @property
    def quantity(self) -> int: ...
    @property
    def unit_cents(self) -> int: ...
    @property
    def vat(self) -> int: ...


@dataclass(frozen=True)
class Tax:
    """The tax of one rate: over how much, and how much."""

    rate: int
    over: int
    cents: int


@dataclass(frozen=True)
class Total:
    """What lines come to, in cents: without tax, the tax by rate, and all of it."""

    without: int
    taxes: tuple[Tax, ...]

    @property
    def tax(self) -> int:
        """All the tax."""
        return sum(tax.cents for tax in self.taxes)

    @property
    def whole(self) -> int:
        """What has to be paid."""
        return self.without + self.tax


def line_cents(line: Priced) -> int:
    """Will return what one line comes to, without tax."""
    return line.quantity * line.unit_cents


def total(lines: Iterable[Priced]) -> Total:
    """Will add lines up. Tax is reckoned over the sum of a rate and rounded half up, as the tax office does."""
    sums: dict[int, int] = {}
    for line in lines:
        sums[line.vat] = sums.get(line.vat, 0) + line_cents(line)
    taxes = tuple(
        Tax(rate, over, (over * rate + HUNDRED // 2) // HUNDRED) for rate, over in sorted(sums.items()) if rate
    )
    return Total(sum(sums.values()), taxes)


def euros(cents: int) -> str:
    """Will write an amount as the Dutch do: € 1.234,50."""
    whole, rest = divmod(abs(cents), HUNDRED)
    grouped = f"{whole:,}".replace(",", ".")
    return f"{'-' if cents < 0 else ''}€\N{NO-BREAK SPACE}{grouped},{rest:02d}"
