"""Taking back: a client has one thing destroyed that was told or brought, and the rest stays."""

from dataclasses import replace
from datetime import datetime
from uuid import UUID

from django.db import transaction

from weerbaar.confidential.cases import queries as cases
from weerbaar.confidential.cases.actions import Held, clock
from weerbaar.confidential.cases.actions.moving import stir
from weerbaar.confidential.cases.actions.steps import locked, record_as, touch
from weerbaar.confidential.cases.actions.telling import ask_to_tell
from weerbaar.confidential.cases.files import remove_each_after_commit
from weerbaar.confidential.cases.models import Case
from weerbaar.confidential.incidents.actions.custody import touched
from weerbaar.confidential.incidents.actions.writing import NotThere, record_incident
from weerbaar.confidential.incidents.facts import Told
from weerbaar.confidential.incidents.models import Bundle, Evidence, Incident
from weerbaar.confidential.incidents.queries.shelf import parts_of
from weerbaar.confidential.incidents.queries.taken_back import EVIDENCE_REMOVED, INCIDENT_REMOVED
from weerbaar.foundation.vault.fields import seal_into
from weerbaar.foundation.vault.keyring import Keyring


@transaction.atomic
def take_back_incident(
    *, case: Case, keyring: Keyring, incident_id: UUID, with_evidence: bool = False, at: datetime
) -> None:
    """Will destroy what was told of an incident, and its terms, on request of the client.

    Its evidence goes too when that is asked, and else hangs on nothing. What is left in the record: that it was taken back,
    when, and the id that its history has there. Raises `NotThere`, `Held` when the law asks that it stays, `NotGranted`.
    """
    case = _begun(case, keyring, at)
    row = Incident.objects.filter(case=case, pk=incident_id).first()
    if row is None:
        raise NotThere
    if with_evidence:
        _destroy(case, keyring, list(row.evidence_items.all()), at)
    clock.forget(case=case, about=row.pk)
    row.delete()
    record_incident(keyring, INCIDENT_REMOVED, case, incident_id, at)


@transaction.atomic
def take_back_evidence(*, case: Case, keyring: Keyring, evidence_id: UUID, at: datetime) -> None:
    """Will destroy an original with all that was read from it, on request of the client.

    Its custody log ends with that it was taken back. Raises `NotThere`, `Held` when the law asks that it stays, `NotGranted`.
    """
    case = _begun(case, keyring, at)
    row = Evidence.objects.filter(case=case, pk=evidence_id).first()
    if row is None:
        raise NotThere
    _destroy(case, keyring, [row], at)


def _begun(case: Case, keyring: Keyring, at: datetime) -> Case:
    """Holds the case. Whoever helps hears that something changed; a case that is closed is not opened again by it."""
    case = locked(case, keyring)
    if case.held_at:
        raise Held(case.held_at)
    parts = parts_of(case)
    keyring.open(parts, purpose="write")
    for part in parts:
        keyring.key_for(part)  # who cannot open it has nothing to take back
    if case.state == Case.State.CLOSED:
        touch(case, at)
    else:
        stir(case, keyring, at)
        ask_to_tell(cases.holders_who_answer(case), at)
    case.save()
    return case


def _destroy(case: Case, keyring: Keyring, rows: list[Evidence], at: datetime) -> None:
    """Removes originals with their key, and what was picked in them; the sealed files go once the transaction stands."""
    for row in rows:
        touched(keyring, row.subject, "removed", at)
        record_as(keyring, EVIDENCE_REMOVED, case, at)
    gone = [row.pk for row in rows]
    archives = Bundle.objects.filter(original__in=gone).values_list("original", flat=True)
    if archives:
        _forget_picked(case, keyring, set(map(str, archives)))
    remove_each_after_commit(gone)
    Evidence.objects.filter(pk__in=gone).delete()


def _forget_picked(case: Case, keyring: Keyring, gone: set[str]) -> None:
    """Takes the choice of messages out of every incident that is about an archive which is gone."""
    for incident in Incident.objects.filter(case=case):
        told = Told.read(incident.facts.reveal(keyring))
        left = tuple(one for one in told.picked if one.evidence not in gone)
        if left != told.picked:
            seal_into(incident, keyring.key_for(incident.evidence_id), facts=replace(told, picked=left).as_json())
            incident.save(update_fields=["facts"])
