"""Reading a mail that came to our mailbox: which of ours it is about, and whether it says that one did not arrive."""

from collections.abc import Set as AbstractSet
from dataclasses import dataclass
from email import message_from_bytes, policy
from email.message import EmailMessage
from email.utils import getaddresses

from flufl.bounce import all_failures

from weerbaar.foundation.gateways.mail import tag_in

MOST_BYTES = 5_000_000
MOST_SIGNS = 2_000
_ADDRESSED = ("To", "Delivered-To", "X-Original-To", "Envelope-To")


@dataclass(frozen=True, kw_only=True)
class Arrived:
    """What a mail says. `gone` are addresses that do not exist, `delayed` those where it may still arrive later.

    `tag` is the one that our mail asked to be answered under; anybody can write it, so it must be hard to guess.
    `text` is what a person reads of it, at most 2,000 signs. `automatic` holds for answers that nobody wrote.
    """

    tag: str
    sender: str
    gone: tuple[str, ...]
    delayed: tuple[str, ...]
    automatic: bool
    text: str


class Unreadable(Exception):
    """Too large to read, or no mail."""


def arrived_in(content: bytes) -> Arrived:
    """Will read a mail as it came; raises `Unreadable`. It was written by a stranger: nothing in it is believed."""
    if len(content) > MOST_BYTES:
        raise Unreadable
    try:
        plain = message_from_bytes(content)
        delayed, gone = all_failures(plain)
        mail = message_from_bytes(content, policy=policy.default)
        return Arrived(
            tag=_tag(mail), sender=_one_address(mail, "From"), gone=_plain(gone), delayed=_plain(delayed - gone),
            automatic=_automatic(mail), text=_text(mail),
        )  # fmt: skip
    except Exception as error:  # the parsers of mail raise what they like on what was never mail
        raise Unreadable from error


def _tag(mail: EmailMessage) -> str:
    own = [str(value) for name in _ADDRESSED for value in mail.get_all(name, [])]
    # A return quotes our mail, with the address that it asked to be answered at.
    quoted = [str(part["Reply-To"]) for part in mail.walk() if part is not mail and part["Reply-To"]]
    return next((tag for _name, address in getaddresses([*own, *quoted]) if (tag := tag_in(address))), "")


def _one_address(mail: EmailMessage, header: str) -> str:
    return next((address for _name, address in getaddresses([str(mail.get(header, ""))])), "")[:254]


def _plain(addresses: AbstractSet[bytes]) -> tuple[str, ...]:
    return tuple(sorted(address.decode("utf-8", "replace")[:254] for address in addresses))


def _automatic(mail: EmailMessage) -> bool:
    """RFC 3834: an automatic answer says so; the older signs are still about."""
    said = str(mail.get("Auto-Submitted", "no")).lower()
    return not said.startswith("no") or str(mail.get("Precedence", "")).lower() in {"bulk", "junk", "auto_reply"}


def _text(mail: EmailMessage) -> str:
    body = mail.get_body(preferencelist=("plain",)) if mail.is_multipart() else mail
    first = body or next((part for part in mail.walk() if part.get_content_type() == "text/plain"), None)
    if first is None or first.get_content_maintype() != "text":
        return ""
    return str(first.get_content()).replace("\r\n", "\n").replace("\0", "").strip()[:MOST_SIGNS]
