"""What a mail carries beside its plain words: the same words as a page, files, and an invitation for a calendar."""

import html
import re
from dataclasses import dataclass

CALENDAR_METHODS = frozenset({"REQUEST", "CANCEL", "DECLINECOUNTER"})
"""What an organiser says (RFC 5546). PUBLISH is not among them: an appointment sent that way does not move in Exchange."""
MOST_BYTES = 10_000_000
"""Of all attachments together: what an ordinary mail server takes."""

_NAME = re.compile(r"[\w .()-]{1,100}")
_MEDIA_TYPE = re.compile(r"[a-z]+/[a-z0-9.+-]{1,80}")
_FETCHED = re.compile(r"<(img|script|iframe|link|object|embed|video|audio|base|form)\b|\bsrc\s*=|url\(", re.IGNORECASE)
_LINK = re.compile(r"https?://[^\s<>\"]*[^\s<>\".,;:!?)]")
_BULLET = "- "


@dataclass(frozen=True, kw_only=True)
class Attachment:
    """A file that goes along. Raises ValueError for a name or a type that could break a header."""

    name: str
    media_type: str
    content: bytes

    def __post_init__(self) -> None:
        if not _NAME.fullmatch(self.name) or not _MEDIA_TYPE.fullmatch(self.media_type):
            message = "An attachment has a plain name and a media type."
            raise ValueError(message)


@dataclass(frozen=True, kw_only=True)
class Invitation:
    """An iCalendar object (RFC 5545) that a mail brings, as text/calendar with the method that stands inside (RFC 6047).

    Where the two differ Outlook says "not supported calendar message", so that raises ValueError here.
    """

    content: str
    method: str
    name: str = "uitnodiging.ics"

    def __post_init__(self) -> None:
        if self.method not in CALENDAR_METHODS or not _NAME.fullmatch(self.name):
            message = "An invitation has a method of an organiser and a plain name."
            raise ValueError(message)
        if re.findall(r"(?mi)^METHOD:([\w-]+)\r?$", self.content) != [self.method]:
            message = "The method of the part is the method inside."
            raise ValueError(message)


def twin_of(*, title: str, body: str, language: str = "nl") -> str:
    """Will return plain words as a page of their own: an empty line begins a paragraph, "- " an item, a link is a link.

    Nothing in it is fetched from anywhere, so that opening it tells nobody anything.
    """
    blocks = [_block(part) for part in re.split(r"\n[ \t]*\n+", body.replace("\r\n", "\n").strip("\n")) if part.strip()]
    return (
        f'<!doctype html>\n<html lang="{html.escape(language)}">\n<head><meta charset="utf-8">'
        f"<title>{html.escape(title)}</title></head>\n"
        '<body style="font-family:sans-serif;font-size:16px;line-height:1.5;color:#1d2733;max-width:40em">\n'
        + "\n".join(blocks)
        + "\n</body>\n</html>\n"
    )


def check_twin(twin: str) -> None:
    """Raises ValueError unless the page says its language and title, and fetches nothing when it is opened."""
    if not re.search(r'<html lang="[a-z]{2}', twin) or not re.search(r"<title>[^<]+</title>", twin):
        message = "A mail as a page says its language and its title."
        raise ValueError(message)
    if _FETCHED.search(twin):
        message = "A mail fetches nothing: who opens it is not our business."
        raise ValueError(message)


def _block(part: str) -> str:
    lines = part.split("\n")
    if all(line.startswith(_BULLET) for line in lines):
        return "<ul>" + "".join(f"<li>{_linked(line.removeprefix(_BULLET))}</li>" for line in lines) + "</ul>"
    return "<p>" + "<br>\n".join(_linked(line) for line in lines) + "</p>"


def _linked(line: str) -> str:
    whole, at = "", 0
    for found in _LINK.finditer(line):
        address = html.escape(found.group())
        whole += html.escape(line[at : found.start()]) + f'<a href="{address}">{address}</a>'
        at = found.end()
    return whole + html.escape(line[at:])
