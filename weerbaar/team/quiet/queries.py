"""Whom nobody asks anything now."""

from datetime import date

from django.db.models import QuerySet

from weerbaar.public.authorities import queries as authorities
from weerbaar.public.authorities.models import AuthorityQuerySet, Kind
from weerbaar.team.quiet.models import Quiet


def quiet_until(on: date) -> dict[str, date]:
    """Will give, by the code of each body that is left alone on that day, the first day on which it may be asked again."""
    return dict(quiet().filter(until__gt=on).values_list("authority", "until"))


def quiet() -> QuerySet[Quiet]:
    """Will give all rows; in an order that was drawn anew when the last of them was written."""
    return Quiet.objects.order_by("id")


def bodies_that_can_be_quiet(on: date) -> AuthorityQuerySet:
    """Will give the bodies that are asked things at all: municipalities and provinces of that day."""
    return authorities.authorities_on(on).exclude(kind=Kind.WATER_BOARD)
