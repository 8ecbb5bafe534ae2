"""Who is around the client, and how each can be reached safely. The client's own way to be reached is one of these."""

from dataclasses import dataclass, field
from datetime import datetime
from uuid import UUID

from django.db import transaction

from weerbaar.confidential.cases.actions.steps import locked, record_by
from weerbaar.confidential.cases.actions.storing import key_to_write
from weerbaar.confidential.cases.models import Case, Identity, Person
from weerbaar.confidential.cases.safe_contact import Profile, Relation
from weerbaar.foundation.accounts.models import Account
from weerbaar.foundation.vault.fields import seal_into
from weerbaar.foundation.vault.keyring import Keyring
from weerbaar.foundation.vault.keys import DataKey


@dataclass(frozen=True)
class Told:
    """What is known of someone around the client."""

    relation: Relation
    name: str = field(repr=False)
    reach: str = field(default="", repr=False)
    profile: Profile = field(default_factory=Profile, repr=False)


@transaction.atomic
def add_person(*, case: Case, by: Account, keyring: Keyring, told: Told, at: datetime) -> Person:
    """Will add someone; raises `NotGranted` without a key to the identity."""
    case = locked(case, keyring)
    key = key_to_write(case, keyring, "identity")
    person = Person(case=case, identity_id=key.compartment_id, added_at=at)
    _seal(person, key, told)
    person.save(force_insert=True)
    record_by(by, "case.person_added", case, at, {"person": str(person.pk)})
    return person


@transaction.atomic
def change_person(*, case: Case, person_id: UUID, by: Account, keyring: Keyring, told: Told, at: datetime) -> None:
    """Will put down anew what is known of someone; raises `Person.DoesNotExist` and `NotGranted`."""
    case = locked(case, keyring)
    key = key_to_write(case, keyring, "identity")
    person = case.people.get(pk=person_id)
    _seal(person, key, told)
    person.save()
    record_by(by, "case.person_changed", case, at, {"person": str(person.pk)})


@transaction.atomic
def remove_person(*, case: Case, person_id: UUID, by: Account, keyring: Keyring, at: datetime) -> None:
    """Will forget someone for good; a second click changes nothing. Raises `NotGranted`."""
    case = locked(case, keyring)
    key_to_write(case, keyring, "identity")
    gone, _by_model = case.people.filter(pk=person_id).delete()
    if gone:
        record_by(by, "case.person_removed", case, at, {"person": str(person_id)})


@transaction.atomic
def agree_on_contact(*, case: Case, by: Account, keyring: Keyring, reach: str, profile: Profile, at: datetime) -> None:
    """Will put down where and how the client wants to be reached; raises `NotGranted` without a key to the identity.

    Where stays with who the client is. How has a row of its own, with the id of the case: there is one at most.
    """
    case = locked(case, keyring)
    key = key_to_write(case, keyring, "identity")
    known = Identity.objects.get(case=case)
    seal_into(known, key, reach=reach)
    known.save(update_fields=["reach"])
    row = case.people.filter(pk=case.pk).first() or Person(
        id=case.pk, case=case, identity_id=key.compartment_id, added_at=at
    )
    seal_into(row, key, relation="", name="", reach="", profile=profile.as_text())
    row.save()
    record_by(by, "case.contact_agreed", case, at)


def _seal(person: Person, key: DataKey, told: Told) -> None:
    seal_into(
        person,
        key,
        relation=told.relation.value,
        name=told.name,
        reach=told.reach,
        profile=told.profile.as_text(),
    )
