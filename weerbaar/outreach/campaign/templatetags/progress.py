"""Counts with their denominators, and the table beside the map. Drawn in code: it has a row for each of 354 organisations."""

from html import escape

from django import template
from django.utils.safestring import SafeString, mark_safe

from weerbaar.foundation.ui.tiles import Tile, TileMap
from weerbaar.outreach.campaign.maps import rows_of

register = template.Library()


@register.simple_tag
def share(part: int, whole: int) -> str:
    """Will say a count with its part of the whole: "48 · 86 %"; nothing behind it when there is no whole."""
    return f"{part} · {round(100 * part / whole)}\u00a0%" if whole else str(part)


@register.simple_tag
def organisation_rows(map: TileMap) -> SafeString:  # noqa: A002 - it is what the template calls it
    """Will show every organisation that takes part as a row of a table: name, province, and how far it is."""
    return mark_safe("".join(map_row(tile) for tile in rows_of(map)))  # noqa: S308 - a row escapes all that it is told


def map_row(tile: Tile) -> str:
    """Will draw one row."""
    name = escape(tile.name)
    linked = f'<a href="{escape(tile.href)}">{name}</a>' if tile.href else name
    where, stand = escape(tile.group_name), escape(str(tile.text or tile.shade.word))
    return f'<tr><th scope="row">{linked}</th><td>{where}</td><td>{stand}</td></tr>'
