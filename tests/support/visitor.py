"""A visitor without JavaScript: asks for pages, fills in the form that is there, follows where it leads."""

from html.parser import HTMLParser
from typing import Any

import httpx


class Form(HTMLParser):
    """The hidden fields of a form on a page; which one is said by where it sends to, or else the last form that posts."""

    def __init__(self, page: str, action: str | None = None) -> None:
        super().__init__()
        self.hidden: dict[str, str] = {}
        self.action: str | None = None
        self._wanted = action
        self._inside = False
        self.feed(page)

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        facts = dict(attrs)
        if tag == "form":
            posts = (facts.get("method") or "").lower() == "post"
            self._inside = posts and self._wanted in (None, facts.get("action"))
            if self._inside:
                self.action, self.hidden = facts.get("action"), {}
        elif tag == "input" and self._inside and facts.get("type") == "hidden":
            self.hidden[facts["name"] or ""] = facts.get("value") or ""

    def handle_endtag(self, tag: str) -> None:
        if tag == "form":
            self._inside = False


class Visitor(httpx.Client):
    """One browser's worth of cookies at one house. Follows redirects, as a browser does."""

    def __init__(self, url: str, **options: Any) -> None:
        options = {"follow_redirects": True, "timeout": 30, "trust_env": False} | options
        super().__init__(base_url=url, **options)

    def submit(
        self, path: str, *, action: str | None = None, files: Any = None, to: str | None = None, **fields: Any
    ) -> httpx.Response:
        """Will open the page at `path`, fill in its form and send it.

        A page with several forms: `action` picks the one that sends there. `to` sends elsewhere than the form says.
        """
        page = self.get(path)
        form = Form(page.text, action)
        target = page.url.join(to or form.action or str(page.url))
        headers = {"Origin": str(self.base_url).rstrip("/"), "Referer": str(page.url)}
        return self.post(target, data=form.hidden | fields, files=files, headers=headers)
