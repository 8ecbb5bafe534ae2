"""Mail that came to our mailbox, given to whichever room it concerns. Rooms add their reader in `apps.ready()`."""

from collections.abc import Callable
from datetime import datetime

Reader = Callable[[bytes, datetime], bool]

_readers: dict[str, Reader] = {}


def register(name: str, reader: Reader) -> None:
    """Will let `reader` see every mail that comes in; it returns whether the mail was for it. A known name is replaced."""
    _readers[name] = reader


def receive(message: bytes, *, at: datetime) -> list[str]:
    """Will hand a mail, as it came, to every reader; returns the names of those it was for, none when nobody knows it.

    Whoever fetches mail calls this once a mail and then files it away; a reader that sees a mail twice does nothing more.
    """
    return [name for name, reader in _readers.items() if reader(message, at)]
