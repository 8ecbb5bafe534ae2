"""Where the next act with an organisation is done, for acts that a room above does.

Register in `apps.py: ready()`: `next_acts.register("send_letter", address)`. Without one the campaign's
own page is where it is done.
"""

from collections.abc import Callable

from weerbaar.outreach.campaign.models import Participation
from weerbaar.outreach.campaign.urgency import Act, Standing

Address = Callable[[Participation], str]
_ADDRESSES: dict[Act, Address] = {}


def register(act: str, address: Address) -> Address:
    """Will have `address(participation)` asked where this act is done. It is asked for each row of a list: no queries.

    Raises `ValueError` for an act that the campaign does not know.
    """
    _ADDRESSES[Act(act)] = address
    return address


def address_of(standing: Standing, participation: Participation) -> str | None:
    """Will return where a room above does what is next; None when none of them does."""
    found = _ADDRESSES.get(standing.act)
    return found(participation) if found else None
