"""A visitor without JavaScript: asks for pages, fills in the form that is there, follows where it leads."""

from collections.abc import Iterable
from dataclasses import dataclass, field
from html.parser import HTMLParser
from typing import Any

import httpx

FIELDS = {"input", "textarea", "select", "button"}


@dataclass
class Form:
    """A form on a page: where it sends to, what it sends unasked, and what it asks for."""

    action: str | None
    hidden: dict[str, str] = field(default_factory=dict)
    names: set[str] = field(default_factory=set)


class Forms(HTMLParser):
    """The forms of a page that post."""

    def __init__(self, page: str) -> None:
        super().__init__()
        self.found: list[Form] = []
        self._open: Form | None = None
        self.feed(page)

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        facts = dict(attrs)
        name = facts.get("name")
        if tag == "form" and (facts.get("method") or "").lower() == "post":
            self._open = Form(facts.get("action"))
            self.found.append(self._open)
        elif self._open and tag in FIELDS and name:
            self._open.names.add(name)
            if facts.get("type") == "hidden":
                self._open.hidden[name] = facts.get("value") or ""

    def handle_endtag(self, tag: str) -> None:
        if tag == "form":
            self._open = None

    def one_for(self, fields: Iterable[str], action: str | None = None) -> Form:
        """Will return the form that sends to `action`, or else the first that asks for all of these fields."""
        wanted = set(fields)
        fitting = [form for form in self.found if (form.action == action if action else form.names >= wanted)]
        assert fitting, f"no form for {action or sorted(wanted)} among {[sorted(form.names) for form in self.found]}"
        return fitting[0]


class Visitor(httpx.Client):
    """One browser's worth of cookies at one house. Follows redirects, as a browser does."""

    def __init__(self, url: str, **options: Any) -> None:
        options = {"follow_redirects": True, "timeout": 30, "trust_env": False} | options
        super().__init__(base_url=url, **options)

    def submit(self, path: str, *, action: str | None = None, files: Any = None, **fields: Any) -> httpx.Response:
        """Will open the page at `path`, fill in its form and send it; `action` picks among forms that ask the same."""
        return self.send_form(self.get(path), action=action, files=files, **fields)

    def send_form(
        self, page: httpx.Response, *, action: str | None = None, files: Any = None, **fields: Any
    ) -> httpx.Response:
        """Will fill in the form on a page that was fetched already, and send it."""
        form = Forms(page.text).one_for(fields, action)
        headers = {"Origin": str(self.base_url).rstrip("/"), "Referer": str(page.url)}
        return self.post(
            page.url.join(form.action or str(page.url)), data=form.hidden | fields, files=files, headers=headers
        )
