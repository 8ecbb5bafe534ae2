"""What the fakes kept, for the page that shows it while building."""

import json
from dataclasses import dataclass
from datetime import UTC, datetime
from email import message_from_bytes, policy
from pathlib import Path


@dataclass(frozen=True, kw_only=True)
class Kept:
    """One thing that would have left the house. `kind` is "mail", "sms" or "call"."""

    kind: str
    at: datetime
    to: str
    subject: str
    body: str


def kept(folder: Path, *, limit: int = 50) -> list[Kept]:
    """Will return what the fakes kept in `folder`, newest first."""
    files = [file for file in folder.glob("[!.]*") if file.suffix in {".eml", ".json"}]
    files.sort(key=lambda file: file.stat().st_mtime_ns, reverse=True)
    return [_read(file) for file in files[:limit]]


def _read(file: Path) -> Kept:
    at = datetime.fromtimestamp(file.stat().st_mtime, tz=UTC)
    if file.suffix == ".eml":
        mail = message_from_bytes(file.read_bytes(), policy=policy.default)
        body = mail.get_content().replace("\r\n", "\n")
        return Kept(kind="mail", at=at, to=mail["To"], subject=mail["Subject"], body=body)
    words = json.loads(file.read_text())
    if file.name.endswith(".sms.json"):
        return Kept(kind="sms", at=at, to=words["to"], subject="", body=words["body"])
    steps = "\n".join(json.dumps(step, ensure_ascii=False) for step in words["steps"])
    return Kept(kind="call", at=at, to=words["to"], subject="", body=steps)
