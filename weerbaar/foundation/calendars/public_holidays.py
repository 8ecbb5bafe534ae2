"""Days on which the country rests."""

from datetime import date
from functools import cache

from holidays import country_holidays


def is_public_holiday(day: date) -> bool:
    """Whether this is a public holiday in the Netherlands."""
    return day in _of(day.year)


@cache
def _of(year: int) -> frozenset[date]:
    return frozenset(country_holidays("NL", years=year))
