"""What ends: the way in with seven words, the whole case, a file that nothing points to."""

from datetime import datetime, timedelta
from uuid import UUID

from django.db import transaction

from weerbaar.confidential.cases import files, rules
from weerbaar.confidential.cases.actions.steps import locked, open_to_write, part_of, record_client
from weerbaar.confidential.cases.models import Case
from weerbaar.confidential.cases.rules import State
from weerbaar.foundation.audit.actions import record
from weerbaar.foundation.vault.compartments import rotate
from weerbaar.foundation.vault.keyring import Keyring
from weerbaar.foundation.vault.models import Compartment, Holder


@transaction.atomic
def erase(*, case: Case, by: UUID, at: datetime) -> None:
    """Will destroy all that was written, every file and every key, on request of the client with holder id `by`.

    What stays is a tombstone: number, state, dates and which association answered.
    """
    case = locked(case)
    if case.state == State.ERASED:
        return  # a second click: it is gone already
    case.state = rules.check_move(case, "case.erased")
    files.remove_after_commit(case.pk)
    case.erased_at, case.summary, case.danger = at, None, False
    case.thread = case.team = case.identity = None
    case.waiting_since = case.claimed_at = case.claimed_by = case.glanced_at = case.glanced_by = None
    case.closed_at = case.closed_by = case.held_at = case.held_by = case.erase_on = None
    case.save()
    # Grants and all that is sealed hang on the compartments and go with them.
    Compartment.objects.filter(scope=case.pk).delete()
    for kept in (case.tasks, case.people, case.danger_checks, case.deadlines, case.recoveries):
        kept.all().delete()
    record_client(by, "case.erased", case, at)


@transaction.atomic
def shut_out_client(*, case: Case, keyring: Keyring, at: datetime) -> None:
    """Will take the client's grants away on the client's own request; the helpers can still read."""
    case = locked(case, keyring)
    open_to_write(case, keyring)
    for part in (case.thread_id, case.identity_id):
        stay = Holder.objects.filter(grants__compartment_id=part_of(part)).exclude(kind=Holder.Kind.RECEIPT)
        rotate(compartment_id=part_of(part), keyring=keyring, holders=list(stay), at=at)
    record_client(keyring.holder_id, "case.receipt_closed", case, at)


@transaction.atomic
def sweep_files(*, at: datetime) -> int:
    """Will remove files that were lost more than a day ago, and record how many."""
    removed = files.sweep(before=at - timedelta(days=1))
    if removed:
        record(bearer="system", role="system", action="files.swept", detail={"files": removed}, at=at)
    return removed
