"""What follows when an office gets another holder and a person has looked at it: rooms above send what must be sent.

Links, tasks and invitations belong to the office and stay where they are. The successor never sees what was written to
the one before: a room that shows letters or mails by link asks `correspondence_from`.
"""

from collections.abc import Callable
from datetime import date, datetime

from weerbaar.foundation.accounts.models import Account
from weerbaar.outreach.campaign.models import Contact, HolderChange

Follow = Callable[[HolderChange, Account, datetime], None]
_FOLLOWERS: list[Follow] = []


def register(follow: Follow) -> Follow:
    """Will have `follow(change, by, at)` called when somebody confirmed a change of holder. Call it in `apps.ready()`."""
    if follow not in _FOLLOWERS:
        _FOLLOWERS.append(follow)
    return follow


def announce(change: HolderChange, *, by: Account, at: datetime) -> None:
    """Will tell every room; what one of them raises undoes the confirmation."""
    for follow in _FOLLOWERS:
        follow(change, by, at)


def correspondence_from(holder: Contact | None) -> date | None:
    """Will return the first day from which the holder of an office may see what was written to that office.

    None means from the beginning: nobody is known to have held it before.
    """
    return holder.from_on if holder else None
