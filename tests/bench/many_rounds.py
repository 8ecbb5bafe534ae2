"""`python -m tests.bench.many_rounds`: three rounds a decade apart, each organisation with a long history. Prints the newest."""

import sys
from datetime import UTC, date, datetime

import django

django.setup()

from tests.factories.progress import live_through
from weerbaar.outreach.campaign.actions.rounds import open_round
from weerbaar.outreach.campaign.models import Round

# Ten years of rounds: what was planned moved often.
ROUNDS = (("bank-1", 2018), ("bank-2", 2022), ("bank-3", 2026))
MOVES = 12

for code, year in ROUNDS:
    if not Round.objects.filter(pk=code).exists():
        opened = open_round(
            code=code, name=f"Ronde {year}", starts_on=date(year, 4, 2), ends_on=date(year + 3, 12, 31),
            at=datetime(year, 4, 2, 8, tzinfo=UTC),
        )  # fmt: skip
        live_through(opened, on=min(date(year + 3, 12, 31), datetime.now(UTC).date()), seed=year, moves=MOVES)
sys.stdout.write(ROUNDS[-1][0])
