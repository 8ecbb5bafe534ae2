"""A list of contacts comes in: kept sealed until somebody looked at it, and then imported as a whole or not at all."""

from collections import Counter
from collections.abc import Iterable
from dataclasses import asdict
from datetime import date, datetime

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext

from weerbaar.foundation.accounts.models import Account
from weerbaar.foundation.audit.actions import record
from weerbaar.foundation.vault.uploads import SealedUpload
from weerbaar.outreach.campaign.actions.documents import kept, name_of, purge_files, sealed_key
from weerbaar.outreach.campaign.contact_lists.columns import Mapping
from weerbaar.outreach.campaign.contact_lists.sheets import Sheet
from weerbaar.outreach.campaign.models import (
    Contact,
    ContactChange,
    ContactFile,
    ContactImport,
    HolderChange,
    Moment,
    Organisation,
    Participation,
)
from weerbaar.outreach.campaign.queries.contacts import contacts_on
from weerbaar.outreach.campaign.queries.importing import Preview, Row, Verdict, organisations_in, preview
from weerbaar.outreach.campaign.rules import HELD_BY_ONE

AT_ONCE = 500
SOURCE_LENGTH = 120


def keep_list(*, upload: SealedUpload, mapping: Mapping, at: datetime, by: Account) -> ContactFile:
    """Will keep a list, sealed, until somebody looked at what it changes; it goes by itself after two days."""
    with kept([upload]), transaction.atomic():
        row = ContactFile.objects.create(
            id=upload.file_id, name=name_of(upload), size=upload.size or 0, key=sealed_key(upload), mapping=mapping,
            added_at=at, added_by=by,
        )  # fmt: skip
        record(bearer=by.bearer, role=by.main_role, action="contacts.list", subject=f"list:{row.pk}", at=at)
    return row


@transaction.atomic
def map_list(*, file: ContactFile, mapping: Mapping, at: datetime, by: Account) -> None:
    """Will note which column of a list is what."""
    ContactFile.objects.filter(pk=file.pk).update(mapping=mapping)
    record(bearer=by.bearer, role=by.main_role, action="contacts.mapped", subject=f"list:{file.pk}", at=at)


@transaction.atomic
def drop_list(*, file: ContactFile, at: datetime, by: Account) -> None:
    """Will let a list go, imported or not."""
    purge_files(ContactFile.objects.filter(pk=file.pk), at)
    record(bearer=by.bearer, role=by.main_role, action="contacts.dropped", subject=f"list:{file.pk}", at=at)


@transaction.atomic
def import_contacts(*, sheet: Sheet, mapping: Mapping, source: str, at: datetime, by: Account | None) -> Preview:
    """Will import what a list says, all of it or nothing, and return what became of every row.

    What it says is worked out again behind a lock on the organisations: two imports at once do not double anybody. Who
    takes an office that had a holder is a succession that waits for a look.
    """
    on = timezone.localtime(at).date()
    codes = organisations_in(preview(sheet, mapping, on=on).rows)
    list(Organisation.objects.select_for_update().filter(pk__in=codes).order_by("pk").values_list("pk"))
    found = preview(sheet, mapping, on=on)
    new, changed = found.of(Verdict.NEW), found.of(Verdict.CHANGED)
    made = Contact.objects.bulk_create([_contact(row, source, at) for row in new], AT_ONCE)
    changes = [ContactChange(contact=one, made=True) for one in made] + _change(changed, at)
    if changes:
        found.came_in = _keep(changes, ContactImport(source=source[-SOURCE_LENGTH:], counts=found.counts, at=at, by=by))
    _notice_successions(made, at)
    _tell([*new, *changed], at, by)
    bearer, role = (by.bearer, by.main_role) if by else ("system", "system")
    record(bearer=bearer, role=role, action="contacts.imported", detail=dict(found.counts), at=at)
    return found


def _contact(row: Row, source: str, at: datetime) -> Contact:
    assert row.person is not None
    facts = asdict(row.person)
    del facts["organisation"]
    return Contact(
        organisation_id=row.organisation_code, source=source[-SOURCE_LENGTH:], added_at=at, changed_at=at, **facts
    )


def plain_facts(contact: Contact, names: Iterable[str]) -> dict[str, str | None]:
    """Will return some facts of a contact as they are kept: text, a day as in ISO 8601, or nothing."""
    found = {name: getattr(contact, name) for name in names}
    return {name: value.isoformat() if isinstance(value, date) else value for name, value in found.items()}


def _keep(changes: list[ContactChange], came_in: ContactImport) -> ContactImport:
    came_in.save(force_insert=True)
    for one in changes:
        one.source = came_in
    ContactChange.objects.bulk_create(changes, AT_ONCE)
    return came_in


def _change(rows: list[Row], at: datetime) -> list[ContactChange]:
    touched: list[Contact] = []
    changes: list[ContactChange] = []
    fields: set[str] = {"changed_at"}
    for row in rows:
        assert row.known is not None
        assert row.person is not None
        before = plain_facts(row.known, row.changed)
        for name in row.changed:
            setattr(row.known, name, getattr(row.person, name))
            fields.add(name)
        row.known.changed_at = at
        touched.append(row.known)
        changes.append(ContactChange(contact=row.known, before=before, after=plain_facts(row.known, row.changed)))
    Contact.objects.bulk_update(touched, sorted(fields), AT_ONCE)
    return changes


def _notice_successions(made: list[Contact], at: datetime) -> None:
    on = timezone.localtime(at).date()
    ours = {one.pk for one in made}
    holders = {
        (one.organisation_id, one.office): one
        for one in contacts_on(on, {one.organisation_id for one in made}).filter(office__in=HELD_BY_ONE)
        if one.pk not in ours
    }
    changes_seen = [
        HolderChange(
            organisation_id=one.organisation_id, office=one.office, former=holders[one.organisation_id, one.office], successor=one,
            on=one.from_on or on, noticed_at=at,
        )
        for one in made
        if (one.organisation_id, one.office) in holders and (one.until_on is None or one.until_on > on)
    ]  # fmt: skip
    HolderChange.objects.bulk_create(changes_seen, AT_ONCE)


def _tell(rows: list[Row], at: datetime, by: Account | None) -> None:
    on = timezone.localtime(at).date()
    counts = Counter(row.organisation_code for row in rows)
    running = Participation.objects.filter(organisation__in=counts, merged_into=None, round__ends_on__gte=on)
    moments = [
        Moment(
            participation=one, kind=Moment.Kind.CONTACT, at=at, by=by,
            text=gettext("Contactpersonen ingelezen: %(count)d.") % {"count": counts[one.organisation_id]},
        )
        for one in running
    ]  # fmt: skip
    Moment.objects.bulk_create(moments, AT_ONCE)
