"""Two rows of one person become one, and can become two again."""

from datetime import datetime
from typing import Any

from django.db import transaction

from weerbaar.foundation.accounts.models import Account
from weerbaar.foundation.audit.actions import record
from weerbaar.outreach.campaign.models import (
    Contact,
    ContactMerge,
    HolderChange,
    Moment,
    NotDouble,
    Participation,
    PersonalLink,
)
from weerbaar.outreach.campaign.queries.doubles import FACTS

_NAMING = {
    "arranger": Participation, "handed_to": PersonalLink, "contact": Moment, "former": HolderChange, "successor": HolderChange,
}  # fmt: skip
"""What names a contact: the field, and the rows that have it."""


class NotTwo(Exception):
    """They are one row already, are of two organisations, or one of them went up in another."""


class CannotBeUndone(Exception):
    """The merge was taken back before, or the row that stayed went up in another since."""


@transaction.atomic
def merge_contacts(*, kept: Contact, double: Contact, at: datetime, by: Account) -> ContactMerge:
    """Will let one row go up in another: what the one that stays did not say, it takes over; raises `NotTwo`.

    The double stays as a row that says where it went, so that this can be taken back. Nobody succeeds themselves: a change of
    holder between the two waits no longer, else whoever confirmed it would end the row that stays.
    """
    rows = {
        row.pk: row for row in Contact.objects.select_for_update().filter(pk__in=[kept.pk, double.pk]).order_by("pk")
    }
    if len(rows) != 2 or any(row.merged_into_id for row in rows.values()):  # noqa: PLR2004 - two
        raise NotTwo
    stays, goes = rows[kept.pk], rows[double.pk]
    if stays.organisation_id != goes.organisation_id:
        raise NotTwo
    taken = {name: getattr(goes, name) for name in FACTS if not _says(stays, name) and _says(goes, name)}
    before: dict[str, Any] = {"facts": {name: [getattr(stays, name), value] for name, value in taken.items()}}
    before["no_change"] = _no_succession(stays, goes, at, by)
    before |= {name: [str(key) for key in _renamed(model, name, goes, stays)] for name, model in _NAMING.items()}
    for name, value in taken.items():
        setattr(stays, name, value)
    stays.changed_at = at
    stays.save(update_fields=[*taken, "changed_at"])
    Contact.objects.filter(merged_into=goes).update(merged_into=stays)
    Contact.objects.filter(pk=goes.pk).update(merged_into=stays, changed_at=at)
    made = ContactMerge.objects.create(kept=stays, double=goes, before=before, at=at, by=by)
    record(bearer=by.bearer, role=by.main_role, action="contact.merged", subject=f"contact:{stays.pk}", at=at)
    return made


@transaction.atomic
def undo_merge(*, merge: ContactMerge, at: datetime, by: Account) -> None:
    """Will make two rows of one again. What was changed on the row that stayed since then is left as it is.

    Raises `CannotBeUndone`.
    """
    found = ContactMerge.objects.select_for_update().filter(pk=merge.pk, undone_at=None).first()
    if found is None or found.kept.merged_into_id is not None:
        raise CannotBeUndone
    stays = Contact.objects.select_for_update().get(pk=found.kept_id)
    back = {name: old for name, (old, new) in found.before["facts"].items() if getattr(stays, name) == new}
    for name, old in back.items():
        setattr(stays, name, old)
    stays.changed_at = at
    stays.save(update_fields=[*back, "changed_at"])
    for name, model in _NAMING.items():
        rows = model._default_manager.filter(pk__in=found.before.get(name, []), **{name: stays})
        rows.update(**{name: found.double})
    HolderChange.objects.filter(pk__in=found.before.get("no_change", [])).update(checked_at=None, checked_by=None)
    Contact.objects.filter(pk=found.double_id).update(merged_into=None, changed_at=at)
    # What had gone up in the double before, goes back to it and not to the row that stays.
    earlier = ContactMerge.objects.filter(kept=found.double_id, undone_at=None).values("double")
    Contact.objects.filter(pk__in=earlier).update(merged_into=found.double)
    ContactMerge.objects.filter(pk=found.pk).update(undone_at=at)
    record(bearer=by.bearer, role=by.main_role, action="contact.parted", subject=f"contact:{stays.pk}", at=at)


@transaction.atomic
def say_two(*, one: Contact, other: Contact, at: datetime, by: Account) -> None:
    """Will note that these are two people; they are not shown as doubles again."""
    first, second = sorted((one, other), key=lambda contact: str(contact.pk))
    NotDouble.objects.get_or_create(one=first, other=second, defaults={"at": at, "by": by})
    record(bearer=by.bearer, role=by.main_role, action="contact.are_two", subject=f"contact:{first.pk}", at=at)


def _no_succession(stays: Contact, goes: Contact, at: datetime, by: Account) -> list[str]:
    both = [stays.pk, goes.pk]
    found = HolderChange.objects.filter(former__in=both, successor__in=both, checked_at=None)
    keys = [str(key) for key in found.values_list("pk", flat=True)]
    found.update(checked_at=at, checked_by=by)
    return keys


def _renamed(model: Any, field: str, old: Contact, new: Contact) -> list[Any]:
    rows = model._default_manager.filter(**{field: old})
    keys = list(rows.values_list("pk", flat=True))
    rows.update(**{field: new})
    return keys


def _says(contact: Contact, name: str) -> bool:
    return getattr(contact, name) not in {"", "none"}
