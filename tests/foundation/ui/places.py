"""Where the parts of the frame lie."""

from pathlib import Path

ROOT = Path(__file__).resolve().parents[3]
HOUSE = ROOT / "weerbaar"
UI = HOUSE / "foundation" / "ui"
STYLES = UI / "static" / "ui"
COMPONENTS = UI / "templates" / "ui" / "components"
GALLERY = UI / "templates" / "ui" / "gallery"
TEMPLATES = sorted(HOUSE.rglob("*.html"))
