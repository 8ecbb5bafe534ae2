"""Keeping files with an organisation, and letting them go. What was uploaded is sealed already; only its key is added."""

from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from datetime import datetime
from typing import Any
from uuid import UUID

from django.db import transaction
from django.db.models import QuerySet

from weerbaar.foundation.accounts.models import Account
from weerbaar.foundation.audit.actions import record
from weerbaar.foundation.vault import application_box
from weerbaar.foundation.vault.inspection import Inspected
from weerbaar.foundation.vault.uploads import SealedUpload, path_of
from weerbaar.outreach.campaign.models import ContactFile, Document, Participation
from weerbaar.outreach.campaign.queries.documents import context_of

NAME_LENGTH = 200


def add_documents(
    *, participation: Participation, incoming: Iterable[Inspected], at: datetime, by: Account
) -> list[Document]:
    """Will keep files with an organisation: all of them or none."""
    incoming = list(incoming)
    with kept([one.upload for one in incoming]), transaction.atomic():
        rows = Document.objects.bulk_create(
            [
                Document(
                    id=one.upload.file_id, participation=participation, name=name_of(one.upload), media_type=one.media_type,
                    size=one.upload.size or 0, key=sealed_key(one.upload), added_at=at, added_by=by,
                )
                for one in incoming
            ]
        )  # fmt: skip
        record(
            bearer=by.bearer, role=by.main_role, action="document.added", subject=f"participation:{participation.pk}",
            detail={"documents": len(rows)}, at=at,
        )  # fmt: skip
    return rows


@transaction.atomic
def remove_document(*, document: Document, at: datetime, by: Account) -> None:
    """Will let a file go, from the disk too once the transaction stands."""
    _forget(Document.objects.filter(pk=document.pk))
    record(bearer=by.bearer, role=by.main_role, action="document.removed", subject=f"document:{document.pk}", at=at)


def purge_files(rows: QuerySet[Any], _at: datetime) -> int:
    """Will end rows of files whose term passed, together with the files."""
    return _forget(rows)


@contextmanager
def kept(uploads: Iterable[SealedUpload]) -> Iterator[None]:
    """Will keep sealed uploads for as long as the work inside succeeds, and take them back when it does not.

    Open it around the transaction: a file must be on the disk before the row that points to it is.
    """
    done = []
    try:
        for upload in uploads:
            done.append(upload)
            upload.keep()
        yield
    except BaseException:
        for upload in done:
            upload.take_back()
        raise


def sealed_key(upload: SealedUpload) -> str:
    """Will return the key of an upload, sealed under the application's key for this file alone."""
    return application_box.seal(upload.key.hex(), context=context_of(upload.file_id))


def name_of(upload: SealedUpload) -> str:
    """Will return the name to keep: what the sender called it, at most two hundred characters."""
    return (upload.name or "bestand")[-NAME_LENGTH:]


def _forget(rows: QuerySet[Document] | QuerySet[ContactFile]) -> int:
    ids: list[UUID] = [row.pk for row in rows]
    gone, _ = rows.delete()

    def remove() -> None:
        for file_id in ids:
            path_of(file_id).unlink(missing_ok=True)

    transaction.on_commit(remove)
    return min(gone, len(ids))
