"""A text that proves to someone outside that an event was recorded: signed, readable, and checked with one command.

The lines say what was done, when, and where in the record; the signature (Ed25519, RFC 8032) is over all of them. Whoever
checks it needs the record too: the digest of the event must stand in it at that place.
"""

import re
from dataclasses import dataclass
from datetime import UTC

from weerbaar.foundation.audit import chain
from weerbaar.foundation.audit.models import Event
from weerbaar.foundation.vault.signing import was_made

TITLE = "weerbaar certificate 1"
_SIGNED_WITH = "key"
_SIGNATURE = "signature"
MOST_LINES = 40
_BEGINS = re.compile(r"[a-z_]+:(?: |$)")
_UNSEEN = str.maketrans("", "", "\u200b\u00ad\ufeff")
"""Signs that a paper puts between letters so that a long word may be broken; whoever copies it from there takes them along."""


@dataclass(frozen=True)
class Certified:
    """The outcome of a check: what the certificate says, the first thing that is not right, and its text line by line."""

    facts: dict[str, str]
    problem: str = ""
    text: str = ""

    @property
    def ok(self) -> bool:
        """Whether the certificate holds."""
        return not self.problem


def written(event: Event, *, about: str) -> str:
    """Will return the certificate of an event, ending in a line break."""
    facts = {"about": about, "act": event.action, "at": _moment(event)}
    facts |= {name: str(value) for name, value in sorted(event.detail.items())}
    facts |= {"event": str(event.sequence), "digest": bytes(event.digest).hex()}
    signer = chain.signer()
    facts[_SIGNED_WITH] = signer.public.hex()
    body = "\n".join([TITLE, *(f"{name}: {value}" for name, value in facts.items())])
    return f"{body}\n{_SIGNATURE}: {signer.sign(body.encode()).hex()}\n"


def checked(text: str) -> Certified:
    """Will check a certificate against the keys of this installation and against its record.

    Spaces around it and at the ends of lines do not matter, nor does how lines end, or that a long one was broken where it
    met the edge of a paper.
    """
    lines = _whole_lines(text)
    facts = dict(_pairs(lines))
    if not lines or lines[0] != TITLE or len(lines) > MOST_LINES or len(facts) != len(lines) - 1:
        return Certified({}, "this is not a certificate")
    return Certified(facts, _wrong_with_signature(lines, facts) or _wrong_with_event(facts), "\n".join(lines) + "\n")


def _wrong_with_signature(lines: list[str], facts: dict[str, str]) -> str:
    if not lines[-1].startswith(f"{_SIGNATURE}: "):
        return "it does not end with its signature"
    public, signature = _bytes(facts.get(_SIGNED_WITH, "")), _bytes(facts[_SIGNATURE])
    if not was_made(signature, "\n".join(lines[:-1]).encode(), public=public):
        return "it was changed after it was signed"
    if public != chain.signer().public and not _was_ours(public):
        return "it was not signed by this installation"
    return ""


def _wrong_with_event(facts: dict[str, str]) -> str:
    wanted = facts.get("event", "")
    event = (
        Event.objects.filter(sequence=int(wanted)).first()
        if wanted.isdecimal() and len(wanted) < len(str(2**63))
        else None
    )
    if event is None:
        return f"the record has no event {wanted}: it is older than the certificate, or was cut"
    recorded = (bytes(event.digest).hex(), event.action, _moment(event))
    if (facts.get("digest"), facts.get("act"), facts.get("at")) != recorded:
        return f"event {wanted} of the record is another one"
    return ""


def _was_ours(public: bytes) -> bool:
    """Whether the record says that this key signed here until it was renewed."""
    retired = Event.objects.filter(action=chain.KEY_RENEWED).values_list("detail", flat=True)
    return any(detail.get("retired") == public.hex() for detail in retired)


def _whole_lines(text: str) -> list[str]:
    """Every line but the first begins with what it says: one that does not is the rest of the line before it."""
    lines: list[str] = []
    for line in map(str.strip, text.translate(_UNSEEN).strip().splitlines()):
        if len(lines) > 1 and not _BEGINS.match(line):
            lines[-1] += f" {line}" if lines[-1].endswith(":") else line
        else:
            lines.append(line)
    return lines


def _pairs(lines: list[str]) -> list[tuple[str, str]]:
    return [(name, value) for line in lines[1:] for name, found, value in [line.partition(": ")] if found]


def _bytes(text: str) -> bytes:
    try:
        return bytes.fromhex(text)
    except ValueError:
        return b""


def _moment(event: Event) -> str:
    return event.at.astimezone(UTC).isoformat(timespec="seconds")
