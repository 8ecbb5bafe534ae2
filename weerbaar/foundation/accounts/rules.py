"""Facts that pages and actions share: how long to wait, and what a passphrase must be."""

from datetime import timedelta

FREE_FAILURES = 3
LONGEST_WAIT = 30
INVITATION_LASTS = timedelta(days=7)
SHORTEST_PASSPHRASE = 12
LONGEST_PASSPHRASE = 500
LOWEST_STRENGTH = 3


def wait_after(failures: int) -> int:
    """Will return how many seconds the next attempt has to wait: none after two failures, then 1, 2, 4 … 30."""
    if failures < FREE_FAILURES:
        return 0
    return min(2 ** min(failures - FREE_FAILURES, 5), LONGEST_WAIT)
