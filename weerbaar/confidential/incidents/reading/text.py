"""Bytes as text, whatever program wrote them."""

import codecs
import html
import re

_MARKS = (
    (codecs.BOM_UTF8, "utf-8-sig"),
    (codecs.BOM_UTF16_LE, "utf-16"),
    (codecs.BOM_UTF16_BE, "utf-16"),
)
# Possessive: what was read once is never read again, however long a tag without an end is.
_TAG = re.compile(r"<(/?)([a-zA-Z!][^\s<>/]*+)[^<>]*+>")
_BREAKS = frozenset({"br", "p", "div", "tr", "li", "h1", "h2", "h3", "blockquote", "table"})
_HIDDEN = frozenset({"script", "style", "head", "title"})
_LINK = re.compile(r"https?://[^\s<>\"'\x00-\x1f]{1,2000}", re.IGNORECASE)
_NOT_OF_A_LINK = ".,;:!?)]}\u00bb\u201d\u2019"
_MOST_LINKS = 100


def decoded(content: bytes) -> tuple[str, bool]:
    """Will return the text, and whether its characters had to be guessed: no mark, and not UTF-8."""
    for mark, encoding in _MARKS:
        if content.startswith(mark):
            return content.decode(encoding, "replace"), "\ufffd" in content.decode(encoding, "replace")
    try:
        return content.decode(), False
    except UnicodeDecodeError:
        return content.decode("cp1252", "replace"), True


def decoded_as(content: bytes, charset: str) -> tuple[str, bool]:
    """Will return the text in the encoding that it names, and whether that failed and was guessed."""
    try:
        return content.decode(charset), False
    except (LookupError, UnicodeError, ValueError):
        text, _guessed = decoded(content)
        return text, True


def storable(text: str) -> str:
    """Will return the text without halves of characters, which no file and no database takes."""
    try:
        text.encode()
    except UnicodeEncodeError:
        return text.encode("utf-16", "surrogatepass").decode("utf-16", "replace")
    return text


def without_markup(page: str) -> str:
    """Will return the words of an HTML page, in time that grows with its length and no faster."""
    words: list[str] = []
    position, hidden = 0, ""
    for tag in _TAG.finditer(page):
        if not hidden:
            words.append(page[position : tag.start()])
        position, name = tag.end(), tag[2].lower()
        if hidden:
            hidden = "" if tag[1] and name == hidden else hidden
        elif not tag[1] and name in _HIDDEN:
            hidden = name
        elif name in _BREAKS:
            words.append("\n")
    if not hidden:
        words.append(page[position:])
    lines = [line.strip() for line in html.unescape("".join(words)).split("\n")]
    return "\n".join(line for line, before in zip(lines, ["", *lines], strict=False) if line or before).strip()


def links_in(text: str) -> tuple[str, ...]:
    """Will return the web addresses in a text, in their order, each once. Nothing is looked up."""
    found = (link.rstrip(_NOT_OF_A_LINK) for link in _LINK.findall(text[:1_000_000]))
    return tuple(dict.fromkeys(found))[:_MOST_LINKS]
