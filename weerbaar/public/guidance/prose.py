"""Markdown to HTML: paragraphs, lists, bold and italics. Whatever else stands in a text is shown as it was typed."""

from functools import lru_cache

from django.utils.safestring import SafeString
from markdown_it import MarkdownIt

# "zero" knows paragraphs only, and never passes HTML on; links and pictures stay off, because an address goes
# stale and a page of ours loads nothing from elsewhere.
_MARKDOWN = MarkdownIt("zero").enable(["list", "emphasis"])


@lru_cache(maxsize=1024)
def as_html(text: str) -> SafeString:
    """Will turn a text in Markdown into HTML that is safe to show: the renderer escapes all that it does not know."""
    rendered: str = _MARKDOWN.render(text)
    return SafeString(rendered)
