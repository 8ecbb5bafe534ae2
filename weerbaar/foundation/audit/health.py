"""What the health page asks of the trail."""

from datetime import datetime

from weerbaar.foundation.audit import queries
from weerbaar.foundation.jobs import health


def register() -> None:
    """Will have the head of the chain watched."""
    health.register("audit", _check)


def _check(_at: datetime) -> health.Check:
    holds = queries.head_holds()
    return health.Check(ok=holds, detail="head is signed" if holds else "run: manage.py audit verify")
