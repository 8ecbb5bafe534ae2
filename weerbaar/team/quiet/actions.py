"""Leaving bodies alone, so that nobody can tell by which hand.

A pause that was asked for comes with others that the lot drew, for as long as the lot says; the lot makes such companies by
itself too. Every change writes the whole register anew, in an order drawn by lot and with new ids: neither a column, nor an
id, nor the place of a row in the file tells when it came or from whom. See docs/decisions for what that hides and what not.
"""

from collections.abc import Iterable
from datetime import date, datetime
from random import Random, SystemRandom

from django.db import transaction

from weerbaar.foundation.audit.actions import record
from weerbaar.public.authorities import queries as authorities
from weerbaar.public.authorities.models import Kind
from weerbaar.team.quiet import followers, queries
from weerbaar.team.quiet.models import Quiet
from weerbaar.team.quiet.rules import ONCE_A_DAY, SHARE, TOGETHER, draw_company, draw_day


class NeverAsked(Exception):
    """Nobody asks this body anything anyway: there is none with this code on that day, or it is a water board."""


@transaction.atomic
def ask_for_quiet(
    *, authority_code: str, on: date, at: datetime, bearer: str, role: str, chance: Random | None = None
) -> None:
    """Will leave a body alone for a while, together with some others; raises `NeverAsked`.

    The event in the record says that somebody asked, and for the sake of those who watch over the record by whom; not for
    which body, and not from where.
    """
    chance = chance or SystemRandom()
    bodies = set(_begin(on))
    if authority_code not in bodies:
        raise NeverAsked
    there = queries.quiet_until(on)
    company = draw_company(list(bodies - {authority_code}), there, TOGETHER - 1, on=on, chance=chance)
    _write(there, [authority_code, *company], on=on, chance=chance)
    record(bearer=bearer, role=role, action="quiet.asked", at=at)


@transaction.atomic
def let_the_lot_decide(*, on: date, at: datetime, chance: Random | None = None) -> None:
    """Will end what is over, and leave others alone by lot: up to a tenth of all, and about once a day a company more.

    A body that ended gives its pause to what it went up in, and that too is only seen as one more writing of the whole.
    """
    chance = chance or SystemRandom()
    bodies = _begin(on)
    there, drawn = queries.quiet_until(on), list[str]()
    wanted = len(bodies) * SHARE
    while len({*there, *drawn}) <= wanted - TOGETHER:
        drawn += draw_company(sorted(set(bodies) - {*there, *drawn}), {}, TOGETHER, on=on, chance=chance)
    if chance.random() < ONCE_A_DAY:
        drawn += draw_company(bodies, there, TOGETHER, on=on, chance=chance)
    if drawn or queries.is_out_of_date(on):
        _write(there, drawn, on=on, chance=chance)
        record(bearer="system", role="system", action="quiet.drawn", at=at)


def _begin(on: date) -> list[str]:
    """Lets one change wait for another: two that read the same register would lose what the first one wrote."""
    first = authorities.authorities().of_kind(Kind.PROVINCE).order_by("pk")[:1]
    list(first.select_for_update(no_key=True).values_list("pk"))
    return list(queries.bodies_that_can_be_quiet(on).order_by("pk").values_list("pk", flat=True))


def _write(there: dict[str, date], drawn: Iterable[str], *, on: date, chance: Random) -> None:
    until = dict(there)
    for code in drawn:
        day = draw_day(on, chance)
        until[code] = max(day, until.get(code, day))
    until = queries.carried_over(until, on)
    rows = [Quiet(authority_id=code, until=day) for code, day in sorted(until.items())]
    chance.shuffle(rows)
    Quiet.objects.all().delete()
    Quiet.objects.bulk_create(rows)
    followers.announce(until)
