"""Evidence that an operator brings in as a file: sealed to whoever reads the case, without anybody's key."""

import io
from collections.abc import Callable
from dataclasses import dataclass, field, replace
from datetime import datetime

from django.db import transaction

from weerbaar.confidential.cases.actions import kept
from weerbaar.confidential.cases.actions.steps import locked, touch
from weerbaar.confidential.cases.models import Case
from weerbaar.confidential.incidents import rules
from weerbaar.confidential.incidents.actions.keys import fresh_key
from weerbaar.confidential.incidents.actions.reading_on import found_so_far, pages_of
from weerbaar.confidential.incidents.actions.receiving import Examined, examine, store
from weerbaar.confidential.incidents.facts import Found
from weerbaar.confidential.incidents.models import Bundle, BundlePage
from weerbaar.confidential.incidents.reading.evidence import read_evidence
from weerbaar.confidential.incidents.reading.messages import CannotRead, Message
from weerbaar.foundation.audit.actions import record
from weerbaar.foundation.vault.inspection import Inspected
from weerbaar.foundation.vault.keys import DataKey

SYSTEM = "system"


@dataclass(frozen=True)
class Imported:
    """What was kept: its digest, how many messages were read, and why not, in words, when it could not be read."""

    digest: str = field(repr=False)
    size: int
    messages: int
    problem: str = field(repr=False)


def import_evidence(
    *, case: Case, incoming: Inspected, at: datetime, progress: Callable[[int], None] = lambda _: None
) -> Imported:
    """Will keep a file as evidence of the case, with every message that is in it, all at once or not at all.

    The operator holds the plain file anyway; after this only who helps and the client can open what we keep. `progress`
    hears how many messages were read. Raises `NotGranted` when nobody reads the case any more.
    """
    examined = examine(incoming, at=at)
    messages: list[Message] = []
    if examined.is_bundle:
        examined, messages = _read_whole(examined, at, progress)
    with kept([incoming]), transaction.atomic():
        case = locked(case)
        key = fresh_key(case, at)
        row = store(case, key, examined, by=None, incident_id=None, at=at)
        if examined.is_bundle:
            bundle = Bundle(case=case, evidence_id=key.compartment_id, original=row, read=len(messages), finished_at=at)
            _store_bundle(bundle, key, messages)
        touch(case, at)
        case.save(update_fields=["last_activity_at", "erase_on"])
        record(bearer=SYSTEM, role=SYSTEM, action="evidence.received", subject=row.subject, at=at)
    found = examined.found
    return Imported(examined.digest, incoming.upload.size or 0, found.messages or 0, found.problem_words)


def _read_whole(examined: Examined, at: datetime, progress: Callable[[int], None]) -> tuple[Examined, list[Message]]:
    """Reads all of an archive; half of one would look like a whole one, so a refusal leaves nothing but the original."""
    messages: list[Message] = []
    upload = examined.incoming.upload
    try:
        for message in read_evidence(
            upload.name or "", examined.media_type, io.BytesIO(b"".join(upload.plain_chunks())), at=at
        ).messages:
            messages.append(message)
            if len(messages) % rules.PAGE == 0:
                progress(len(messages))
    except CannotRead as refusal:
        found = Found(kind=examined.found.kind, problem=refusal.reason.name, problem_name=refusal.name)
        return replace(examined, found=found), []
    progress(len(messages))
    return replace(examined, found=found_so_far(examined.found, messages, total=len(messages))), messages


def _store_bundle(bundle: Bundle, key: DataKey, messages: list[Message]) -> None:
    bundle.save(force_insert=True)
    BundlePage.objects.bulk_create(pages_of(bundle, key, messages, start=0))
