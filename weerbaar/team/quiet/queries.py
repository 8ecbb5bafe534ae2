"""Whom nobody asks anything now."""

from collections.abc import Mapping
from datetime import date

from django.db.models import QuerySet

from weerbaar.public.authorities import queries as authorities
from weerbaar.public.authorities.models import AuthorityQuerySet, Kind
from weerbaar.team.quiet.models import Quiet


def quiet_until(on: date) -> dict[str, date]:
    """Will give, by the code of each body that is left alone on that day, the first day on which it may be asked again.

    A body that ended is not named: whatever it went up in is left alone in its place from the first day on, before
    anybody wrote so.
    """
    return carried_over(dict(quiet().filter(until__gt=on).values_list("authority", "until")), on)


def carried_over(until: Mapping[str, date], on: date) -> dict[str, date]:
    """Will let a body that went up in another take its pause along; of two the longest counts."""
    found: dict[str, date] = {}
    for body in authorities.authorities().filter(pk__in=list(until)).select_related("successor"):
        code = authorities.current_successor(body, on).pk
        found[code] = max(until[body.pk], found.get(code, until[body.pk]))
    return found


def is_out_of_date(on: date) -> bool:
    """Whether a pause is over, or its body went up in another since the register was written."""
    return dict(quiet().values_list("authority", "until")) != quiet_until(on)


def quiet() -> QuerySet[Quiet]:
    """Will give all rows; in an order that was drawn anew when the last of them was written."""
    return Quiet.objects.order_by("id")


def bodies_that_can_be_quiet(on: date) -> AuthorityQuerySet:
    """Will give the bodies that are asked things at all: municipalities and provinces of that day."""
    return authorities.authorities_on(on).exclude(kind=Kind.WATER_BOARD)
