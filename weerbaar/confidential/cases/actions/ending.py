"""What ends: the way in with seven words, the whole case, a file that nothing points to."""

from datetime import datetime, timedelta
from uuid import UUID

from django.db import transaction

from weerbaar.confidential.cases import files, queries, rules
from weerbaar.confidential.cases.actions.steps import CLIENT, locked, open_to_write, record_client
from weerbaar.confidential.cases.models import Attachment, Case, Entry, Note
from weerbaar.confidential.cases.rules import State
from weerbaar.foundation.audit.actions import certify, record
from weerbaar.foundation.vault.compartments import rotate
from weerbaar.foundation.vault.errors import NotGranted
from weerbaar.foundation.vault.fields import sealed_columns
from weerbaar.foundation.vault.keyring import Keyring
from weerbaar.foundation.vault.models import Compartment, Grant, Holder
from weerbaar.foundation.vault.recovery import forget_contributions


class Held(Exception):
    """The law asks that this is kept for now."""

    def __init__(self, since: datetime) -> None:
        super().__init__()
        self.since = since


@transaction.atomic
def erase(*, case: Case, by: UUID, at: datetime) -> str:
    """Will destroy all that was written, every file and every key, on request of the client with holder id `by`.

    What stays is a tombstone: number, state, dates and which association answered. Returns the certificate that says so;
    an empty one the second time. Raises `Held`.
    """
    case = locked(case)
    if case.state == State.ERASED:
        return ""  # a second click: it is gone already
    if case.held_at:
        raise Held(case.held_at)
    destroyed = destroy(case, at)
    event = record(
        bearer=f"receipt:{by}", role=CLIENT, action=queries.ERASED, subject=case.subject, detail=destroyed, at=at
    )
    return certify(event, about=case.number)


def destroy(case: Case, at: datetime) -> dict[str, int]:
    """Will leave nothing of a locked case but its tombstone, and return how much of what was destroyed."""
    case.state = rules.check_move(case, "case.erased")
    destroyed = _amounts(case) | {"files": files.remove_after_commit(case.pk)}
    case.erased_at, case.summary, case.danger, case.outcome = at, None, False, ""
    case.thread = case.team = case.identity = None
    case.waiting_since = case.claimed_at = case.claimed_by = case.glanced_at = case.glanced_by = None
    case.closed_at = case.closed_by = case.held_at = case.held_by = case.erase_on = None
    case.save()
    # The words lead nowhere without their holder; grants and all that is sealed hang on the compartments and go with them.
    Holder.objects.filter(kind=Holder.Kind.RECEIPT, grants__compartment__scope=case.pk).delete()
    Compartment.objects.filter(scope=case.pk).delete()
    forget_contributions(case.recoveries.values_list("pk", flat=True))
    for pointing in Case._meta.related_objects:
        # Of whichever room: terms, who is away, that feedback was given. Only what was merged into it is a tombstone too.
        if pointing.related_model is not Case:
            pointing.related_model._default_manager.filter(**{pointing.field.name: case}).delete()
    return destroyed


def _amounts(case: Case) -> dict[str, int]:
    """Counts what is sealed in the case, of whichever room, and the copies of its keys."""
    amounts = {"messages": 0, "notes": 0, "other": 0}
    named = {Entry: "messages", Note: "notes"}
    for model, kind in {(model, field.compartment) for model, field in sealed_columns()}:
        if model not in {Case, Attachment}:  # the first words stand in a message too, and files are counted as such
            rows = model._default_manager.filter(**{f"{kind}__scope": case.pk})
            amounts[named.get(model, "other")] += rows.count()
    return amounts | {"keys": Grant.objects.filter(compartment__scope=case.pk).count()}


@transaction.atomic
def shut_out_client(*, case: Case, keyring: Keyring, at: datetime) -> None:
    """Will take the client's grants away on the client's own request; the helpers can still read.

    Who has words of two contacts that became one case keeps the other words. Raises `NotGranted` when there is nothing to
    take away.
    """
    case = locked(case, keyring)
    open_to_write(case, keyring)
    held = Grant.objects.filter(compartment__scope=case.pk, holder_id=keyring.holder_id)
    parts = sorted(held.values_list("compartment_id", flat=True))
    if not parts:
        raise NotGranted
    for part in parts:
        stay = Holder.objects.filter(grants__compartment_id=part).exclude(pk=keyring.holder_id)
        rotate(compartment_id=part, keyring=keyring, holders=list(stay), at=at)
    record_client(keyring.holder_id, "case.receipt_closed", case, at)


@transaction.atomic
def sweep_files(*, at: datetime) -> int:
    """Will remove files that were lost more than a day ago, and record how many."""
    removed = files.sweep(before=at - timedelta(days=1))
    if removed:
        record(bearer="system", role="system", action="files.swept", detail={"files": removed}, at=at)
    return removed
