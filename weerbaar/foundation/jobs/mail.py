"""Mail goes into the queue, in the caller's transaction: rolled back with it, sent after it."""

import json
import unicodedata

from django.core.exceptions import ValidationError
from django.core.validators import validate_email

from weerbaar.foundation.jobs.tasks import MAIL_CONTEXT, send_mail
from weerbaar.foundation.vault import application_box


def enqueue_mail(*, to: str, subject: str, body: str) -> None:
    """Will put one mail in the queue; what the caller's transaction undoes is never sent.

    Raises ValueError when `to` is not one address, when `to` or `subject` holds a line break or another control
    character, or when `body` holds a NUL; nothing is stored then.
    """
    to, subject, body = str(to), str(subject), str(body)
    if _breaks_a_header(to) or _breaks_a_header(subject):
        message = "An address and a subject are one line."
        raise ValueError(message)
    if "\0" in body:
        message = "A mail holds no NUL."
        raise ValueError(message)
    try:
        validate_email(to)
    except ValidationError as error:
        message = "This is not one mail address."
        raise ValueError(message) from error
    words = json.dumps({"to": to, "subject": subject, "body": body})
    send_mail.enqueue(box=application_box.seal(words, context=MAIL_CONTEXT))


def _breaks_a_header(value: str) -> bool:
    # Zl and Zp are Unicode's own line and paragraph separators: some mail software breaks a line there too.
    return any(unicodedata.category(character) in {"Cc", "Zl", "Zp"} for character in value)
