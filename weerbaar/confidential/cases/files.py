"""Files with a message: stored together with it or not at all."""

from collections.abc import Collection, Iterable, Iterator
from contextlib import contextmanager
from datetime import datetime
from typing import Protocol
from uuid import UUID

from django.db import transaction

from weerbaar.confidential.cases.models import Attachment, Entry
from weerbaar.foundation.vault import owners
from weerbaar.foundation.vault.fields import seal_into
from weerbaar.foundation.vault.inspection import Inspected
from weerbaar.foundation.vault.keys import DataKey
from weerbaar.foundation.vault.uploads import forget_waiting, kept_files, path_of


class FileOwner(Protocol):
    """A room that keeps sealed files of its own in a case."""

    def of_case(self, case_id: UUID) -> Iterable[UUID]:
        """Will return the ids of its files in the case."""

    def known(self, ids: Collection[UUID]) -> set[UUID]:
        """Will return those of `ids` that a row of the room points to."""


_OWNERS: list[FileOwner] = []


def register_owner(owner: FileOwner) -> None:
    """Will have the files of this room go when the case goes, and stay when lost files are swept. For `apps.ready()`."""
    if owner not in _OWNERS:
        _OWNERS.append(owner)
        owners.register(owner.known)


class _Attachments:
    def of_case(self, case_id: UUID) -> Iterable[UUID]:
        return Attachment.objects.filter(entry__case=case_id).values_list("pk", flat=True)

    def known(self, ids: Collection[UUID]) -> set[UUID]:
        return set(Attachment.objects.filter(pk__in=ids).values_list("pk", flat=True))


register_owner(_Attachments())
PORTION = 500
"""How many files are looked up at once: a database takes only so many names in one question."""


@contextmanager
def kept(incoming: Iterable[Inspected]) -> Iterator[None]:
    """Will keep the sealed files for as long as the work inside succeeds, and take them back when it does not.

    Open it around the transaction: a file must be on the disk before the row that points to it is.
    """
    kept_files = []
    try:
        for one in incoming:
            kept_files.append(one.upload)
            one.upload.keep()
        yield
    except BaseException:
        for upload in kept_files:
            upload.take_back()
        raise


def attachments(entry: Entry, incoming: Iterable[Inspected], key: DataKey) -> list[Attachment]:
    """Will return the rows for the files of an entry, sealed and not yet stored."""
    rows = []
    for one in incoming:
        row = Attachment(id=one.upload.file_id, entry=entry, thread_id=entry.thread_id)
        seal_into(
            row,
            key,
            name=one.upload.name or "",
            media_type=one.media_type,
            size=str(one.upload.size),
            key=one.upload.key.hex(),
        )
        rows.append(row)
    return rows


def remove_after_commit(case_id: UUID) -> int:
    """Will remove every sealed file of the case, of whichever room, from the disk once the transaction stands.

    Returns how many.
    """
    return remove_each_after_commit(file_id for owner in _OWNERS for file_id in owner.of_case(case_id))


def remove_each_after_commit(file_ids: Iterable[UUID]) -> int:
    """Will remove these sealed files from the disk once the transaction stands, and return how many they are."""
    paths = [path_of(file_id) for file_id in file_ids]

    def remove() -> None:
        for path in paths:
            path.unlink(missing_ok=True)

    transaction.on_commit(remove)
    return len(paths)


def sweep(*, before: datetime) -> int:
    """Will remove sealed files that no row points to: the server was killed between the file and its row.

    Without a row there is no key, so nobody can ever open them. Younger files may belong to a message that is being
    stored, and stay.
    """
    removed = forget_waiting(before=before)
    found = kept_files(before=before)
    for start in range(0, len(found), PORTION):
        portion = found[start : start + PORTION]
        lost = set(portion) - owners.claimed(portion)
        for file_id in lost:
            path_of(file_id).unlink(missing_ok=True)
        removed += len(lost)
    return removed
