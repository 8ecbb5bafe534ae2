"""Join the stylesheets into the two that pages link to: `python frontend/styles.py`; a test checks that it was done.

One file a page instead of twenty, no build tool: the parts are plain CSS in cascade layers, so their order hardly matters.
"""

import re
from pathlib import Path

STYLES = Path(__file__).resolve().parent.parent / "weerbaar" / "foundation" / "ui" / "static" / "ui"
HEADING = "/* Made by frontend/styles.py: change the parts, not this. Long, so that a page asks for one file and not for twenty. */\n"


def bundle(name: str) -> str:
    """Will return the joined stylesheet of the pages called `name`."""
    parts = [STYLES / "tokens.css", STYLES / "base.css", STYLES / f"{name}.frame.css"]
    parts += sorted(STYLES.joinpath("components").glob("*.css"))
    return "\n".join([HEADING, *(part.read_text(encoding="utf-8") for part in parts)])


def schemes() -> str:
    """Will return both sets of colours as classes, so that the gallery can show either on any device."""
    tokens = STYLES.joinpath("tokens.css").read_text(encoding="utf-8")
    light, dark = ("\n".join(re.findall(r"--[\w-]+: #\w+;", part)) for part in tokens.split("@media", 1))
    rules = [
        f".scheme--{name} {{ color-scheme: {name};\n{colours}\n}}"
        for name, colours in (("light", light), ("dark", dark))
    ]
    return "\n".join([HEADING, "@layer pages {", *rules, "}"]) + "\n"


def stylesheets() -> dict[Path, str]:
    """Will return what each joined file should hold."""
    return {STYLES / f"{name}.css": bundle(name) for name in ("public", "staff")} | {STYLES / "schemes.css": schemes()}


if __name__ == "__main__":
    for path, text in stylesheets().items():
        path.write_text(text, encoding="utf-8")
