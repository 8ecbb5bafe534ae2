"""A last look before a mail leaves: whether it is still wanted. A mail may wait for hours, and meanwhile things happen.

Rooms add their look in `apps.py: ready()`; `enqueue_mail(last_look=...)` names it with the key of what the mail is about.
"""

from collections.abc import Callable
from datetime import datetime

Look = Callable[[str, str, datetime], bool]

_looks: dict[str, Look] = {}


def register(name: str, look: Look) -> None:
    """Will ask `look(key, to, at)` just before such a mail goes to the address `to`. A known name is replaced.

    It says whether the mail goes, and writes down itself that one does not. It is asked again when sending failed.
    """
    _looks[name] = look


def still_wanted(name: str, key: str, *, to: str, at: datetime) -> bool:
    """Will return whether the mail goes; raises `KeyError` when nobody registered that look, so that the mail waits."""
    return _looks[name](key, to, at)
