"""Debian's Chromium, pictures of pages on three screens in light and dark, and axe."""

from pathlib import Path
from shutil import which
from typing import Any

from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import BrowserContext, Page

from tests.support.visitor import Visitor

SCREENS = Path(__file__).resolve().parents[2] / "build" / "screens"
SIZES = [(360, 740), (768, 1024), (1366, 768)]
SCHEMES = ["light", "dark"]
RULES = ["wcag2a", "wcag2aa", "wcag21aa", "wcag22aa", "best-practice"]


def launch_arguments() -> dict[str, Any]:
    """Will say which browser to start. It never calls home, and knows no address but that of this machine."""
    quiet = ["--disable-background-networking", "--disable-component-update", "--disable-sync", "--no-first-run"]
    at_home = "--host-resolver-rules=MAP * ~NOTFOUND, EXCLUDE 127.0.0.1, EXCLUDE localhost"
    return {"executable_path": which("chromium"), "args": ["--no-sandbox", at_home, *quiet]}


def bring_session(context: BrowserContext, visitor: Visitor) -> None:
    """Will let a browser go on where a visitor who signed in is: `bring_session(context, house.sign_in())`."""
    cookies = [{"name": name, "value": value, "url": str(visitor.base_url)} for name, value in visitor.cookies.items()]
    context.add_cookies(cookies)


def shoot(page: Page, name: str) -> list[Path]:
    """Will take a picture of the page on each screen in each scheme, and put the page back as it was."""
    SCREENS.mkdir(parents=True, exist_ok=True)
    before = page.viewport_size
    pictures = []
    for width, height in SIZES:
        for scheme in SCHEMES:
            page.set_viewport_size({"width": width, "height": height})
            page.emulate_media(color_scheme=scheme)
            pictures.append(SCREENS / f"{name}-{width}-{scheme}.png")
            page.screenshot(path=pictures[-1], full_page=True, animations="disabled")
    page.emulate_media(color_scheme=None)
    if before:
        page.set_viewport_size(before)
    return pictures


_TWICE = (
    "() => [...document.querySelectorAll('[id]')].map(e => e.id).filter((id, place, all) => all.indexOf(id) < place)"
)


def assert_accessible(page: Page) -> None:
    """Will let axe look at the page in light and in dark; raises AssertionError with all that it found.

    What is folded away counts too: a label leads to the first field of its id, also when that is another one.
    """
    assert page.evaluate(_TWICE) == [], page.url
    for scheme in SCHEMES:
        page.emulate_media(color_scheme=scheme)
        found = Axe().run(page, options={"runOnly": RULES, "resultTypes": ["violations"]})
        assert found.response["violations"] == [], f"{page.url} in {scheme}:\n{found.generate_report()}"
    page.emulate_media(color_scheme=None)
