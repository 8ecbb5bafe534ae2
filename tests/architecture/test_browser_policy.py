"""What a browser may do with our pages: run our own files, and nothing that stands in the page itself."""

import re
from html.parser import HTMLParser

import pytest

from tests.architecture.tree import HOUSE, pages, templates

POLICY = {
    "default-src": "'none'",
    "script-src": "'self'",
    "style-src": "'self'",
    "img-src": "'self'",
    "font-src": "'self'",
    "connect-src": "'self'",
    "form-action": "'self'",
    "manifest-src": "'self'",
    "base-uri": "'none'",
    "frame-ancestors": "'none'",
    "require-trusted-types-for": "'script'",
}
SINKS = re.compile(r"\b(innerHTML|outerHTML|insertAdjacentHTML|document\.write|eval\(|new Function|localStorage)")


pytestmark = pytest.mark.django_db


class Page(HTMLParser):
    """What stands in a page that a strict policy forbids, and what a page must have."""

    def __init__(self, text):
        super().__init__()
        self.forbidden, self.language, self.titles = [], None, 0
        self.in_picture = False  # there, a title is the name of a shape
        self.feed(text)

    def handle_starttag(self, tag, attrs):
        facts = dict(attrs)
        if tag == "html":
            self.language = facts.get("lang")
        if tag == "svg":
            self.in_picture = True
        if tag == "title" and not self.in_picture:
            self.titles += 1
        if tag == "style" or (tag == "script" and "src" not in facts):
            self.forbidden.append(f"<{tag}> in the page")
        self.forbidden += [f"{name} on <{tag}>" for name in facts if name == "style" or name.startswith("on")]
        self.forbidden += [
            f"{value} on <{tag}>"
            for name, value in facts.items()
            if name in {"src", "srcset"} and not is_our_own(value)
        ]
        if tag == "link" and not is_our_own(facts.get("href")):
            self.forbidden.append(f"{facts.get('href')} on <link>")

    def handle_endtag(self, tag):
        self.in_picture = self.in_picture and tag != "svg"


def is_our_own(address):
    return bool(address) and (address.startswith("data:") or not re.match(r"(\w+:)?//", address))


def public_pages():
    return [
        f"/{route}"
        for route, pattern in pages()
        if pattern.callback.door.kind == "public" and not pattern.pattern.converters
    ]


@pytest.fixture
def answers(client):
    """What each public page without arguments answers; some redirect, and some take nothing but a form."""
    return {path: client.get(path) for path in public_pages()}


def test_every_public_page_has_the_whole_strict_policy(answers):
    for path, answer in answers.items():
        directives = [
            part.strip().split(" ", 1) for part in answer.headers["Content-Security-Policy"].split(";") if part
        ]
        assert dict(directives) == POLICY, path


def test_every_public_page_is_kept_from_other_sites(answers):
    wanted = {
        "Cross-Origin-Opener-Policy": "same-origin",
        "Cross-Origin-Embedder-Policy": "require-corp",
        "Cross-Origin-Resource-Policy": "same-origin",
        "Referrer-Policy": "same-origin",
        "X-Content-Type-Options": "nosniff",
        "X-Frame-Options": "DENY",
    }

    assert {
        path: {name: answer.headers.get(name) for name in wanted} for path, answer in answers.items()
    } == dict.fromkeys(answers, wanted)


def test_no_public_page_holds_script_or_style_or_anything_from_another_house(answers):
    for path, answer in answers.items():
        if answer.headers.get("Content-Type", "").startswith("text/html"):
            assert Page(answer.content.decode()).forbidden == [], path


def test_every_public_page_says_its_language_and_one_title(answers):
    for path, answer in answers.items():
        if answer.headers.get("Content-Type", "").startswith("text/html") and answer.content:
            page = Page(answer.content.decode())
            assert (page.language, page.titles) == ("nl", 1), path


def without_tags(template):
    return re.sub(r"\{%.*?%\}|\{\{.*?\}\}|\{#.*?#\}", "x", template)


def test_no_template_holds_script_or_style():
    found = {
        str(path): Page(without_tags(path.read_text())).forbidden
        for path in templates()
        if path.suffix in {".html", ".svg"}
    }

    assert {path: forbidden for path, forbidden in found.items() if forbidden} == {}


def test_only_the_base_template_opens_a_page():
    assert [path.name for path in templates() if re.search(r"<(html|title)\b", path.read_text())] == ["base.html"]


def test_our_scripts_are_short_and_build_no_markup_from_text():
    ours = [path for path in HOUSE.rglob("static/**/*.js") if "vendor" not in path.parts]

    assert [path.name for path in ours if len(path.read_text().splitlines()) > 100] == []
    assert [path.name for path in ours if SINKS.search(path.read_text())] == []
