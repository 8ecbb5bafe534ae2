"""Ending what has had its time."""

import logging
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.db import transaction

from weerbaar.foundation.privacy.collection import records
from weerbaar.foundation.privacy.hooks import HOOKS
from weerbaar.foundation.privacy.queries import rows_due
from weerbaar.foundation.privacy.register import Record

# A night that has much to end does it in portions, so that nobody who writes meanwhile waits long for the lock.
PORTION = 500

logger = logging.getLogger(__name__)


class PurgeIncomplete(Exception):
    """Some models could not be purged."""

    def __init__(self, models: list[str]) -> None:
        super().__init__(f"Not purged: {', '.join(models)}.")


@dataclass(frozen=True)
class Purged:
    """How many rows of one model ended, or that it did not work."""

    model: str
    count: int
    failed: bool = False


def purge(*, at: datetime, register: Sequence[Record] | None = None) -> list[Purged]:
    """Will end every row whose term has passed at `at`, each model by itself, and return what was ended.

    One model that fails does not keep the others: it is logged without content and marked as failed.
    """
    with_term = [record for record in (register or records()) if record.keep.number_of_days is not None]
    return [_purge_patiently(record, at=at) for record in with_term]


def _purge_patiently(record: Record, *, at: datetime) -> Purged:
    total, last = 0, None
    try:
        while portion := rows_due(record, at=at, beyond=last)[:PORTION]:
            keys = [row.pk for row in portion]
            total += _purge_portion(record, keys, at=at)
            last = keys[-1]
    except Exception as error:  # noqa: BLE001 - whatever a room's purger raises, the other rooms must have their turn
        # The type only: the words of an error may quote what was written.
        logger.error("Purge of %s failed: %s", record.model, type(error).__name__)  # noqa: TRY400
        return Purged(record.model, total, failed=True)
    return Purged(record.model, total)


@transaction.atomic
def _purge_portion(record: Record, keys: list[Any], *, at: datetime) -> int:
    # Asked again inside the transaction: a row that was touched or held meanwhile stays.
    rows = rows_due(record, at=at).filter(pk__in=keys)
    purger = HOOKS.purgers.get(record.model)
    ended = purger(rows, at) if purger else rows.delete()[1].get(record.model, 0)
    if ended:
        for witness in HOOKS.witnesses:
            witness(record.model, ended, at)
    return ended
