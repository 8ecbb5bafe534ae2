"""How a pause is drawn: the same for one that was asked for and one made by the lot. Pure, but for the chance it is given."""

from collections.abc import Mapping, Sequence
from datetime import date, timedelta
from random import Random

TOGETHER = 4
"""No pause comes alone: so many bodies are paused in one act, of which at most one was asked for."""
SHORTEST, LONGEST = 28, 84
"""Days. Nobody chooses how long: a choice would tell who chose."""
SHARE = 0.1
"""The part of all bodies that the lot keeps paused, whatever was asked for: how many there are says nothing."""
ONCE_A_DAY = 1 / 24
SOON_OVER = timedelta(days=14)


def draw_day(on: date, chance: Random) -> date:
    """Will draw until when."""
    return on + timedelta(days=chance.randint(SHORTEST, LONGEST))


def draw_company(
    bodies: Sequence[str], there: Mapping[str, date], number: int, *, on: date, chance: Random
) -> list[str]:
    """Will draw so many bodies by lot. Half of the draws fall on a pause that is nearly over, when there is one.

    Who is left alone for a year because of a case is therefore not the only one whose pause starts again and again.
    """
    left, company = sorted(bodies), list[str]()
    while left and len(company) < number:
        ending = [code for code in left if code in there and there[code] <= on + SOON_OVER]
        drawn = chance.choice(ending) if ending and chance.random() < 1 / 2 else chance.choice(left)
        left.remove(drawn)
        company.append(drawn)
    return company
