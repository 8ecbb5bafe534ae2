"""A list that came in is taken back: whom it made goes, what it changed is as it was.

What somebody worked with since stays, and is named: a contact whom a letter went to or who arranges things, and a row that
was changed by hand.
"""

from collections import Counter
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import date, datetime
from uuid import UUID

from django.db import transaction
from django.db.models.fields.reverse_related import ForeignObjectRel
from django.utils import timezone
from django.utils.translation import gettext

from weerbaar.foundation.accounts.models import Account
from weerbaar.foundation.audit.actions import record
from weerbaar.outreach.campaign.actions.importing import AT_ONCE, plain_facts
from weerbaar.outreach.campaign.models import (
    Contact,
    ContactChange,
    ContactImport,
    HolderChange,
    Moment,
    Organisation,
    Participation,
)

_DAYS = {"from_on", "until_on"}


class TakenBack(Exception):
    """The list was taken back before."""


@dataclass(frozen=True)
class Undone:
    """How many contacts went and how many are as they were, and who stayed as they are because of what came after."""

    gone: int
    restored: int
    left: list[Contact]


@transaction.atomic
def take_back_import(*, source: ContactImport, at: datetime, by: Account) -> Undone:
    """Will take back what a list did, in the order in which imports lock: organisations first. Raises `TakenBack`."""
    if not ContactImport.objects.filter(pk=source.pk, undone_at=None).update(undone_at=at):
        raise TakenBack
    changes = list(ContactChange.objects.filter(source=source))
    keys = [one.contact_id for one in changes]
    codes = {
        code
        for some in _some(keys)
        for code in Contact.objects.filter(pk__in=some).values_list("organisation_id", flat=True)
    }
    list(Organisation.objects.select_for_update().filter(pk__in=codes).order_by("pk").values_list("pk"))
    rows = {one.pk: one for some in _some(keys) for one in _locked(some)}
    made = [one.contact_id for one in changes if one.made]
    untouched = {key for key in made if rows[key].changed_at == source.at}
    gone = untouched - _in_use(untouched)
    back = [one for one in changes if not one.made and _stands(rows[one.contact_id], one)]
    _restore(back, rows, at)
    for some in _some(gone):
        HolderChange.objects.filter(successor__in=some).delete()
        Contact.objects.filter(pk__in=some).delete()
    done = gone | {one.contact_id for one in back}
    _tell([rows[key].organisation_id for key in done], at, by)
    undone = Undone(len(gone), len(back), [rows[key] for key in keys if key not in done])
    record(
        bearer=by.bearer, role=by.main_role, action="contacts.import_undone", subject=f"import:{source.pk}",
        detail={"gone": undone.gone, "restored": undone.restored, "left": len(undone.left)}, at=at,
    )  # fmt: skip
    return undone


def _some(keys: Iterable[UUID]) -> Iterator[list[UUID]]:
    whole = list(keys)
    return (whole[place : place + AT_ONCE] for place in range(0, len(whole), AT_ONCE))


def _locked(keys: list[UUID]) -> Iterable[Contact]:
    found = Contact.objects.select_for_update(of=("self",)).select_related("organisation__authority")
    return found.filter(pk__in=keys).order_by("pk")


def _in_use(keys: set[UUID]) -> set[UUID]:
    """Whoever a row of any room names, except the import itself and a succession that nobody looked at yet."""
    used = set[UUID]()
    for relation in Contact._meta.get_fields(include_hidden=True):
        if not isinstance(relation, ForeignObjectRel):
            continue
        model, name = relation.related_model, relation.field.attname
        if model is ContactChange:
            continue
        naming = model._default_manager.all()
        if model is HolderChange and relation.field.name == "successor":
            naming = naming.exclude(checked_at=None)
        for some in _some(keys):
            used |= set(naming.filter(**{f"{name}__in": some}).values_list(name, flat=True))
    return used


def _stands(contact: Contact, change: ContactChange) -> bool:
    return contact.merged_into_id is None and plain_facts(contact, change.after) == change.after


def _restore(changes: list[ContactChange], rows: dict[UUID, Contact], at: datetime) -> None:
    fields = {"changed_at"}
    for change in changes:
        contact = rows[change.contact_id]
        for name, value in change.before.items():
            setattr(contact, name, date.fromisoformat(value) if value and name in _DAYS else value)
            fields.add(name)
        contact.changed_at = at
    Contact.objects.bulk_update([rows[one.contact_id] for one in changes], sorted(fields), AT_ONCE)


def _tell(codes: list[str], at: datetime, by: Account) -> None:
    counts = Counter(codes)
    on = timezone.localtime(at).date()
    running = Participation.objects.filter(organisation__in=counts, merged_into=None, round__ends_on__gte=on)
    says = gettext("Inlezen van contactpersonen teruggenomen: %(count)d.")
    moments = [
        Moment(
            participation=one,
            kind=Moment.Kind.CONTACT,
            text=says % {"count": counts[one.organisation_id]},
            at=at,
            by=by,
        )
        for one in running
    ]
    Moment.objects.bulk_create(moments, AT_ONCE)
