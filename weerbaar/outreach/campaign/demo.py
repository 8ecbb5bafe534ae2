"""An example of a round that is over and one that runs, so that a newcomer sees the Tour lived in. Nobody in it exists."""

from collections.abc import Iterable
from datetime import date, datetime

from weerbaar.foundation.accounts.models import Account
from weerbaar.outreach.campaign.actions import rounds
from weerbaar.outreach.campaign.queries.rounds import rounds as known_rounds

ROUNDS = (
    ("2022-2024", "Ronde van 2022 tot en met 2024", date(2022, 6, 1), date(2025, 1, 1)),
    ("2026", "Ronde na de verkiezingen van 2026", date(2026, 4, 1), date(2028, 7, 1)),
)


def furnish(_team: Iterable[Account], at: datetime) -> None:
    """Will open both rounds, unless there is a round already."""
    if known_rounds().exists():
        return
    for code, name, starts_on, ends_on in ROUNDS:
        rounds.open_round(code=code, name=name, starts_on=starts_on, ends_on=ends_on, at=at)
