"""Opening a case for what someone wrote the first time."""

import json
from dataclasses import asdict, dataclass, field
from datetime import datetime
from uuid import uuid4

from django.db import transaction

from weerbaar.confidential.cases.actions.steps import record_client
from weerbaar.confidential.cases.actions.storing import store_entry
from weerbaar.confidential.cases.actions.telling import TELL_READERS
from weerbaar.confidential.cases.models import Case, Identity
from weerbaar.confidential.cases.numbers import new_number
from weerbaar.foundation.jobs.dispatch import enqueue
from weerbaar.foundation.vault.compartments import NewCompartment, new_compartment, store_compartments
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


@transaction.atomic
def open_case(*, contact: FirstContact, readers: FirstReaders, client: Holder, at: datetime) -> Case:
    """Will open a case with thread, team and identity compartments, sealed to the readers and to the client.

    The client holds thread and identity, never the team's notes. The caller keeps the files (`files.kept`).
    """
    case_id, everyone = uuid4(), [*readers.holders, client]
    thread = new_compartment(scope=case_id, kind="thread", holders=everyone, at=at)
    team = new_compartment(scope=case_id, kind="team", holders=readers.holders, at=at)
    identity = new_compartment(scope=case_id, kind="identity", holders=everyone, at=at)
    store_compartments([thread, team, identity])
    case = Case(
        id=case_id,
        number=new_number(at.year),
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
    case.save(force_insert=True)
    _store_identity(case, identity, contact)
    store_entry(case=case, key=thread.key, author=None, text=contact.message, incoming=contact.files, at=at)
    enqueue(TELL_READERS, [str(holder.pk) for holder in readers.holders])
    record_client(client.pk, "case.opened", case, at)
    return case


def summary_of(message: str) -> str:
    """Will return the first words of a message on one line, at most ninety characters."""
    line = " ".join(message.split())
    return line if len(line) <= SUMMARY_LENGTH else f"{line[: SUMMARY_LENGTH - 1].rsplit(' ', 1)[0].rstrip('.,;: ')}…"


def _store_identity(case: Case, identity: NewCompartment, contact: FirstContact) -> None:
    row = Identity(case=case, identity=identity.compartment)
    barred = json.dumps(asdict(contact.barred)) if contact.barred else ""
    seal_into(row, identity.key, name=contact.name, reach=contact.reach, for_whom=contact.for_whom, barred=barred)
    row.save(force_insert=True)
