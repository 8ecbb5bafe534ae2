"""Slow, never lock out: every wrong answer costs a little time, and nobody can spend another's.

An attempt is counted before it is judged, so that a hundred at once are not a hundred guesses. A browser that signed in
before has a count of its own: an attacker can make strangers wait, never a helper at the desk she always works at.
"""

from dataclasses import dataclass
from datetime import datetime, timedelta
from math import ceil

from django.db import transaction

from weerbaar.foundation.accounts.models import AttemptCount
from weerbaar.foundation.accounts.rules import wait_after
from weerbaar.foundation.vault import application_box


class TooSoon(Exception):
    """It went wrong too often just now; `seconds` says how long to wait."""

    def __init__(self, seconds: int) -> None:
        super().__init__(seconds)
        self.seconds = seconds


@dataclass(frozen=True)
class Attempt:
    """An attempt that was counted as wrong until it proves right, and how many there are now."""

    key: str
    failures: int


def count_attempt(*, kind: str, whom: str, device: str, at: datetime) -> Attempt:
    """Will count an attempt; give it to `forget_attempts` when it turns out right.

    `device` is the id of a known browser, or empty for all unknown ones together. Raises `TooSoon` without counting.
    The key is a keyed hash that changes daily: the table tells nobody who tried to sign in.
    """
    key = application_box.keyed_hash(f"{kind}\n{whom}\n{device}", purpose=f"attempts/{at:%Y-%m-%d}").hex()
    with transaction.atomic():
        counts = AttemptCount.objects.select_for_update()
        count, is_first = counts.get_or_create(key=key, defaults={"failures": 1, "last_at": at})
        if not is_first:
            until = count.last_at + timedelta(seconds=wait_after(count.failures))
            if at < until:
                raise TooSoon(ceil((until - at).total_seconds()))
            count.failures += 1
            count.last_at = at
            count.save()
    return Attempt(key, count.failures)


def forget_attempts(attempt: Attempt) -> None:
    """Will forget the count: it went right."""
    AttemptCount.objects.filter(key=attempt.key).delete()
