"""When a stage will be done, and how sure that is. Pure: facts in, three days out; no clock, no database.

The method, so that anybody can check it:

1. *Pace.* Count how often the stage was held in each whole week, from the first week with one until now, at most the last
   half year. A possible future is made by drawing weeks from those, with replacement, until everybody had a turn. First
   the weeks themselves are drawn anew (bootstrap), because half a year of weeks is itself only a sample.
2. *Lead time.* From letter to held, with those who still wait counted as "longer than this" (Kaplan and Meier, 1958).
   Who waits already draws a time longer than they waited; who was not written to draws a whole one from today. Longer
   than anybody took so far is not observed: there, the average chance per day is used.
3. *No.* Each of those to go may decline, with the share that did so far.
4. A future is over on the later of both days: no earlier than the pace allows, no earlier than the slowest answer.

Of `DRAWS` futures, a tenth ends before `early` and a tenth after `late`: an interval of 80 percent. The seed is taken from
the facts, so the same facts give the same days. With fewer than ten held, or fewer than eight weeks, nothing is said.
What it cannot know: holidays and elections to come, and whether the team will have more hands than it had.
"""

from bisect import bisect_left
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from functools import lru_cache
from hashlib import sha256
from math import ceil, log
from operator import neg
from random import Random

from weerbaar.outreach.campaign.lead_times import percentile

DRAWS = 400
LEAST_HELD, LEAST_WEEKS, MOST_WEEKS = 10, 8, 26
HORIZON_WEEKS = 520
"""Ten years. What lies beyond has no date."""
WEEK = timedelta(days=7)


@dataclass(frozen=True, kw_only=True)
class Facts:
    """What is known of one stage on a day.

    `to_go` is how many are neither held nor declined, of whom `written` give for each who was written to how many days
    that one waits; `held` are the days on which it was held; `took` the lead times in days, each with whether it ended.
    """

    on: date
    to_go: int
    written: tuple[int, ...]
    held: tuple[date, ...]
    declined: int
    took: tuple[tuple[int, bool], ...]


@dataclass(frozen=True)
class Forecast:
    """Three days: a tenth of the futures ends before the first, half before the second, a tenth after the last.

    None is a day beyond ten years: at this pace there is no end in sight. `weeks` and `held` say what it rests on.
    """

    early: date | None
    middle: date | None
    late: date | None
    to_go: int
    weeks: int
    held: int


@dataclass(frozen=True)
class TooLittle:
    """There is not enough to say when; and how much there is."""

    to_go: int
    weeks: int
    held: int


@dataclass(frozen=True)
class Survival:
    """Which part still waits after so many days (Kaplan and Meier), and the average chance per day of an end."""

    days: tuple[int, ...]
    part: tuple[float, ...]
    rate: float

    def at(self, day: int) -> float:
        """The part that still waits when `day` days are over."""
        place = bisect_left(self.days, day + 1)
        return self.part[place - 1] if place else 1.0

    def beyond(self, waited: int, chance: float) -> int:
        """Will return a total time longer than `waited` days; `chance` in (0, 1], where 1 is the shortest."""
        target = chance * self.at(waited)
        # The parts only fall: the first that is low enough is found by halving, and it must lie beyond what was waited.
        place = max(bisect_left(self.part, -target, key=neg), bisect_left(self.days, waited + 1))
        if place < len(self.days):
            return self.days[place]
        last = max(waited, self.days[-1] if self.days else 0)
        left = self.at(last)
        share = target / left if left else 1.0
        return last + (ceil(-log(share) / self.rate) if self.rate and share < 1 else 1)


def survival(took: Sequence[tuple[int, bool]]) -> Survival:
    """Will estimate how long it takes from those who got there and those who still wait."""
    ended, everybody = Counter(days for days, over in took if over), sorted(days for days, _ in took)
    left, days_, parts = 1.0, [], []
    for day in sorted(ended):
        at_risk = len(everybody) - bisect_left(everybody, day)
        left *= 1 - ended[day] / at_risk
        days_.append(day)
        parts.append(left)
    exposure = sum(max(days, 1) for days, _ in took)
    return Survival(tuple(days_), tuple(parts), sum(ended.values()) / exposure if exposure else 0.0)


def weekly(held: Sequence[date], *, on: date) -> tuple[int, ...]:
    """Will count the held of each whole week before the week of `on`, from the first with one; at most half a year back."""
    this_week = on - timedelta(days=on.weekday())
    counts = Counter((this_week - (day - timedelta(days=day.weekday()))) // WEEK for day in held if day < this_week)
    first = min(max(counts, default=0), MOST_WEEKS)
    return tuple(counts[ago] for ago in range(first, 0, -1))


@lru_cache(maxsize=64)
def forecast(facts: Facts) -> Forecast | TooLittle | None:
    """Will say when everybody had a turn; `TooLittle` when that is not to be said; None when there is nothing to go."""
    if facts.to_go == 0:
        return None
    weeks = weekly(facts.held, on=facts.on)
    if len(facts.held) < LEAST_HELD or len(weeks) < LEAST_WEEKS:
        return TooLittle(facts.to_go, len(weeks), len(facts.held))
    chance = Random(_seed(facts))  # noqa: S311 - futures are drawn, no secrets
    curve = survival(sorted(facts.took))
    ends = sorted(_one_future(facts, weeks, curve, chance) for _ in range(DRAWS))
    early, middle, late = (_day(facts.on, percentile(ends, part)) for part in (0.1, 0.5, 0.9))
    return Forecast(early, middle, late, facts.to_go, len(weeks), len(facts.held))


def _seed(facts: Facts) -> int:
    told = (facts.on.isoformat(), facts.to_go, sorted(facts.written), sorted(facts.held), facts.declined)
    return int.from_bytes(sha256(repr((told, sorted(facts.took))).encode()).digest()[:8])


def _day(on: date, days: int | None) -> date | None:
    return None if days is None or days >= HORIZON_WEEKS * 7 else on + timedelta(days=days)


def _one_future(facts: Facts, weeks: tuple[int, ...], curve: Survival, chance: Random) -> int:
    """In how many days one possible future is over."""
    no = facts.declined / (facts.declined + len(facts.held))
    waiting = [waited for waited in sorted(facts.written) if chance.random() >= no]
    new = sum(chance.random() >= no for _ in range(facts.to_go - len(facts.written)))
    if not waiting and not new:
        return 0
    days = _days_by_pace(len(waiting) + new, weeks, chance)
    slowest = [curve.beyond(waited, 1 - chance.random()) - waited for waited in waiting]
    if new and curve.days:
        # The slowest of so many equal draws is one draw: the chance that all are shorter is the product.
        slowest.append(curve.beyond(-1, max(1 - chance.random() ** (1 / new), 1e-9)))
    return max([days, *slowest])


def _days_by_pace(many: int, weeks: tuple[int, ...], chance: Random) -> int:
    drawn = chance.choices(weeks, k=len(weeks))
    if not any(drawn):
        return HORIZON_WEEKS * 7
    done = passed = 0
    while done < many and passed < HORIZON_WEEKS:
        done += chance.choice(drawn)
        passed += 1
    return passed * 7
