"""Mail goes into the queue, in the caller's transaction: rolled back with it, sent after it."""

import json
import unicodedata
from base64 import b64encode
from collections.abc import Sequence
from datetime import UTC, datetime

from django.core.exceptions import ValidationError
from django.core.validators import validate_email

from weerbaar.foundation.gateways.mail import Mail
from weerbaar.foundation.gateways.parts import Attachment, Invitation
from weerbaar.foundation.jobs.tasks import MAIL_CONTEXT, send_mail
from weerbaar.foundation.vault import application_box

_NO_MOMENT = datetime.min.replace(tzinfo=UTC)


def enqueue_mail(
    *,
    to: str,
    subject: str,
    body: str,
    html: str = "",
    attachments: Sequence[Attachment] = (),
    invitation: Invitation | None = None,
    reply_tag: str = "",
    name: str = "",
    thread: Sequence[str] = (),
    last_look: tuple[str, str] | None = None,
) -> None:
    """Will put one mail in the queue; what the caller's transaction undoes is never sent. For the rest, see `Mail`.

    `last_look` is the name and key of a look in `jobs.last_looks`, which may keep the mail back when its turn comes.
    Raises ValueError when `to` is not one address, when `to` or `subject` holds a line break or another control
    character, when `body` or `html` holds a NUL, or for whatever `Mail` refuses; nothing is stored then.
    """
    to, subject, body = str(to), str(subject), str(body)
    if _breaks_a_header(to) or _breaks_a_header(subject):
        message = "An address and a subject are one line."
        raise ValueError(message)
    if "\0" in body or "\0" in html:
        message = "A mail holds no NUL."
        raise ValueError(message)
    try:
        validate_email(to)
    except ValidationError as error:
        message = "This is not one mail address."
        raise ValueError(message) from error
    # Refused here, and not by the worker who finds it at night.
    Mail(
        id="-", to=to, subject=subject, body=body, at=_NO_MOMENT, html=html, attachments=tuple(attachments),
        invitation=invitation, reply_tag=reply_tag, name=name, thread=tuple(thread),
    )  # fmt: skip
    more = {"html": html, "reply_tag": reply_tag, "name": name, "thread": list(thread), "last_look": last_look}
    words = json.dumps(
        {"to": to, "subject": subject, "body": body}
        | {key: value for key, value in more.items() if value}
        | ({"attachments": [_packed(one) for one in attachments]} if attachments else {})
        | ({"invitation": vars(invitation)} if invitation else {})
    )
    send_mail.enqueue(box=application_box.seal(words, context=MAIL_CONTEXT))


def _breaks_a_header(value: str) -> bool:
    # Zl and Zp are Unicode's own line and paragraph separators: some mail software breaks a line there too.
    return any(unicodedata.category(character) in {"Cc", "Zl", "Zp"} for character in value)


def _packed(one: Attachment) -> dict[str, str]:
    return {"name": one.name, "media_type": one.media_type, "content": b64encode(one.content).decode()}
