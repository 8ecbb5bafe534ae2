"""Opening a round, its order of provinces, and its end."""

from dataclasses import dataclass
from datetime import date, datetime

from django.db import transaction
from django.utils import timezone

from weerbaar.foundation.accounts.models import Account
from weerbaar.foundation.audit.actions import record
from weerbaar.outreach.campaign.actions.quiet import copy_quiet
from weerbaar.outreach.campaign.models import (
    Organisation,
    Participation,
    PersonalLink,
    ProvinceTarget,
    Round,
    Stage,
    StageKind,
)
from weerbaar.outreach.campaign.rules import PAYER
from weerbaar.public.authorities import queries as authorities
from weerbaar.public.authorities.models import Kind
from weerbaar.team.quiet import queries as quiet

BATCH = 500


class RoundExists(Exception):
    """There is a round with this code already."""


class EndsBeforeBegin(Exception):
    """A round ends behind the day on which it started."""


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
    copy_quiet(quiet.quiet_until(timezone.localtime(at).date()))
    return new


@dataclass(frozen=True)
class Turn:
    """A place in the order of provinces, and between which days; without a place a province has no turn yet."""

    province: str
    position: int | None
    starts_on: date | None = None
    target_on: date | None = None


@transaction.atomic
def set_turns(*, round: Round, turns: list[Turn], at: datetime, by: Account) -> None:  # noqa: A002 - the noun of the field
    """Will set in which order a round goes through the provinces, and by when each is to be done."""
    for turn in turns:
        if turn.position is None:
            ProvinceTarget.objects.filter(round=round, province=turn.province).delete()
            continue
        facts = {"position": turn.position, "starts_on": turn.starts_on, "target_on": turn.target_on}
        ProvinceTarget.objects.update_or_create(round=round, province_id=turn.province, defaults=facts)
    record(bearer=by.bearer, role=by.main_role, action="round.turns", subject=f"round:{round.pk}", at=at)


@transaction.atomic
def end_round(*, round: Round, on: date, at: datetime, by: Account) -> None:  # noqa: A002 - the noun of the field
    """Will let a round end on a day, sooner or later than was meant; raises `EndsBeforeBegin`.

    Links that still work end with it: a round that runs longer keeps them working for as long.
    """
    if on <= round.starts_on:
        raise EndsBeforeBegin
    links = PersonalLink.objects.filter(participation__round=round, revoked_at=None, expires_on=round.ends_on)
    links.update(expires_on=on)
    Round.objects.filter(pk=round.pk).update(ends_on=on)
    record(bearer=by.bearer, role=by.main_role, action="round.ends", subject=f"round:{round.pk}", at=at)
