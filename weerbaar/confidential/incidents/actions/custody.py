"""The custody log: every touch of an original is an event of its own in the trail."""

from datetime import datetime
from uuid import UUID

from django.db import transaction

from weerbaar.confidential.cases.models import Case
from weerbaar.confidential.incidents.queries.originals import Original, original_for
from weerbaar.foundation.audit.actions import record
from weerbaar.foundation.vault.keyring import Keyring


def touched(keyring: Keyring, subject: str, act: str, at: datetime, detail: dict[str, int | str] | None = None) -> None:
    """Will record that whoever holds this keyring touched an original."""
    record(
        bearer=keyring.bearer, role=keyring.role, action=f"evidence.{act}", subject=subject, detail=detail or {}, at=at
    )


@transaction.atomic
def look_at(*, case: Case, keyring: Keyring, evidence_id: UUID, at: datetime) -> Original | None:
    """Will open a piece of evidence and write in its log that somebody looked; None when the case has no such piece."""
    return _opened(case, keyring, evidence_id, "looked", at)


@transaction.atomic
def download(*, case: Case, keyring: Keyring, evidence_id: UUID, at: datetime) -> Original | None:
    """Will open a piece of evidence to be saved elsewhere, and write that in its log; None when there is no such piece."""
    return _opened(case, keyring, evidence_id, "downloaded", at)


def exported(*, keyring: Keyring, subjects: list[str], at: datetime) -> None:
    """Will write in the log of each of these originals that it left the house in a file."""
    for subject in subjects:
        touched(keyring, subject, "exported", at)


def _opened(case: Case, keyring: Keyring, evidence_id: UUID, act: str, at: datetime) -> Original | None:
    original = original_for(keyring, case, evidence_id)
    if original is not None:
        touched(keyring, original.subject, act, at)
    return original
