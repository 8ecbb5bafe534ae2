"""What the fakes kept, for the page that shows it while building."""

import html
import json
import re
from dataclasses import dataclass
from datetime import UTC, datetime
from email import message_from_bytes, policy
from email.message import EmailMessage
from pathlib import Path

TELLING_HEADERS = ("Reply-To", "Message-ID", "In-Reply-To", "References")


@dataclass(frozen=True, kw_only=True)
class Kept:
    """One thing that would have left the house. `kind` is "mail", "sms" or "call".

    Of a mail: `twin` are the words of its HTML twin, `calendar` its calendar part with the method before it, and
    `files` the name, type and size in bytes of whatever is attached.
    """

    kind: str
    at: datetime
    to: str
    subject: str
    body: str
    headers: tuple[tuple[str, str], ...] = ()
    twin: str = ""
    calendar: str = ""
    files: tuple[tuple[str, str, int], ...] = ()


def kept(folder: Path, *, limit: int = 50) -> list[Kept]:
    """Will return what the fakes kept in `folder`, newest first."""
    files = [file for file in folder.glob("[!.]*") if file.suffix in {".eml", ".json"}]
    files.sort(key=lambda file: file.stat().st_mtime_ns, reverse=True)
    return [_read(file) for file in files[:limit]]


def _read(file: Path) -> Kept:
    at = datetime.fromtimestamp(file.stat().st_mtime, tz=UTC)
    if file.suffix == ".eml":
        mail = message_from_bytes(file.read_bytes(), policy=policy.default)
        return Kept(
            kind="mail", at=at, to=mail["To"], subject=mail["Subject"], body=_text(mail, "plain"),
            headers=tuple((name, mail[name]) for name in TELLING_HEADERS if mail[name]),
            twin=_words_of(_text(mail, "html")), calendar=_text(mail, "calendar"),
            files=tuple((part.get_filename(""), part.get_content_type(), _size(part)) for part in _attached(mail)),
        )  # fmt: skip
    words = json.loads(file.read_text())
    if file.name.endswith(".sms.json"):
        return Kept(kind="sms", at=at, to=words["to"], subject="", body=words["body"])
    steps = "\n".join(json.dumps(step, ensure_ascii=False) for step in words["steps"])
    return Kept(kind="call", at=at, to=words["to"], subject="", body=steps)


def _text(mail: EmailMessage, subtype: str) -> str:
    """The first part of that kind which is not a file, as text; empty when there is none."""
    for part in mail.walk():
        if part.get_content_type() == f"text/{subtype}" and not part.is_attachment():
            method = f"{part.get_param('method')}\n" if subtype == "calendar" else ""
            return method + str(part.get_content()).replace("\r\n", "\n")
    return ""


def _words_of(page: str) -> str:
    """What somebody reads of a page: its body without the tags."""
    inside = re.sub(r"(?s)^.*<body[^>]*>|</body>.*$", "", page)
    return html.unescape(re.sub(r"<[^>]+>", "", inside)).strip()


def _attached(mail: EmailMessage) -> list[EmailMessage]:
    return [part for part in mail.walk() if isinstance(part, EmailMessage) and part.is_attachment()]


def _size(part: EmailMessage) -> int:
    content = part.get_payload(decode=True)
    return len(content) if isinstance(content, bytes) else 0
