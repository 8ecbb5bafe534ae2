"""A round of the Tour, for rooms that both wings stand on."""

from tests.outreach.conftest import tour_round

__all__ = ["tour_round"]
