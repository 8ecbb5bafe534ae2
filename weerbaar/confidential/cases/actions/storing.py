"""Sealing what was written, and putting it in its rows inside the caller's transaction."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime

from weerbaar.confidential.cases import files
from weerbaar.confidential.cases.actions.steps import open_to_write, part_of
from weerbaar.confidential.cases.models import Attachment, Case, Entry, Note
from weerbaar.foundation.accounts.models import Account
from weerbaar.foundation.vault.fields import seal_into
from weerbaar.foundation.vault.inspection import Inspected
from weerbaar.foundation.vault.keyring import Keyring
from weerbaar.foundation.vault.keys import DataKey


def key_to_write(case: Case, keyring: Keyring, part: str) -> DataKey:
    """Will open one part of the case to write in it, recorded as such; raises `NotGranted` without a key to it."""
    open_to_write(case, keyring, part)
    return keyring.key_for(part_of(getattr(case, f"{part}_id")))


@dataclass(frozen=True)
class SealedEntry:
    """A message with its files, sealed and not stored yet."""

    entry: Entry
    attachments: list[Attachment]

    def store(self) -> None:
        """Will put it in its rows."""
        self.entry.save(force_insert=True)
        Attachment.objects.bulk_create(self.attachments)


def seal_entry(
    *, case: Case, key: DataKey, author: Account | None, text: str, incoming: Iterable[Inspected], at: datetime
) -> SealedEntry:
    """Will return a message of the case, sealed with the key of its thread."""
    entry = Entry(case=case, thread_id=key.compartment_id, author=author, written_at=at)
    seal_into(entry, key, body=text)
    return SealedEntry(entry, files.attachments(entry, incoming, key))


def store_note(case: Case, keyring: Keyring, author: Account, text: str, at: datetime) -> Note:
    """Will store a note of the team; raises `NotGranted` without a key to it."""
    key = keyring.key_for(part_of(case.team_id))
    written = Note(case=case, team_id=key.compartment_id, author=author, written_at=at)
    seal_into(written, key, body=text)
    written.save(force_insert=True)
    return written
