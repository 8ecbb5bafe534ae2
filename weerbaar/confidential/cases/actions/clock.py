"""The clock of a case: terms start with an incident, are met or dropped, and are reminded of while nobody looks."""

from collections.abc import Iterable
from datetime import date, datetime
from uuid import UUID

from django.conf import settings
from django.db import transaction

from weerbaar.confidential.cases import phrases, queries
from weerbaar.confidential.cases.actions.steps import locked, record_by
from weerbaar.confidential.cases.actions.storing import key_to_write, store_note
from weerbaar.confidential.cases.deadlines import deadlines_for
from weerbaar.confidential.cases.models import Case, Deadline
from weerbaar.foundation.accounts.models import Account
from weerbaar.foundation.audit.actions import record
from weerbaar.foundation.jobs.mail import enqueue_mail
from weerbaar.foundation.vault.keyring import Keyring
from weerbaar.team.network import queries as network


@transaction.atomic
def start(
    *, case: Case, about: UUID, occurred: datetime, known: date, by: Account | None, keyring: Keyring, at: datetime
) -> None:
    """Will let the terms of an incident run, or count them anew when its facts changed; raises `CannotCount`.

    Without `by` it is the client who told of it. What was met or dropped stays so. A term that ended before we knew of the
    incident is nobody's to meet: it is kept as dropped, to be seen and not to sound an alarm. Raises `NotGranted` without
    a key to the case.
    """
    terms = deadlines_for(occurred=occurred, known=known)
    case = locked(case, keyring)
    key_to_write(case, keyring, "thread")
    running = {row.kind: row for row in case.deadlines.filter(about=about)}
    for term in terms:
        row = running.get(term.kind) or Deadline(case=case, about=about, kind=term.kind)
        if row.met_at is None and not queries.was_dropped_in_time(row) and row.due_at != term.due:
            row.due_at, row.reminded_at = term.due, None
            row.dropped_at = at if term.due < at else None
            row.save()
    bearer, role = (by.bearer, by.main_role) if by else (keyring.bearer, keyring.role)
    detail = {"about": str(about)}
    record(bearer=bearer, role=role, action="case.clock_started", subject=case.subject, detail=detail, at=at)


@transaction.atomic
def meet(*, case: Case, deadline_id: UUID, by: Account, keyring: Keyring, at: datetime) -> None:
    """Will put down that what the term asks is done; a second click changes nothing. Raises `Deadline.DoesNotExist`."""
    case, row = _held(case, deadline_id, keyring)
    if row.met_at is None and row.dropped_at is None:
        row.met_at, row.met_by = at, by
        row.save(update_fields=["met_at", "met_by"])
        record_by(by, "case.deadline_met", case, at, {"deadline": str(row.pk)})


@transaction.atomic
def drop(*, case: Case, deadline_id: UUID, by: Account, keyring: Keyring, reason: str, at: datetime) -> None:
    """Will end a term that does not count here, and tell the team why in a note. Raises `Deadline.DoesNotExist`."""
    case, row = _held(case, deadline_id, keyring)
    if row.met_at is None and row.dropped_at is None:
        row.dropped_at = at
        row.save(update_fields=["dropped_at"])
        store_note(case, keyring, by, reason, at)
        record_by(by, "case.deadline_dropped", case, at, {"deadline": str(row.pk)})


@transaction.atomic
def put_back(*, case: Case, deadline_id: UUID, by: Account, keyring: Keyring, at: datetime) -> None:
    """Will let a term run again that was met or dropped by mistake. Raises `Deadline.DoesNotExist`."""
    case, row = _held(case, deadline_id, keyring)
    if row.met_at is not None or row.dropped_at is not None:
        row.met_at = row.met_by = row.dropped_at = None
        row.save(update_fields=["met_at", "met_by", "dropped_at"])
        record_by(by, "case.deadline_put_back", case, at, {"deadline": str(row.pk)})


def forget(*, case: Case, about: UUID) -> None:
    """Will end the terms of an incident that is not there any more. The caller holds the case, and records why."""
    case.deadlines.filter(about=about).delete()


@transaction.atomic
def remind(*, at: datetime) -> None:
    """Will mail who answers ahead of each term, once, and once more when its moment has passed: never of what it is."""
    due = list(queries.to_be_reminded(at).select_related("case").select_for_update(of=("self",)))
    for address in _answering(row.case for row in due):
        enqueue_mail(to=address, subject=phrases.mail_subject(), body=phrases.work_body(settings.SITE_URL))
    Deadline.objects.filter(pk__in=[row.pk for row in due]).update(reminded_at=at)
    if due:
        record(bearer="system", role="system", action="clock.reminded", detail={"deadlines": len(due)}, at=at)


def _answering(cases: Iterable[Case]) -> list[str]:
    holders = {holder for case in cases for holder in queries.holders_who_answer(case)}
    return network.addresses_of(holders)


def _held(case: Case, deadline_id: UUID, keyring: Keyring) -> tuple[Case, Deadline]:
    case = locked(case, keyring)
    key_to_write(case, keyring, "team")
    return case, case.deadlines.get(pk=deadline_id)
