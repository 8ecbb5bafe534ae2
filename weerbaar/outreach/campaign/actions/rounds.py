"""Opening a round: every municipality and province of that day gets its place in it."""

from datetime import date, datetime

from django.db import transaction

from weerbaar.foundation.audit.actions import record
from weerbaar.outreach.campaign.models import Organisation, Participation, Round, Stage, StageKind
from weerbaar.outreach.campaign.rules import PAYER
from weerbaar.public.authorities import queries as authorities
from weerbaar.public.authorities.models import Kind

BATCH = 500


class RoundExists(Exception):
    """There is a round with this code already."""


@transaction.atomic
def open_round(
    *, code: str, name: str, starts_on: date, ends_on: date, at: datetime, bearer: str = "system", role: str = "system"
) -> Round:
    """Will open a round with all municipalities and provinces that exist on its first day, each with three open stages.

    Raises `RoundExists` when the code was taken.
    """
    if Round.objects.filter(pk=code).exists():
        raise RoundExists
    opened = Round.objects.create(code=code, name=name, starts_on=starts_on, ends_on=ends_on)
    bodies = [
        body for kind in (Kind.PROVINCE, Kind.MUNICIPALITY) for body in authorities.authorities_on(starts_on, kind)
    ]
    join_round(round=opened, codes=[body.pk for body in bodies], at=at)
    record(
        bearer=bearer, role=role, action="round.opened", subject=f"round:{code}",
        detail={"organisations": len(bodies)}, at=at,
    )  # fmt: skip
    return opened


def join_round(*, round: Round, codes: list[str], at: datetime) -> list[Participation]:  # noqa: A002 - the noun of the field
    """Will give these bodies a place in the round with three open stages; who has one already keeps it."""
    Organisation.objects.bulk_create([Organisation(pk=code) for code in codes], BATCH, ignore_conflicts=True)
    there = set(Participation.objects.filter(round=round).values_list("organisation_id", flat=True))
    new = [Participation(round=round, organisation_id=code) for code in codes if code not in there]
    Participation.objects.bulk_create(new, BATCH)
    Stage.objects.bulk_create(
        [
            Stage(participation=one, kind=kind, since=at, payer=PAYER[StageKind(kind)])
            for one in new
            for kind in StageKind.values
        ],
        BATCH,
    )
    return new
