"""Wiring: the rooms in the left rail of staff pages, in order."""

from weerbaar.foundation.ui.navigation import Entry

NAVIGATION: list[Entry] = []
