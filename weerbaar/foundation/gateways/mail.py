"""Mail out: one protocol, real SMTP, and a fake that keeps mails in a folder."""

import os
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

TIMEOUT_SECONDS = 20


class MailNotSent(Exception):
    """The mail was not handed over; trying later may help. Says what kind of refusal, never to whom."""

    def __init__(self, loggable_reason: str) -> None:
        super().__init__(loggable_reason)
        self.loggable_reason = loggable_reason


@dataclass(frozen=True, kw_only=True)
class Mail:
    """`id` becomes the Message-ID: the same mail sent twice is seen as one."""

    id: str
    to: str
    subject: str
    body: str
    at: datetime


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
    message["Message-ID"] = f"<{mail.id}@{_own_domain()}>"
    # RFC 3834: holiday replies and ticket systems do not answer this.
    message["Auto-Submitted"] = "auto-generated"
    message.set_content(mail.body, charset="utf-8", cte="quoted-printable")
    return message


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
                connection.send_message(as_message(mail))
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
