"""How long it takes to go from one public body to another, well enough to plan with and without asking anybody.

The road is longer than the line on the map by a quarter and a bit; near both ends one drives slowly, in between fast.
"""

import math
from decimal import Decimal
from typing import Protocol

_ROAD = 1.28
_SLOW_KM, _SLOW_SPEED, _FAST_SPEED = 20.0, 45.0, 85.0
_EARTH_KM = 6371.0
AROUND_THE_CORNER = 15
"""Minutes within one municipality: finding the door takes time too."""
SOMEWHERE = 60
"""Minutes to a place that we do not know."""


class Place(Protocol):
    """What has a point on the map, or none: a province house or a town hall by the register."""

    latitude: Decimal | None
    longitude: Decimal | None


def travel_minutes(start: Place | None, end: Place | None) -> int:
    """Will return whole minutes from door to door; an hour when one of both is not on the map."""
    if start is None or end is None or None in {start.latitude, start.longitude, end.latitude, end.longitude}:
        return SOMEWHERE
    road = _crow_km(start, end) * _ROAD
    slow, fast = min(road, _SLOW_KM), max(0.0, road - _SLOW_KM)
    return max(AROUND_THE_CORNER, math.ceil(60 * (slow / _SLOW_SPEED + fast / _FAST_SPEED)))


def _crow_km(start: Place, end: Place) -> float:
    """The haversine formula: exact enough for a country of three hundred kilometres."""
    first, second = math.radians(float(start.latitude or 0)), math.radians(float(end.latitude or 0))
    north = (second - first) / 2
    east = math.radians(float((end.longitude or 0) - (start.longitude or 0))) / 2
    half = math.sin(north) ** 2 + math.cos(first) * math.cos(second) * math.sin(east) ** 2
    return 2 * _EARTH_KM * math.asin(math.sqrt(half))
