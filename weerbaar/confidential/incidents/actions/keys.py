"""The compartment of the evidence: made on first need, for whoever reads the conversation."""

from datetime import datetime

from weerbaar.confidential.cases.models import Case
from weerbaar.confidential.incidents.queries.shelf import KIND, parts_of
from weerbaar.foundation.vault.compartments import holders_of, new_compartment, store_compartments
from weerbaar.foundation.vault.errors import NotGranted
from weerbaar.foundation.vault.keyring import Keyring
from weerbaar.foundation.vault.keys import DataKey


def evidence_key(case: Case, keyring: Keyring, at: datetime) -> DataKey:
    """Will return the key that new evidence of the case is sealed with, making its compartment when there is none.

    A first contact does not pay for it: most have no evidence. The caller holds the lock of the case, so that it is never
    made twice. Raises `NotGranted` when the keyring opens neither.
    """
    parts = parts_of(case)
    keyring.open(parts, purpose="write")
    for part in parts:
        return keyring.key_for(part)
    if case.thread_id is None:
        raise NotGranted
    keyring.open([case.thread_id], purpose="write")
    keyring.key_for(case.thread_id)  # who does not read the conversation does not add to it either
    key = fresh_key(case, at)
    keyring.replace_key(key)
    return key


def fresh_key(case: Case, at: datetime) -> DataKey:
    """Will make a compartment for evidence, granted to whoever can open the thread, without anybody's key."""
    if case.thread_id is None:
        raise NotGranted
    made = new_compartment(scope=case.pk, kind=KIND, holders=holders_of(case.thread_id), at=at)
    store_compartments([made])
    return made.key
