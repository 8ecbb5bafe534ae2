"""Mail in: answers to what we sent, read from one mailbox. A message is marked as done only after what it said was kept."""

import ssl
from collections.abc import Callable
from contextlib import suppress
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any, Protocol
from urllib.parse import unquote, urlsplit

from django.conf import settings
from imapclient import IMAPClient
from imapclient.exceptions import IMAPClientError

MOST_BYTES = 5_000_000
"""How much of one message is read; what is longer is read so far, and its handler decides on that."""
MOST_MESSAGES = 200
TIMEOUT_SECONDS = 20
_PORTS = {"imaps": 993, "imap+tls": 143, "imap": 143}
SEEN, FLAGGED = b"\\Seen", b"\\Flagged"


class MailboxNotRead(Exception):
    """The mailbox cannot be reached or does not let us in. Says why in words that may be logged."""

    def __init__(self, loggable_reason: str) -> None:
        super().__init__(loggable_reason)
        self.loggable_reason = loggable_reason


Handler = Callable[[bytes], bool]
"""Takes one message, keeps what it says, and returns whether it was ours; what it raises leaves the message unread."""


@dataclass
class Round:
    """What one look brought: `taken` were ours, `left` are for a person to read, `failed` will be tried again."""

    taken: int = 0
    left: int = 0
    failed: int = 0


class Mailbox(Protocol):
    def read(self, handle: Handler) -> Round:
        """Will give each unread message to `handle`, oldest first, at most two hundred; raises MailboxNotRead.

        When `handle` returns, what it kept must be committed: only then is the message marked. Somebody who pulls the
        plug between the two sees the same message handled twice, so that handling is harmless the second time.
        """


@dataclass(frozen=True, kw_only=True)
class Account:
    """Where a mailbox is and how to get in. `secure` is TLS from the start, `starttls` TLS after a greeting."""

    host: str
    port: int
    user: str
    password: str = field(repr=False)
    folder: str = "INBOX"
    secure: bool = True
    starttls: bool = False


def account_of(url: str) -> Account:
    """Will read `imaps://user:password@host[:port][/folder]`, or imap+tls:// for TLS after a greeting; ValueError otherwise.

    Plain imap:// is taken for a server on this machine only: a password does not travel in the open.
    """
    parts = urlsplit(url)
    if parts.scheme not in _PORTS or not parts.hostname or parts.username is None:
        message = "MAILBOX_URL is imaps://user:password@host/folder."
        raise ValueError(message)
    if parts.scheme == "imap" and parts.hostname not in {"127.0.0.1", "::1", "localhost"}:
        message = "A password does not travel in the open: imaps:// or imap+tls://."
        raise ValueError(message)
    return Account(
        host=parts.hostname, port=parts.port or _PORTS[parts.scheme],
        user=unquote(parts.username), password=unquote(parts.password or ""),
        folder=unquote(parts.path.strip("/")) or "INBOX",
        secure=parts.scheme == "imaps", starttls=parts.scheme == "imap+tls",
    )  # fmt: skip


def mailbox() -> Mailbox | None:
    """Will return the mailbox that `settings.MAILBOX_GATEWAY` names: "imap" or "fake"; None when it is "off"."""
    if settings.MAILBOX_GATEWAY == "imap":
        return ImapMailbox(account_of(settings.MAILBOX_URL))
    if settings.MAILBOX_GATEWAY == "fake":
        return FakeMailbox(Path(settings.VAR_DIR) / "postvak-in")
    return None


def _handled(handle: Handler, content: bytes, outcome: Round) -> bool | None:
    """Whether it was ours; None when it failed, so that it stays unread."""
    try:
        ours = handle(content)
    except Exception:  # noqa: BLE001 - one message that cannot be handled must not keep the others waiting
        outcome.failed += 1
        return None
    if ours:
        outcome.taken += 1
    else:
        outcome.left += 1
    return ours


class ImapMailbox:
    """A mailbox over IMAP (RFC 9051, and 3501 before it). Certificates are checked, by `trusted` if given."""

    def __init__(self, account: Account, *, trusted: ssl.SSLContext | None = None) -> None:
        self.account = account
        self.trusted = trusted

    def read(self, handle: Handler) -> Round:
        """Will read what is unread in the folder of the account."""
        outcome = Round()
        try:
            with self._opened() as client:
                for number in sorted(client.search(["UNSEEN"]))[:MOST_MESSAGES]:
                    self._one(client, number, handle, outcome)
        except (IMAPClientError, OSError) as error:
            raise MailboxNotRead(type(error).__name__) from error
        return outcome

    def _one(self, client: Any, number: int, handle: Handler, outcome: Round) -> None:
        # PEEK: looking does not mark it as read; that happens below, when what it said is safe.
        found = client.fetch([number], [f"BODY.PEEK[]<0.{MOST_BYTES}>"]).get(number, {})
        content = next((value for key, value in found.items() if key.startswith(b"BODY[")), None)
        if content is None:
            return  # somebody else took it away meanwhile
        ours = _handled(handle, content, outcome)
        if ours is not None:
            client.add_flags([number], [SEEN] if ours else [SEEN, FLAGGED], silent=True)

    def _opened(self) -> Any:
        account, trusted = self.account, self.trusted or ssl.create_default_context()
        client = IMAPClient(
            account.host, port=account.port, ssl=account.secure, timeout=TIMEOUT_SECONDS,
            ssl_context=trusted if account.secure else None,
        )  # fmt: skip
        try:
            if account.starttls:
                client.starttls(trusted)
            client.login(account.user, account.password)
            client.select_folder(account.folder)
        except BaseException:
            with suppress(IMAPClientError, OSError):
                client.shutdown()
            raise
        return client


class FakeMailbox:
    """A folder of mails: what was ours goes to `verwerkt`, what is for a person to `bekijken`."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder

    def read(self, handle: Handler) -> Round:
        """Will read the files in the folder by name."""
        outcome = Round()
        try:
            files = sorted(self.folder.glob("*.eml"))[:MOST_MESSAGES]
            for file in files:
                ours = _handled(handle, file.read_bytes()[:MOST_BYTES], outcome)
                if ours is not None:
                    kept = self.folder / ("verwerkt" if ours else "bekijken")
                    kept.mkdir(exist_ok=True)
                    file.replace(kept / file.name)
        except OSError as error:
            raise MailboxNotRead(type(error).__name__) from error
        return outcome
