"""Mail out: one protocol, real SMTP, and a fake that keeps mails in a folder."""

import os
import re
import smtplib
import ssl
from collections.abc import Mapping
from contextlib import suppress
from dataclasses import dataclass
from datetime import datetime
from email import policy
from email.message import EmailMessage
from email.utils import format_datetime, parseaddr
from pathlib import Path
from typing import Any, Protocol

from django.conf import settings

from weerbaar.foundation.gateways.parts import MOST_BYTES, Attachment, Invitation, check_twin

TIMEOUT_SECONDS = 20
_OWN_NAME = re.compile(r"[A-Za-z0-9][A-Za-z0-9._-]{0,99}")
_TAG = re.compile(r"[a-z0-9-]{1,50}")
_THEIR_NAME = re.compile(r"<[\x21-\x3b\x3d\x3f-\x7e]{3,250}>")


class MailNotSent(Exception):
    """The mail was not handed over; trying later may help. Says what kind of refusal, never to whom."""

    def __init__(self, loggable_reason: str) -> None:
        super().__init__(loggable_reason)
        self.loggable_reason = loggable_reason


@dataclass(frozen=True, kw_only=True)
class Mail:
    """One mail to one address. `id` is the name of its file and, unless `name` says another, of its Message-ID.

    `name` is for a mail that later ones refer to; the same mail sent twice is seen as one. `thread` are the names of
    earlier mails of the same thread, the oldest first: our own, or whole Message-IDs of others in their brackets.
    `reply_tag` marks the address that answers and returned mail come back to. `html` is the same words as a page.
    Raises ValueError for what could break a header, tracks a reader or is too much for a mail server.
    """

    id: str
    to: str
    subject: str
    body: str
    at: datetime
    html: str = ""
    attachments: tuple[Attachment, ...] = ()
    invitation: Invitation | None = None
    reply_tag: str = ""
    name: str = ""
    thread: tuple[str, ...] = ()

    def __post_init__(self) -> None:
        named = not self.name or _OWN_NAME.fullmatch(self.name)
        threaded = all(_OWN_NAME.fullmatch(one) or _THEIR_NAME.fullmatch(one) for one in self.thread)
        if not named or not threaded or (self.reply_tag and not _TAG.fullmatch(self.reply_tag)):
            message = "The names of mails and the tag of an answer are plain."
            raise ValueError(message)
        if sum(len(one.content) for one in self.attachments) > MOST_BYTES:
            message = "The attachments are too much for one mail."
            raise ValueError(message)
        if self.html:
            check_twin(self.html)


def tagged_address(tag: str) -> str:
    """Will return our own address with a tag behind a plus (RFC 5233), so that what comes back says what it is about."""
    local, _at, domain = reply_address().rpartition("@")
    return f"{local}+{tag}@{domain}"


def tag_in(address: str) -> str:
    """Will return the tag of one of our own addresses; empty when it is not ours or has none."""
    own_local, _at, own_domain = reply_address().lower().rpartition("@")
    local, _at, domain = parseaddr(address)[1].lower().rpartition("@")
    before, plus, tag = local.partition("+")
    return tag if plus and before == own_local and domain == own_domain and _TAG.fullmatch(tag) else ""


def reply_address() -> str:
    """Will return the address of the mailbox that answers come to: `MAIL_REPLY_ADDRESS`, or the sender's own."""
    return str(settings.MAIL_REPLY_ADDRESS) or parseaddr(settings.DEFAULT_FROM_EMAIL)[1]


class MailGateway(Protocol):
    def send(self, mail: Mail) -> None:
        """Will hand the mail over to what delivers it; raises MailNotSent when it was not taken."""


def mail_gateway() -> MailGateway:
    """Will return the gateway that `settings.MAIL_GATEWAY` names: "smtp" or "fake"."""
    if settings.MAIL_GATEWAY == "smtp":
        return SmtpMailGateway(settings.EMAIL_CONFIG)
    return FakeMailGateway(outbox_folder())


def outbox_folder() -> Path:
    """Will return where the fake keeps what it was given."""
    return Path(settings.VAR_DIR) / "postvak"


def as_message(mail: Mail) -> EmailMessage:
    """Will return the mail as it travels: UTF-8, neutral sender, no trace of this machine or its software."""
    message = EmailMessage(policy=policy.SMTP)
    message["From"] = settings.DEFAULT_FROM_EMAIL
    message["To"] = mail.to
    message["Subject"] = mail.subject
    message["Date"] = format_datetime(mail.at)
    message["Message-ID"] = _message_id(mail.name or mail.id)
    if mail.thread:
        # RFC 5322 3.6.4: the whole thread, and the last of it once more.
        names = [_message_id(one) for one in mail.thread]
        message["In-Reply-To"], message["References"] = names[-1], " ".join(names)
    if mail.reply_tag:
        message["Reply-To"] = tagged_address(mail.reply_tag)
    # RFC 3834: holiday replies and ticket systems do not answer this.
    message["Auto-Submitted"] = "auto-generated"
    message.set_content(mail.body, charset="utf-8", cte="quoted-printable")
    _add_parts(message, mail)
    return message


def _add_parts(message: EmailMessage, mail: Mail) -> None:
    if mail.html:
        message.add_alternative(mail.html, subtype="html", charset="utf-8", cte="quoted-printable")
    if mail.invitation:
        # As an alternative, so that mail programs offer to accept it; and once more as a file, for those that do not.
        content, method = mail.invitation.content, {"method": mail.invitation.method}
        message.add_alternative(content, subtype="calendar", charset="utf-8", cte="base64", params=method)
        message.add_attachment(
            content.encode(), maintype="application", subtype="ics", filename=mail.invitation.name, params=method
        )
    for one in mail.attachments:
        maintype, _slash, subtype = one.media_type.partition("/")
        message.add_attachment(one.content, maintype=maintype, subtype=subtype, filename=one.name)
    for number, part in enumerate(part for part in message.walk() if part.is_multipart()):
        # Of our own: what Python makes of it says that it is Python.
        part.set_boundary(f"={number}={mail.id}")


def _message_id(name: str) -> str:
    return name if name.startswith("<") else f"<{name}@{_own_domain()}>"


def _own_domain() -> str:
    return parseaddr(settings.DEFAULT_FROM_EMAIL)[1].rpartition("@")[2]


class SmtpMailGateway:
    """Real mail. `config` is what django-environ makes of EMAIL_URL; certificates are checked."""

    def __init__(self, config: Mapping[str, Any]) -> None:
        self.config = config

    def send(self, mail: Mail) -> None:
        """Will hand the mail to the SMTP server; raises MailNotSent when it refuses or cannot be reached."""
        try:
            connection = self._connection()
            try:
                # What cannot be delivered comes back to the sender of the envelope, which says what it was about.
                envelope = tagged_address(mail.reply_tag) if mail.reply_tag else None
                connection.send_message(as_message(mail), from_addr=envelope)
                with suppress(smtplib.SMTPException, OSError):
                    connection.quit()  # taken is taken, however the goodbye goes
            finally:
                connection.close()
        except (smtplib.SMTPException, OSError) as error:
            raise MailNotSent(_reason(error)) from error

    def _connection(self) -> smtplib.SMTP:
        host, port = self.config["EMAIL_HOST"] or "localhost", self.config["EMAIL_PORT"] or 0
        # Our own domain in the greeting: the name of this machine is nobody's business.
        own, trusted = _own_domain(), ssl.create_default_context()
        connection: smtplib.SMTP
        if self.config.get("EMAIL_USE_SSL"):
            connection = smtplib.SMTP_SSL(host, port, own, timeout=TIMEOUT_SECONDS, context=trusted)
        else:
            connection = smtplib.SMTP(host, port, own, timeout=TIMEOUT_SECONDS)
        try:
            if self.config.get("EMAIL_USE_TLS"):
                connection.starttls(context=trusted)
            if self.config.get("EMAIL_HOST_USER"):
                connection.login(self.config["EMAIL_HOST_USER"], self.config["EMAIL_HOST_PASSWORD"])
        except BaseException:
            connection.close()
            raise
        return connection


def _reason(error: Exception) -> str:
    kind = type(error).__name__
    if isinstance(error, smtplib.SMTPRecipientsRefused):
        codes = sorted({code for code, _words in error.recipients.values()})
        return f"{kind} {codes}"
    if isinstance(error, smtplib.SMTPResponseException):
        return f"{kind} {error.smtp_code}"
    return kind


class FakeMailGateway:
    """Keeps every mail as a file of the kind that mail programs open; refuses whoever is at `geweigerd.invalid`."""

    refused_domain = "geweigerd.invalid"

    def __init__(self, folder: Path) -> None:
        self.folder = folder

    def send(self, mail: Mail) -> None:
        """Will write the mail in the folder; raises MailNotSent for a refused address or a folder that fails."""
        if mail.to.endswith(f"@{self.refused_domain}"):
            reason = "refused 550"
            raise MailNotSent(reason)
        draft = self.folder / f".{mail.id}.{os.getpid()}"
        try:
            self.folder.mkdir(parents=True, exist_ok=True, mode=0o700)
            draft.write_bytes(as_message(mail).as_bytes())
            draft.replace(self.folder / f"{mail.id}.eml")
        except OSError as error:
            raise MailNotSent(type(error).__name__) from error
