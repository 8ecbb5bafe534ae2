"""A link that somebody pasted, with the text that stood there. Nothing is looked up: a visit could warn the sender."""

import re
from datetime import datetime
from urllib.parse import urlsplit

from weerbaar.confidential.incidents.reading.messages import (
    CannotRead,
    Flag,
    Message,
    Reason,
    flags_of_time,
    moment_of,
)
from weerbaar.confidential.incidents.reading.text import links_in, storable

MOST_CHARACTERS = 200_000
_POST_ON_X = re.compile(r"/([A-Za-z0-9_]{1,15})/status/([0-9]{15,20})(?:/|$)")
_X = frozenset({"x.com", "www.x.com", "twitter.com", "www.twitter.com", "mobile.twitter.com"})
_EPOCH_OF_X = 1_288_834_974_657
"""Milliseconds: since then a number on X holds the moment at which it was drawn, in all but its last 22 bits."""


def read_pasted(text: str, *, path: str, at: datetime) -> Message:
    """Will return what was pasted as a message; raises `CannotRead` for nothing at all, or a book.

    An address of X tells who wrote it and when: the moment is read from its number and marked as derived.
    """
    said = storable(text).strip()
    if not said:
        raise CannotRead(Reason.EMPTY)
    if len(said) > MOST_CHARACTERS:
        raise CannotRead(Reason.TOO_LARGE, path)
    links = links_in(said)
    sender, sent_at = _post_on_x(links)
    flags = flags_of_time(sent_at, at=at) | ({Flag.TIME_DERIVED} if sent_at else set())
    return Message(sent_at=sent_at, sender=sender, text=said, source_path=path, links=links, flags=frozenset(flags))


def _post_on_x(links: tuple[str, ...]) -> tuple[str, datetime | None]:
    for link in links:
        try:
            address = urlsplit(link)
        except ValueError:
            continue
        if (address.hostname or "") in _X and (found := _POST_ON_X.match(address.path)):
            return f"@{found[1]}", moment_of(((int(found[2]) >> 22) + _EPOCH_OF_X) / 1000)
    return "", None
