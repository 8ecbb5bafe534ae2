"""Icons as inline pictures that take the colour of the text around them. Drawn by Tabler (MIT), see icons/LICENSE."""

import re
from functools import cache
from pathlib import Path

from django.utils.safestring import SafeString, mark_safe

FOLDER = Path(__file__).with_name("icons")


@cache
def icon(name: str) -> SafeString:
    """Will return the picture called `name`; raises FileNotFoundError when there is none."""
    drawing = FOLDER.joinpath(f"{name}.svg").read_text(encoding="utf-8")
    strokes = re.sub(r"\s+", " ", re.sub(r"(?s)^.*?<svg.*?>|</svg>.*$", "", drawing)).strip().replace("> <", "><")
    return mark_safe(  # noqa: S308 - our own file
        '<svg class="icon" viewBox="0 0 24 24" fill="none" stroke="currentColor" stroke-width="1.8" '
        f'stroke-linecap="round" stroke-linejoin="round" aria-hidden="true" focusable="false">{strokes}</svg>'
    )
