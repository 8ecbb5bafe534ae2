"""The way back: from seven words to a case."""

from dataclasses import dataclass
from datetime import date, datetime, timedelta
from uuid import UUID

from django.utils import timezone

from weerbaar.confidential.cases import queries as cases
from weerbaar.confidential.cases.models import Case
from weerbaar.confidential.helpline.models import Receipt
from weerbaar.confidential.helpline.privacy import PROOF_DAYS
from weerbaar.foundation.vault import receipts
from weerbaar.foundation.vault.errors import NotAReceipt
from weerbaar.foundation.vault.keyring import Keyring
from weerbaar.foundation.vault.keys import SecretKey


@dataclass(frozen=True)
class Behind:
    """What seven words lead to: the holder that they open for, or the tombstone of a case that ended by its term."""

    secret: SecretKey
    holder_id: UUID | None
    case_id: UUID
    ended_at: datetime | None


@dataclass(frozen=True)
class Ended:
    """A case that ended by its term, for who held its words: when, the proof of it, and until when that is here."""

    at: datetime
    proof: str
    until: date


def behind(typed: str) -> Behind | None:
    """Will return what these words lead to, or None.

    Words that are no receipt at all take the same road as a receipt that was closed, erased or never given: one
    derivation and one look at the table, and the same None.
    """
    try:
        receipt = receipts.Receipt.read(typed)
    except NotAReceipt:
        receipt = receipts.Receipt.new()
    row = Receipt.objects.filter(locator=receipt.locator).first()
    return Behind(receipt.secret, row.holder_id, row.case_id, row.ended_at) if row else None


def ended(found: Behind) -> Ended | None:
    """Will return how the case ended that these words led to, or None when they still open it."""
    if found.ended_at is None:
        return None
    proof = cases.proof_of_erasure(found.case_id)
    return Ended(found.ended_at, proof, timezone.localdate(found.ended_at + timedelta(days=PROOF_DAYS)))


def case_behind(keyring: Keyring) -> Case | None:
    """Will return the case of whoever came back with a receipt, or None when it is not there any more."""
    row = Receipt.objects.filter(holder_id=keyring.holder_id).first()
    return cases.case_of_thread(keyring, row.case_id) if row else None
