"""Opening a case to read it: an act too, because it is recorded and colleagues see it."""

from datetime import datetime, timedelta

from django.db import transaction

from weerbaar.confidential.cases import queries
from weerbaar.confidential.cases.models import Case
from weerbaar.foundation.accounts.models import Account
from weerbaar.foundation.vault.keyring import Keyring

GLANCE_LASTS = timedelta(minutes=1)
"""Who comes back to a case this soon was seen reading it already."""


@transaction.atomic
def look_into(*, case: Case, by: Account, keyring: Keyring, at: datetime) -> None:
    """Will open what `by` holds a key to, recorded as one look, and let colleagues see who reads what nobody took up.

    Both are in one commit, because each commit waits for the disk. `queries.reading_of` shows what is open now.
    """
    if case.claimed_by_id is None and not _was_seen_reading(by, case, at):
        Case.objects.filter(pk=case.pk, claimed_by=None).update(glanced_at=at, glanced_by=by)
    keyring.open(queries.parts_of(case), purpose="case")


def _was_seen_reading(by: Account, case: Case, at: datetime) -> bool:
    return case.glanced_by_id == by.pk and case.glanced_at is not None and case.glanced_at > at - GLANCE_LASTS
