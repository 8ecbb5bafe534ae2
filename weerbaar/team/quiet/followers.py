"""Who must hear when the register changed: a room above that asks things of bodies copies until when it may not.

Register in `apps.py: ready()`: `followers.register(follow)`. It is called inside the transaction of the change, with every
body that is left alone and until when; whoever is not in it may be asked again.
"""

from collections.abc import Callable, Mapping
from datetime import date

Follow = Callable[[Mapping[str, date]], None]
_FOLLOWERS: list[Follow] = []


def register(follow: Follow) -> Follow:
    """Will have `follow(until)` called after every change."""
    if follow not in _FOLLOWERS:
        _FOLLOWERS.append(follow)
    return follow


def announce(until: Mapping[str, date]) -> None:
    """Will tell every room; what one of them raises undoes the change."""
    for follow in _FOLLOWERS:
        follow(until)
