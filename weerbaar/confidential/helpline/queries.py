"""The way back: from seven words to a case."""

from uuid import UUID

from weerbaar.confidential.cases import queries as cases
from weerbaar.confidential.cases.models import Case
from weerbaar.confidential.helpline.models import Receipt
from weerbaar.foundation.vault import receipts
from weerbaar.foundation.vault.errors import NotAReceipt
from weerbaar.foundation.vault.keyring import Keyring
from weerbaar.foundation.vault.keys import SecretKey


def holder_behind(typed: str) -> tuple[UUID, SecretKey] | None:
    """Will return the holder and secret that these words lead to, or None.

    Words that are no receipt at all take the same road as a receipt that was closed, erased or never given: one
    derivation and one look at the table, and the same None.
    """
    try:
        receipt = receipts.Receipt.read(typed)
    except NotAReceipt:
        receipt = receipts.Receipt.new()
    row = Receipt.objects.filter(locator=receipt.locator).first()
    return (row.holder_id, receipt.secret) if row else None


def case_behind(keyring: Keyring) -> Case | None:
    """Will return the case of whoever came back with a receipt, or None when it is not there any more."""
    row = Receipt.objects.filter(holder_id=keyring.holder_id).first()
    return cases.case_of_thread(keyring, row.case_id) if row else None
