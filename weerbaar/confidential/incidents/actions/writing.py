"""Writing down what happened, by whoever helps or by whom it happened to."""

from dataclasses import replace
from datetime import datetime
from uuid import UUID

from django.db import transaction

from weerbaar.confidential.cases import queries as cases
from weerbaar.confidential.cases.actions import clock
from weerbaar.confidential.cases.actions.moving import stir
from weerbaar.confidential.cases.actions.steps import locked, touch
from weerbaar.confidential.cases.actions.telling import ask_to_tell
from weerbaar.confidential.cases.models import Case
from weerbaar.confidential.incidents import rules
from weerbaar.confidential.incidents.actions.custody import touched
from weerbaar.confidential.incidents.actions.keys import evidence_key
from weerbaar.confidential.incidents.facts import Picked, Told
from weerbaar.confidential.incidents.models import Bundle, Evidence, Incident
from weerbaar.confidential.incidents.queries.bundles import picked_in
from weerbaar.foundation.accounts.models import Account
from weerbaar.foundation.audit.actions import record
from weerbaar.foundation.vault.fields import seal_into
from weerbaar.foundation.vault.keyring import Keyring


class NotThere(Exception):
    """The case has no such incident or evidence."""


class TooManyPicked(Exception):
    """More messages were picked than one incident can be about."""


@transaction.atomic
def add_incident(
    *, case: Case, by: Account | None, keyring: Keyring, told: Told, picked_from: UUID | None = None, at: datetime
) -> UUID:
    """Will write down what happened and return its id; without `by` it is the client who tells.

    With `picked_from` it is about the messages that were picked in that archive, and the choice begins anew.
    Raises `NotGranted` without a key, `NotThere` when there is no such archive, `TooManyPicked`.
    """
    case = begun(case, by, keyring, at)
    key = evidence_key(case, keyring, at)
    if picked_from:
        told = replace(told, picked=(*told.picked, _taken(case, keyring, picked_from)))
    row = Incident(case=case, evidence_id=key.compartment_id, added_at=at, added_by=by, changed_at=at)
    seal_into(row, key, summary=told.headline.as_json(), facts=told.as_json())
    row.save(force_insert=True)
    record_incident(keyring, "incident.added", case, row.pk, at)
    _count(case, row.pk, told, by=by, keyring=keyring, at=at)
    if picked_from:
        link_to(keyring, case, picked_from, row.pk, at)
    return row.pk


@transaction.atomic
def change_incident(
    *, case: Case, by: Account | None, keyring: Keyring, incident_id: UUID, told: Told, at: datetime
) -> None:
    """Will replace what was told of an incident; which messages it is about stays.

    Raises `NotThere`, and `NotGranted` without a key.
    """
    case = begun(case, by, keyring, at)
    row = Incident.objects.filter(case=case, pk=incident_id).first()
    if row is None:
        raise NotThere
    keyring.open([row.evidence_id], purpose="write")
    before = Told.read(row.facts.reveal(keyring))
    told = replace(told, picked=before.picked)
    seal_into(row, keyring.key_for(row.evidence_id), summary=told.headline.as_json(), facts=told.as_json())
    row.changed_at = at
    row.save(update_fields=["summary", "facts", "changed_at"])
    record_incident(keyring, "incident.changed", case, row.pk, at)
    _count(case, row.pk, told, by=by, keyring=keyring, at=at)


def begun(case: Case, by: Account | None, keyring: Keyring, at: datetime) -> Case:
    """Holds the case for a write. What a client adds makes it wait for us, as a message would, and helpers hear of it."""
    case = locked(case, keyring)
    if by is None:
        stir(case, keyring, at)
        ask_to_tell(cases.holders_who_answer(case), at)
    else:
        touch(case, at)
    case.save()
    return case


def record_incident(keyring: Keyring, act: str, case: Case, incident_id: UUID, at: datetime) -> None:
    """Records an act on an incident: on the case, with the id of the incident and no word of it."""
    record(
        bearer=keyring.bearer,
        role=keyring.role,
        action=act,
        subject=case.subject,
        detail={"incident": str(incident_id)},
        at=at,
    )


def link_to(keyring: Keyring, case: Case, evidence_id: UUID, incident_id: UUID, at: datetime) -> None:
    """Hangs evidence on an incident, unless it hangs on one, and writes that it was linked in its log."""
    row = Evidence.objects.filter(case=case, pk=evidence_id).first()
    if row is None:
        raise NotThere
    if row.incident_id is None:
        row.incident_id = incident_id
        row.save(update_fields=["incident"])
    touched(keyring, row.subject, "linked", at, {"incident": str(incident_id)})


def _count(case: Case, incident_id: UUID, told: Told, *, by: Account | None, keyring: Keyring, at: datetime) -> None:
    """Starts the clock of an incident, or counts anew. A moment that is about right is counted from its earliest."""
    clock.start(
        case=case,
        about=incident_id,
        occurred=told.headline.moment,
        known=told.known_on,
        by=by,
        keyring=keyring,
        at=at,
    )


def _taken(case: Case, keyring: Keyring, evidence_id: UUID) -> Picked:
    """Takes the picked messages out of the choice of an archive, for an incident."""
    bundle = Bundle.objects.filter(case=case, original_id=evidence_id).first()
    if bundle is None:
        raise NotThere
    keyring.open([bundle.evidence_id], purpose="write")
    numbers = picked_in(keyring, bundle)
    if len(numbers) > rules.MOST_PICKED:
        raise TooManyPicked
    bundle.picked = None
    bundle.save(update_fields=["picked"])
    return Picked(evidence=str(evidence_id), messages=tuple(numbers))
