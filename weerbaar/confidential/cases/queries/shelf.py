"""Which cases there are, for whom. Rows come only to who holds a key to them; to anyone else they are not there."""

from collections.abc import Iterable
from datetime import datetime
from uuid import UUID

from django.db.models import Exists, OuterRef, QuerySet

from weerbaar.confidential.cases.models import Case
from weerbaar.foundation.database.prepared import prepared
from weerbaar.foundation.vault.compartments import holders_of
from weerbaar.foundation.vault.keyring import Keyring
from weerbaar.foundation.vault.models import Grant, Holder


def readable(keyring: Keyring) -> QuerySet[Case]:
    """Will return the cases whose thread was granted to this keyring."""
    return readable_by(keyring.holder_ids)


def readable_by(holders: Iterable[UUID]) -> QuerySet[Case]:
    """Will return the cases whose thread was granted to one of these holders."""
    return Case.objects.filter(granted_to(holders, "thread_id"))


def granted(keyring: Keyring, part: str = "case__thread_id") -> Exists:
    """Will return the condition that the compartment which a row names by this path was granted to this keyring.

    For rows that hang on a case: asked of each of them it looks at few, where «in the readable cases» reads every case.
    """
    return granted_to(keyring.holder_ids, part)


def granted_to(holders: Iterable[UUID], part: str = "case__thread_id") -> Exists:
    """Will return the condition of `granted` for these holders."""
    return Exists(Grant.objects.filter(compartment_id=OuterRef(part), holder_id__in=holders))


def something_new(keyring: Keyring, *, since: datetime) -> bool:
    """Will tell whether anyone began to wait after this moment. No compartment is opened for it."""
    return readable(keyring).filter(waiting_since__gt=since).exists()


def case_for(keyring: Keyring, number: str) -> Case | None:
    """Will return the case with this number, or None when it is not there for this keyring."""
    return next(iter(_numbered(keyring.holder_ids, number)), None)


def number_is_taken(number: str) -> bool:
    """Will tell whether a case, of whomever, has this number. For who draws one; it is on no page."""
    return bool(_with_number(number))


@prepared
def _with_number(number: str) -> QuerySet[Case, UUID]:
    return Case.objects.filter(number=number).values_list("pk", flat=True)


@prepared
def _numbered(holders: Iterable[UUID], number: str) -> QuerySet[Case]:
    cases = readable_by(holders).select_related("claimed_by", "glanced_by", "association", "person")
    return cases.filter(number=number)


def case_gone_into(keyring: Keyring, number: str) -> Case | None:
    """Will return the case that the one with this number went into, however often, or None when it is not there.

    To a keyring that does not open where it all went, it is as if the number never was.
    """
    last = _where_it_ends(number)
    return case_for(keyring, last.number) if last else None


def _where_it_ends(number: str) -> Case | None:
    last = None
    goes_to = Case.objects.filter(merged_from__number=number).first()
    while goes_to:
        last, goes_to = goes_to, goes_to.merged_into
    return last


def case_of_thread(keyring: Keyring, case_id: UUID) -> Case | None:
    """Will return the case with this id, or None when it is not there for this keyring."""
    return readable(keyring).select_related("claimed_by", "association").filter(pk=case_id).first()


def case_numbered(number: str) -> Case | None:
    """Will return the case with this number as long as somebody reads it, for an operator's command: nothing is opened."""
    return Case.objects.filter(number=number, thread__isnull=False).first()


def case_kept_under(number: str) -> Case | None:
    """Will return the case of `case_numbered`, or the one that it went into: for an operator with a number from a paper."""
    last = _where_it_ends(number)
    return case_numbered(last.number if last else number)


def any_case() -> bool:
    """Will tell whether there is any case at all, whoever could open it."""
    return Case.objects.exists()


def waits_for(holder_id: UUID, *, since: datetime | None) -> bool:
    """Will tell whether anything that this holder can open waits, newer than `since`."""
    cases = Case.objects.filter(waiting_since__isnull=False, thread__grants__holder_id=holder_id)
    return cases.filter(waiting_since__gt=since).exists() if since else cases.exists()


def holders_who_answer(case: Case) -> list[UUID]:
    """Will return the holders who can open the thread, without the client and without the custodians, whom nobody waits for."""
    holders = holders_of(case.thread_id) if case.thread_id else []
    return [holder.pk for holder in holders if holder.kind not in {Holder.Kind.RECEIPT, Holder.Kind.RECOVERY}]
