"""Who is around the client, and how to reach each of them safely."""

from dataclasses import dataclass, field
from uuid import UUID

from django.db.models import QuerySet

from weerbaar.confidential.cases.models import Case, Person
from weerbaar.confidential.cases.safe_contact import Profile, Relation
from weerbaar.foundation.database.prepared import prepared
from weerbaar.foundation.vault.keyring import Keyring


@dataclass(frozen=True)
class Acquaintance:
    """Someone around the client, as the team reads it."""

    id: UUID
    relation: Relation
    name: str = field(repr=False)
    reach: str = field(repr=False)
    profile: Profile = field(repr=False)


@dataclass(frozen=True)
class Around:
    """How the client wants to be reached, and who is around them."""

    contact: Profile = field(repr=False)
    people: list[Acquaintance] = field(repr=False)


def people_around(keyring: Keyring, case: Case) -> Around:
    """Will return everyone around the client; raises `NotGranted` when the keyring cannot open the identity."""
    rows = _people(case.pk)
    own = next((_profile(keyring, row) for row in rows if row.pk == case.pk), Profile())
    return Around(own, [_acquaintance(keyring, row) for row in rows if row.pk != case.pk])


@prepared
def _people(case_id: UUID) -> QuerySet[Person]:
    return Person.objects.filter(case_id=case_id).order_by("added_at", "pk")


def acquaintance(keyring: Keyring, case: Case, person_id: UUID) -> Acquaintance | None:
    """Will return one person around the client and have the look recorded, or None when there is no such person."""
    row = case.people.filter(pk=person_id).exclude(pk=case.pk).first()
    if row is None or row.identity_id not in keyring.open([row.identity_id], purpose="people"):
        return None
    return _acquaintance(keyring, row)


def _acquaintance(keyring: Keyring, row: Person) -> Acquaintance:
    return Acquaintance(
        row.pk,
        Relation(row.relation.reveal(keyring)),
        row.name.reveal(keyring),
        row.reach.reveal(keyring),
        _profile(keyring, row),
    )


def _profile(keyring: Keyring, row: Person) -> Profile:
    return Profile.from_text(row.profile.reveal(keyring))
