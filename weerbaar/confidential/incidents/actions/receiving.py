"""Taking evidence in: the original sealed as it came, with its digest and with what could be read from it."""

import hashlib
import io
import threading
from collections.abc import Iterable
from contextlib import closing
from dataclasses import dataclass, field
from datetime import datetime
from uuid import UUID, uuid4

from django.db import transaction

from weerbaar.confidential.cases.actions import kept
from weerbaar.confidential.cases.models import Case
from weerbaar.confidential.incidents import rules
from weerbaar.confidential.incidents.actions.custody import touched
from weerbaar.confidential.incidents.actions.keys import evidence_key
from weerbaar.confidential.incidents.actions.writing import NotThere, begun, link_to
from weerbaar.confidential.incidents.facts import Found
from weerbaar.confidential.incidents.models import Bundle, Evidence, Incident
from weerbaar.confidential.incidents.reading.evidence import read_evidence
from weerbaar.confidential.incidents.reading.messages import CannotRead, Kind, Reading
from weerbaar.confidential.incidents.reading.pasted import read_pasted
from weerbaar.foundation.accounts.models import Account
from weerbaar.foundation.vault.fields import seal_into
from weerbaar.foundation.vault.files import SealingWriter
from weerbaar.foundation.vault.inspection import Inspected
from weerbaar.foundation.vault.keyring import Keyring
from weerbaar.foundation.vault.keys import DataKey
from weerbaar.foundation.vault.uploads import SealedUpload, waiting_place

PASTED = "geplakt.txt"
ONE_AT_A_TIME = threading.Lock()
"""An original is in memory once while it is read; how many at a time must not be for a sender to decide."""


@dataclass(frozen=True)
class Examined:
    """An original that was measured and read, and is not stored yet."""

    incoming: Inspected
    media_type: str
    digest: str = field(repr=False)
    found: Found = field(repr=False)

    @property
    def is_bundle(self) -> bool:
        """Whether it may hold thousands of messages, and is read in portions."""
        return self.found.kind in rules.MANY and not self.found.problem


def examine(incoming: Inspected, *, at: datetime) -> Examined:
    """Will measure an original and read what can be read on the spot.

    One that cannot be read is evidence all the same: it is kept, and says why it was not read.
    """
    with ONE_AT_A_TIME:
        content = b"".join(incoming.upload.plain_chunks())
        digest = hashlib.sha256(content).hexdigest()
        name = incoming.upload.name or ""
        try:
            reading = read_evidence(name, incoming.media_type, io.BytesIO(content), at=at)
            return Examined(incoming, reading.source.media_type, digest, _found_in(reading))
        except CannotRead as refusal:
            found = Found(kind=Kind.OTHER, problem=refusal.reason.name, problem_name=refusal.name)
            return Examined(incoming, incoming.media_type, digest, found)


def examine_pasted(text: str, *, at: datetime) -> Examined:
    """Will make an original of what was pasted, sealed like a file; raises `CannotRead` for nothing at all."""
    message = read_pasted(text, path=PASTED, at=at)
    content = message.text.encode()
    found = Found(
        kind=Kind.PASTED,
        flags=tuple(sorted(message.flags)),
        messages=1,
        first=message.sent_at,
        last=message.sent_at,
        sender=message.sender,
    )
    upload = sealed_copy([content], PASTED)
    return Examined(Inspected(upload, "text/plain"), "text/plain", hashlib.sha256(content).hexdigest(), found)


def sealed_copy(chunks: Iterable[bytes], name: str) -> SealedUpload:
    """Will seal bytes that come from elsewhere than a form, as a form would; `keep()` or `close()` follows."""
    file_id = uuid4()
    writer = SealingWriter(waiting_place() / str(file_id), file_id)
    try:
        for chunk in chunks:
            writer.write(chunk)
        writer.finish()
    except BaseException:
        writer.abandon()
        raise
    return SealedUpload(writer, file_id, name)


def keep_evidence(
    *,
    case: Case,
    by: Account | None,
    keyring: Keyring,
    incoming: Iterable[Inspected],
    incident_id: UUID | None = None,
    at: datetime,
) -> list[UUID]:
    """Will keep originals for an incident or for the case, and return their ids: all of them or none.

    Without `by` it is the client who sends them. Raises `NotThere` for an incident of another case, `NotGranted`.
    """
    examined = [examine(one, at=at) for one in incoming]
    return _keep(case=case, by=by, keyring=keyring, examined=examined, incident_id=incident_id, at=at)


def keep_pasted(
    *, case: Case, by: Account | None, keyring: Keyring, text: str, incident_id: UUID | None = None, at: datetime
) -> UUID:
    """Will keep a link or text that was pasted as an original; raises `CannotRead`, `NotThere`, `NotGranted`."""
    examined = examine_pasted(text, at=at)
    with closing(examined.incoming.upload):
        return _keep(case=case, by=by, keyring=keyring, examined=[examined], incident_id=incident_id, at=at)[0]


@transaction.atomic
def link(*, case: Case, by: Account, keyring: Keyring, evidence_id: UUID, incident_id: UUID, at: datetime) -> None:
    """Will hang evidence that hangs on nothing on an incident; raises `NotThere`."""
    case = begun(case, by, keyring, at)
    if not Incident.objects.filter(case=case, pk=incident_id).exists():
        raise NotThere
    link_to(keyring, case, evidence_id, incident_id, at)


def store(
    case: Case, key: DataKey, one: Examined, *, by: Account | None, incident_id: UUID | None, at: datetime
) -> Evidence:
    """Will put an original in its rows, inside the caller's transaction."""
    upload = one.incoming.upload
    row = Evidence(
        id=upload.file_id,
        case=case,
        incident_id=incident_id,
        evidence_id=key.compartment_id,
        received_at=at,
        received_by=by,
    )
    seal_into(
        row,
        key,
        name=upload.name or "",
        media_type=one.media_type,
        size=str(upload.size),
        key=upload.key.hex(),
        digest=one.digest,
        facts=one.found.as_json(),
    )
    row.save(force_insert=True)
    return row


def _keep(
    *,
    case: Case,
    by: Account | None,
    keyring: Keyring,
    examined: list[Examined],
    incident_id: UUID | None,
    at: datetime,
) -> list[UUID]:
    with kept(one.incoming for one in examined), transaction.atomic():
        case = begun(case, by, keyring, at)
        if incident_id and not Incident.objects.filter(case=case, pk=incident_id).exists():
            raise NotThere
        key = evidence_key(case, keyring, at)
        rows = [store(case, key, one, by=by, incident_id=incident_id, at=at) for one in examined]
        Bundle.objects.bulk_create(
            [
                Bundle(case=case, evidence_id=key.compartment_id, original=row)
                for row, one in zip(rows, examined, strict=True)
                if one.is_bundle
            ]
        )
        for row in rows:
            touched(keyring, row.subject, "received", at)
        return [row.pk for row in rows]


def _found_in(reading: Reading) -> Found:
    flags = tuple(sorted(reading.source.flags))
    if reading.source.kind not in rules.SHORT:
        return Found(kind=reading.source.kind, flags=flags)
    messages = list(reading.messages)
    first = messages[0] if messages else None
    moments = [message.sent_at for message in messages if message.sent_at]
    is_mail = reading.source.kind == Kind.MAIL
    return Found(
        kind=reading.source.kind,
        flags=tuple(sorted({*reading.source.flags, *(first.flags if first else ())})),
        messages=len(messages) if is_mail else None,
        first=first.sent_at if first else None,
        last=max(moments) if is_mail and moments else None,
        sender=first.sender if first else "",
        recipients=first.recipients if first else (),
        subject=first.subject if first else "",
        attachments=len(first.attachments) if first else 0,
    )
