"""What rooms above show on the page of an organisation: letters, appointments, sessions, answers to the Uitvraag.

Register in `apps.py: ready()`: `panels.register(panel, place=20)`. A panel is asked once per page, with a fixed number of
queries; it returns a template and what that needs, or None when it has nothing to say.
"""

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from datetime import date
from typing import Any

from weerbaar.foundation.accounts.models import Account
from weerbaar.outreach.campaign.models import Participation


@dataclass(frozen=True)
class Panel:
    """One part of the page: `template` is rendered with `facts` as `panel`, inside a section with its own heading."""

    template: str
    facts: Mapping[str, Any] = field(default_factory=dict)


Show = Callable[[Participation, Account, date], Panel | None]
_PANELS: list[tuple[int, Show]] = []


def register(show: Show, *, place: int = 50) -> Show:
    """Will have `show(participation, viewer, on)` asked for every page of an organisation; a lower place comes first."""
    if all(one != show for _, one in _PANELS):
        _PANELS.append((place, show))
        _PANELS.sort(key=lambda pair: pair[0])
    return show


def panels_of(participation: Participation, *, viewer: Account, on: date) -> list[Panel]:
    """Will return the panels that have something to say, in their order."""
    shown = [show(participation, viewer, on) for _, show in _PANELS]
    return [panel for panel in shown if panel is not None]
