"""The hall: materials, whom to call, how many come, names only where they are wished, and promises made there."""

import uuid
from collections.abc import Mapping
from datetime import date, datetime

from django.db import IntegrityError, transaction
from django.utils import timezone

from weerbaar.foundation.accounts.models import Account
from weerbaar.outreach.campaign.actions.story import make_promise
from weerbaar.outreach.campaign.models import Participation, Payer
from weerbaar.outreach.sessions.actions.states import NotNow, begun, record_act
from weerbaar.outreach.sessions.models import (
    DayContact,
    Gathering,
    Group,
    Guest,
    HeadCount,
    Material,
    RoomPromise,
    Side,
)

MOST_GUESTS = 200


class AlreadyThere(Exception):
    """It is on the list already."""


class NamesNotWished(Exception):
    """The organisation did not ask for a list of names, or too many names were given."""


@transaction.atomic
def add_material(*, gathering: Gathering, name: str, side: Side, at: datetime, by: Account) -> Material:
    """Will put something on the list; raises `AlreadyThere`."""
    now = begun(gathering)
    try:
        with transaction.atomic():
            added = Material.objects.create(gathering=now, name=name, side=side)
    except IntegrityError:
        raise AlreadyThere from None
    record_act("gathering.material_added", now, at=at, by=by)
    return added


@transaction.atomic
def tick_material(*, gathering: Gathering, material_id: uuid.UUID, at: datetime, by: Account) -> None:
    """Will note that it is arranged, or that it is not after all."""
    found = Material.objects.select_for_update().filter(gathering=gathering, pk=material_id).first()
    if found is not None:
        done = found.done_at is None
        Material.objects.filter(pk=found.pk).update(done_at=at if done else None, done_by=by if done else None)
        record_act("gathering.material_done" if done else "gathering.material_undone", gathering, at=at, by=by)


@transaction.atomic
def remove_material(*, gathering: Gathering, material_id: uuid.UUID, at: datetime, by: Account) -> None:
    """Will take something off the list."""
    if Material.objects.filter(gathering=gathering, pk=material_id).delete()[0]:
        record_act("gathering.material_removed", gathering, at=at, by=by)


@transaction.atomic
def set_day_contact(*, gathering: Gathering, name: str, phone: str, at: datetime, by: Account) -> None:
    """Will write down whom to call on the day; an empty name takes it away."""
    now = begun(gathering)
    if name:
        facts = {"name": name, "phone": phone, "on": _day_of(now, at)}
        DayContact.objects.update_or_create(gathering=now, defaults=facts)
    else:
        DayContact.objects.filter(gathering=now).delete()
    record_act("gathering.day_contact_set", now, at=at, by=by)


@transaction.atomic
def expect(*, gathering: Gathering, numbers: Mapping[str, int], at: datetime, by: Account) -> None:
    """Will write down how many of each group are expected."""
    now = begun(gathering)
    for group, number in numbers.items():
        HeadCount.objects.update_or_create(gathering=now, group=group, defaults={"expected": number})
    record_act("gathering.numbers_set", now, at=at, by=by, detail={"expected": sum(numbers.values())})


@transaction.atomic
def wish_names(*, gathering: Gathering, wished: bool, at: datetime, by: Account) -> None:
    """Will note that the organisation wants a list of names; when it no longer does, the names go at once."""
    now = begun(gathering)
    Gathering.objects.filter(pk=now.pk).update(names_wished_at=at if wished else None)
    if not wished:
        Guest.objects.filter(gathering=now).delete()
    record_act("gathering.names_wished" if wished else "gathering.names_not_wished", now, at=at, by=by)


@transaction.atomic
def add_guests(*, gathering: Gathering, names: list[str], group: Group, at: datetime, by: Account) -> None:
    """Will add participants by name; raises `NamesNotWished` where nobody asked for that, or beyond two hundred."""
    now = begun(gathering)
    if now.names_wished_at is None or Guest.objects.filter(gathering=now).count() + len(names) > MOST_GUESTS:
        raise NamesNotWished
    day = _day_of(now, at)
    Guest.objects.bulk_create(Guest(gathering=now, name=name, group=group, on=day) for name in names)
    record_act("gathering.guests_added", now, at=at, by=by, detail={"count": len(names)})


@transaction.atomic
def remove_guest(*, gathering: Gathering, guest_id: uuid.UUID, at: datetime, by: Account) -> None:
    """Will take a participant off the list."""
    if Guest.objects.filter(gathering=gathering, pk=guest_id).delete()[0]:
        record_act("gathering.guest_removed", gathering, at=at, by=by)


@transaction.atomic
def promise(
    *, gathering: Gathering, participation: Participation, text: str, side: Payer, due_on: date | None, at: datetime,
    by: Account,
) -> RoomPromise:  # fmt: skip
    """Will write down a promise that was made in the hall, of either side; raises `NotNow` for what was called off."""
    if gathering.cancelled_at is not None:
        raise NotNow
    made = make_promise(
        participation=participation, text=text, side=side, due_on=due_on, owner=by if side == Payer.TEAM else None,
        at=at, by=by,
    )  # fmt: skip
    return RoomPromise.objects.create(gathering=gathering, promise=made)


def _day_of(gathering: Gathering, at: datetime) -> date:
    """The day of the gathering, from which what is personal counts down; today when there is none yet."""
    return timezone.localdate(gathering.starts_at or at)
