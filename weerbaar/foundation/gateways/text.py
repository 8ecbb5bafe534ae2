"""Text messages (SMS) out: a protocol and a fake. A provider comes when the team has chosen one."""

import json
import re
import uuid
from pathlib import Path
from typing import Protocol

from django.conf import settings

from weerbaar.foundation.gateways.mail import outbox_folder

# E.164: a plus, no leading zero, at most fifteen digits.
INTERNATIONAL_NUMBER = re.compile(r"\+[1-9][0-9]{6,14}")


class TextNotSent(Exception):
    """The text was not handed over. Says why, never to whom."""


class TextGateway(Protocol):
    def send(self, *, to: str, body: str) -> str:
        """Will hand over one text and return the provider's id of it; raises TextNotSent."""


def text_gateway() -> TextGateway:
    """Will return the gateway that `settings.TEXT_GATEWAY` names: "fake", or "off" which refuses."""
    if settings.TEXT_GATEWAY == "fake":
        return FakeTextGateway(outbox_folder())
    return NoTextGateway()


class NoTextGateway:
    """Texts are switched off here."""

    def send(self, *, to: str, body: str) -> str:  # noqa: ARG002 - the shape of the protocol
        """Will raise TextNotSent, always."""
        reason = "texts are switched off"
        raise TextNotSent(reason)


class FakeTextGateway:
    """Keeps every text as a file in the folder of the fake mails."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder

    def send(self, *, to: str, body: str) -> str:
        """Will write the text in the folder and return its id; raises TextNotSent for a number that is none."""
        if not INTERNATIONAL_NUMBER.fullmatch(to):
            reason = "not an international number"
            raise TextNotSent(reason)
        text_id = uuid.uuid4().hex
        try:
            self.folder.mkdir(parents=True, exist_ok=True, mode=0o700)
            (self.folder / f"{text_id}.sms.json").write_text(json.dumps({"to": to, "body": body}, ensure_ascii=False))
        except OSError as error:
            raise TextNotSent(type(error).__name__) from error
        return text_id
