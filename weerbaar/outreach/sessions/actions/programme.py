"""Putting a programme together from blocks."""

from collections.abc import Sequence
from datetime import datetime

from django.db import transaction

from weerbaar.foundation.accounts.models import Account
from weerbaar.outreach.sessions.actions.states import begun, record_act, settle
from weerbaar.outreach.sessions.catalogue import Block
from weerbaar.outreach.sessions.models import Gathering, Material, ProgrammeItem, Side

MOST_ITEMS = 20
_THEIRS = frozenset({"Beamer en scherm", "Koffie en thee", "Het eigen protocol", "Naambordjes", "Losse stoelen"})


class TooLong(Exception):
    """A programme of more than twenty blocks is none."""


@transaction.atomic
def set_programme(*, gathering: Gathering, chosen: Sequence[tuple[Block, int]], at: datetime, by: Account) -> None:
    """Will put these blocks in this order, each with its minutes; an empty list takes the programme away.

    What the blocks need goes on the list of materials, when it was not on it. Raises `TooLong` and `NotNow`.
    """
    if len(chosen) > MOST_ITEMS:
        raise TooLong
    now = begun(gathering)
    ProgrammeItem.objects.filter(gathering=now).delete()
    ProgrammeItem.objects.bulk_create(
        ProgrammeItem(
            gathering=now, position=place, block=block.key, version=block.version, name=block.name, aim=block.aim,
            minutes=minutes,
        )
        for place, (block, minutes) in enumerate(chosen, start=1)
    )  # fmt: skip
    needed = dict.fromkeys(thing for block, _minutes in chosen for thing in block.material)
    there = set(Material.objects.filter(gathering=now).values_list("name", flat=True))
    Material.objects.bulk_create(
        Material(gathering=now, name=thing, side=Side.ORGANISATION if thing in _THEIRS else Side.TEAM)
        for thing in needed
        if thing not in there
    )
    if any(block.skill == "train" for block, _minutes in chosen) and not now.trainers:
        Gathering.objects.filter(pk=now.pk).update(trainers=1)
    settle(now, at=at, by=by)
    record_act("gathering.programme_set", now, at=at, by=by, detail={"blocks": len(chosen)})
