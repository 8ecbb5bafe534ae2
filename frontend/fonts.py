"""Cut Source Sans 3 down to what Dutch and English need: run once after a new version of the font, commit the result.

npm ci && python -m venv /tmp/fonts && /tmp/fonts/bin/pip install fonttools brotli && /tmp/fonts/bin/python fonts.py
"""

import shutil
from pathlib import Path

from fontTools.subset import Options, Subsetter
from fontTools.ttLib import TTFont
from fontTools.varLib.instancer import instantiateVariableFont

HERE = Path(__file__).parent
SOURCE = HERE / "node_modules" / "@fontsource-variable" / "source-sans-3"
TARGET = HERE.parent / "weerbaar" / "foundation" / "ui" / "static" / "ui" / "fonts"
WEIGHTS = (400, 700)
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


if __name__ == "__main__":
    TARGET.mkdir(parents=True, exist_ok=True)
    for name, letters in (("latin", LATIN), ("latin-ext", LATIN_EXT)):
        cut(
            SOURCE / "files" / f"source-sans-3-{name}-wght-normal.woff2",
            TARGET / f"source-sans-3-{name}.woff2",
            letters,
        )
    shutil.copy(SOURCE / "LICENSE", TARGET / "LICENSE")
