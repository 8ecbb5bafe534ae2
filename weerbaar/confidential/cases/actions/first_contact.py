"""Opening a case for what someone wrote the first time."""

import json
from dataclasses import asdict, dataclass, field
from datetime import datetime
from uuid import uuid4

from django.db import transaction

from weerbaar.confidential.cases import queries
from weerbaar.confidential.cases.actions.danger import Answer, asked
from weerbaar.confidential.cases.actions.steps import record_client
from weerbaar.confidential.cases.actions.storing import SealedEntry, seal_entry
from weerbaar.confidential.cases.actions.telling import ask_to_tell
from weerbaar.confidential.cases.models import Case, DangerCheck, Identity
from weerbaar.confidential.cases.numbers import new_number
from weerbaar.foundation.vault.compartments import NewCompartment, new_compartments, store_compartments
from weerbaar.foundation.vault.fields import seal_into
from weerbaar.foundation.vault.inspection import Inspected
from weerbaar.foundation.vault.models import Holder
from weerbaar.team.network.queries import Barred, FirstReaders

SUMMARY_LENGTH = 90


@dataclass(frozen=True)
class FirstContact:
    """What someone wrote to us the first time, cleaned and not yet sealed."""

    message: str = field(repr=False)
    danger: bool
    for_whom: str
    name: str = field(default="", repr=False)
    reach: str = field(default="", repr=False)
    barred: Barred = field(default_factory=Barred, repr=False)
    files: tuple[Inspected, ...] = field(default=(), repr=False)


@dataclass(frozen=True)
class SealedCase:
    """A case that is sealed to its readers and not stored yet: sealing takes time, and holds no lock while it does."""

    case: Case
    parts: list[NewCompartment]
    identity: Identity
    first: SealedEntry
    danger: DangerCheck
    client: Holder
    readers: list[Holder]


def seal_case(*, contact: FirstContact, readers: FirstReaders, client: Holder, at: datetime) -> SealedCase:
    """Will return a case with thread, team and identity compartments, sealed to the readers and to the client.

    The client holds thread and identity, never the team's notes. Nothing is stored: see `store_case`.
    """
    case_id, everyone = uuid4(), [*readers.holders, client]
    holders = {"thread": everyone, "team": readers.holders, "identity": everyone}
    thread, team, identity = new_compartments(scope=case_id, holders=holders, at=at).values()
    case = Case(
        id=case_id,
        number=new_number(at.year, is_taken=queries.number_is_taken),
        danger=contact.danger,
        association=readers.association,
        thread=thread.compartment,
        team=team.compartment,
        identity=identity.compartment,
        opened_at=at,
        last_activity_at=at,
        waiting_since=at,
    )
    seal_into(case, thread.key, summary=summary_of(contact.message))
    first = seal_entry(case=case, key=thread.key, author=None, text=contact.message, incoming=contact.files, at=at)
    person = _sealed_identity(case, identity, contact)
    danger = asked(case, Answer.YES if contact.danger else Answer.NO, by=None, at=at)
    return SealedCase(case, [thread, team, identity], person, first, danger, client, readers.holders)


@transaction.atomic(savepoint=False)
def store_case(sealed: SealedCase, *, at: datetime) -> Case:
    """Will store what was sealed, and let the readers know. The caller keeps the files (`files.kept`)."""
    sealed.client.save(force_insert=True)
    store_compartments(sealed.parts)
    sealed.case.save(force_insert=True)
    sealed.identity.save(force_insert=True)
    sealed.first.store()
    sealed.danger.save(force_insert=True)
    ask_to_tell([holder.pk for holder in sealed.readers], at)
    record_client(sealed.client.pk, "case.opened", sealed.case, at)
    return sealed.case


def summary_of(message: str) -> str:
    """Will return the first words of a message on one line, at most ninety characters."""
    line = " ".join(message.split())
    return line if len(line) <= SUMMARY_LENGTH else f"{line[: SUMMARY_LENGTH - 1].rsplit(' ', 1)[0].rstrip('.,;: ')}…"


def _sealed_identity(case: Case, identity: NewCompartment, contact: FirstContact) -> Identity:
    row = Identity(case=case, identity=identity.compartment)
    barred = json.dumps(asdict(contact.barred)) if contact.barred else ""
    seal_into(row, identity.key, name=contact.name, reach=contact.reach, for_whom=contact.for_whom, barred=barred)
    return row
