"""Make our fonts out of Source Sans 3: run once after a new version of it, commit the result.

For the screen it is cut down to what Dutch and English need. For paper all its letters are put in one file a style, because
evidence comes in any language; under a name of our own, as the licence asks of whoever changes the font.

npm ci && python -m venv /tmp/fonts && /tmp/fonts/bin/pip install fonttools brotli && /tmp/fonts/bin/python fonts.py
"""

import shutil
import tempfile
from pathlib import Path

from fontTools.merge import Merger
from fontTools.subset import Options, Subsetter
from fontTools.ttLib import TTFont
from fontTools.varLib.instancer import instantiateVariableFont

HERE = Path(__file__).parent
SOURCE = HERE / "node_modules" / "@fontsource-variable" / "source-sans-3"
TARGET = HERE.parent / "weerbaar" / "foundation" / "ui" / "static" / "ui" / "fonts"
WEIGHTS = (400, 700)
STATIC = HERE / "node_modules" / "@fontsource" / "source-sans-3"
PAPER = HERE.parent / "weerbaar" / "foundation" / "papers" / "fonts"
PAPER_FAMILY = "Weerbaar Sans"
FIRST_SIGN = 0x20
PAPER_STYLES = {"400-normal": "Regular", "400-italic": "Italic", "700-normal": "Bold"}
PAPER_SCRIPTS = ("latin", "latin-ext", "cyrillic", "cyrillic-ext", "greek", "greek-ext", "vietnamese")
# What people write here: ASCII, the letters of Western Europe, quotes, dashes, the euro. The rest is latin-ext.
LATIN = [*range(0x20, 0x7F), *range(0xA0, 0x100), 0x132, 0x133, *range(0x2010, 0x2016), 0x2018, 0x2019, 0x201A]
LATIN += [0x201C, 0x201D, 0x201E, 0x2022, 0x2026, 0x2032, 0x2033, 0x20AC, 0x2212, 0x2122]
LATIN_EXT = [*range(0x100, 0x132), *range(0x134, 0x180), 0x192, *range(0x218, 0x21C), 0x1E9E]
FEATURES = ["kern", "mark", "mkmk", "ccmp", "locl", "tnum"]


def cut(source: Path, target: Path, letters: list[int]) -> None:
    """Will write a woff2 with these letters in weights 400 to 700."""
    font = TTFont(source)
    options = Options()
    options.flavor = "woff2"
    options.layout_features = FEATURES
    options.hinting = False
    options.name_IDs = [0, 1, 2, 13, 14]
    subsetter = Subsetter(options)
    subsetter.populate(unicodes=letters)
    subsetter.subset(font)
    font = instantiateVariableFont(font, {"wght": WEIGHTS})
    font.flavor = "woff2"
    font.save(target)


def join(style: str, name: str) -> None:
    """Will write one TTF with every letter of this style, which the press of papers can read."""
    with tempfile.TemporaryDirectory() as folder:
        parts = []
        for script in PAPER_SCRIPTS:
            font = TTFont(STATIC / "files" / f"source-sans-3-{script}-{style}.woff2")
            font.flavor = None
            parts.append(f"{folder}/{script}.ttf")
            font.save(parts[-1])
        whole = Merger().merge(parts)
    for old in (16, 17, 21, 22, 25):
        whole["name"].removeNames(nameID=old)
    called = {1: PAPER_FAMILY, 2: name, 3: f"{PAPER_FAMILY} {name}", 4: f"{PAPER_FAMILY} {name}"}
    for number, text in (called | {6: f"WeerbaarSans-{name}"}).items():
        whole["name"].setName(text, number, 3, 1, 0x409)
    whole.save(PAPER / f"weerbaar-sans-{name.lower()}.ttf")


if __name__ == "__main__":
    PAPER.mkdir(parents=True, exist_ok=True)
    for paper_style, style_name in PAPER_STYLES.items():
        join(paper_style, style_name)
    shutil.copy(STATIC / "LICENSE", PAPER / "LICENSE")
    every_style = [set(TTFont(file).getBestCmap()) for file in PAPER.glob("*.ttf")]
    signs = sorted(sign for sign in set.intersection(*every_style) if sign >= FIRST_SIGN)
    starts = [sign for sign in signs if sign - 1 not in signs]
    ends = [sign for sign in signs if sign + 1 not in signs]
    ranges = [f"{first:x}-{last:x}" for first, last in zip(starts, ends, strict=True)]
    (PAPER / "letters.txt").write_text("\n".join(ranges) + "\n")
    TARGET.mkdir(parents=True, exist_ok=True)
    for name, letters in (("latin", LATIN), ("latin-ext", LATIN_EXT)):
        cut(
            SOURCE / "files" / f"source-sans-3-{name}-wght-normal.woff2",
            TARGET / f"source-sans-3-{name}.woff2",
            letters,
        )
    shutil.copy(SOURCE / "LICENSE", TARGET / "LICENSE")
