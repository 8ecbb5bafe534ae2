"""An answer to an invitation as it comes by mail: which part of the mail it is, and whose answer it is."""

from dataclasses import dataclass
from email.message import EmailMessage
from email.utils import parseaddr

from weerbaar.foundation.calendars.answers import COUNTER, Answer, NotAnAnswer, read_answer
from weerbaar.foundation.calendars.invitations import Standing

_MOST_PARTS = 50
_MOST_NAME = 120


@dataclass(frozen=True, kw_only=True)
class Mailed:
    """An answer and who gives it. `name` is what the sender calls themselves, `standing` what `email` says.

    `sender` may be another of the same domain: an assistant answers for who was invited.
    """

    answer: Answer
    email: str
    sender: str
    name: str
    standing: Standing


def answer_in(message: EmailMessage) -> Answer | None:
    """Will return the first answer among the parts of a mail; None when there is none."""
    for number, part in enumerate(message.walk()):
        if number > _MOST_PARTS:
            break
        name = (part.get_filename() or "").lower()
        if part.get_content_type() in {"text/calendar", "application/ics"} or name.endswith(".ics"):
            content = part.get_payload(decode=True)
            try:
                return read_answer(content if isinstance(content, bytes) else b"")
            except NotAnAnswer:
                continue
    return None


def who_says(answer: Answer, message: EmailMessage) -> Mailed | None:
    """Will say whose answer it is: of several in a counter, the one who sends it; None when that is nobody.

    An address of another domain does not answer for somebody else: then it is the answer of who sent it.
    """
    name, sender = parseaddr(str(message.get("From", "")))
    sender, said = sender.lower(), dict(answer.standings)
    if sender in said or len(said) != 1:
        standing = said.get(sender, "TENTATIVE") if sender in said or answer.method == COUNTER else None
        email = sender
    else:
        email, standing = next(iter(said.items()))
        email = email if email.rpartition("@")[2] == sender.rpartition("@")[2] else sender
    if standing is None or not email:
        return None
    plain = "".join(sign if sign.isprintable() else " " for sign in name)[:_MOST_NAME].strip()
    return Mailed(answer=answer, email=email, sender=sender, name=plain, standing=standing)
