"""Sealing what was written and putting it in its rows, inside the caller's transaction."""

from collections.abc import Iterable
from datetime import datetime

from weerbaar.confidential.cases import files
from weerbaar.confidential.cases.actions.steps import part_of
from weerbaar.confidential.cases.models import Attachment, Case, Entry, Note
from weerbaar.foundation.accounts.models import Account
from weerbaar.foundation.vault.fields import seal_into
from weerbaar.foundation.vault.inspection import Inspected
from weerbaar.foundation.vault.keyring import Keyring
from weerbaar.foundation.vault.keys import DataKey


def store_entry(
    *, case: Case, key: DataKey, author: Account | None, text: str, incoming: Iterable[Inspected], at: datetime
) -> None:
    entry = Entry(case=case, thread_id=key.compartment_id, author=author, written_at=at)
    seal_into(entry, key, body=text)
    entry.save(force_insert=True)
    Attachment.objects.bulk_create(files.attachments(entry, incoming, key))


def store_note(case: Case, keyring: Keyring, author: Account, text: str, at: datetime) -> Note:
    key = keyring.key_for(part_of(case.team_id))
    written = Note(case=case, team_id=key.compartment_id, author=author, written_at=at)
    seal_into(written, key, body=text)
    written.save(force_insert=True)
    return written
