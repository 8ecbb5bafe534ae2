"""Telephone: calling out, and the shape of what a provider tells us about a call that comes in.

A provider calls our webhook when the phone rings, when a key is pressed and when it ends; we answer with steps. Every
provider says this in its own words: its gateway turns those into a `CallEvent` and our steps into its own.
"""

import hmac
import json
import uuid
from collections.abc import Mapping, Sequence
from dataclasses import asdict, dataclass
from enum import StrEnum
from pathlib import Path
from typing import Protocol

from django.conf import settings

from weerbaar.foundation.gateways.mail import outbox_folder
from weerbaar.foundation.gateways.text import INTERNATIONAL_NUMBER


class CallNotPlaced(Exception):
    """The call was not started. Says why, never to whom."""


class WebhookForged(Exception):
    """What came in was not signed by the provider, or is not in its shape."""


class CallMoment(StrEnum):
    RINGING = "ringing"
    KEY_PRESSED = "key_pressed"
    ENDED = "ended"


@dataclass(frozen=True, kw_only=True)
class CallEvent:
    """One thing that happened to a call. `caller` is empty when the number is withheld."""

    call_id: str
    moment: CallMoment
    caller: str = ""
    keys: str = ""


@dataclass(frozen=True, kw_only=True)
class Say:
    """Speak a text, in Dutch unless said otherwise."""

    text: str
    language: str = "nl-NL"


@dataclass(frozen=True, kw_only=True)
class AskKeys:
    """Speak a text and wait for so many keys."""

    text: str
    number_of_keys: int = 1
    seconds: int = 10


@dataclass(frozen=True, kw_only=True)
class Connect:
    """Ring these numbers at once; who picks up first gets the caller."""

    numbers: tuple[str, ...]
    seconds: int = 25


Step = Say | AskKeys | Connect


class TelephoneGateway(Protocol):
    def call(self, *, to: str, steps: Sequence[Step]) -> str:
        """Will ring `to`, follow the steps when it is picked up, and return the call's id; raises CallNotPlaced."""

    def read_webhook(self, *, headers: Mapping[str, str], body: bytes) -> CallEvent:
        """Will return what the provider tells us; raises WebhookForged when it is not the provider who speaks."""

    def answer(self, steps: Sequence[Step]) -> tuple[str, str]:
        """Will return content type and body of the answer that makes the provider follow the steps."""


def telephone_gateway() -> TelephoneGateway:
    """Will return the gateway that `settings.TELEPHONE_GATEWAY` names: "fake", or "off" which refuses."""
    if settings.TELEPHONE_GATEWAY == "fake":
        return FakeTelephoneGateway(outbox_folder(), secret=settings.SECRET_KEY)
    return NoTelephoneGateway()


def _as_json(steps: Sequence[Step]) -> str:
    return json.dumps([{"step": type(step).__name__, **asdict(step)} for step in steps], ensure_ascii=False)


class NoTelephoneGateway:
    """The telephone is switched off here."""

    def call(self, *, to: str, steps: Sequence[Step]) -> str:  # noqa: ARG002 - the shape of the protocol
        """Will raise CallNotPlaced, always."""
        reason = "the telephone is switched off"
        raise CallNotPlaced(reason)

    def read_webhook(self, *, headers: Mapping[str, str], body: bytes) -> CallEvent:  # noqa: ARG002 - same
        """Will raise WebhookForged, always: nobody may speak for a provider that there is not."""
        reason = "the telephone is switched off"
        raise WebhookForged(reason)

    def answer(self, steps: Sequence[Step]) -> tuple[str, str]:
        """Will return the steps as JSON, which nobody reads."""
        return "application/json", _as_json(steps)


class FakeTelephoneGateway:
    """Keeps calls out as files in the folder of the fake mails; its webhooks are JSON with a signature."""

    signature_header = "X-Signature"

    def __init__(self, folder: Path, *, secret: str) -> None:
        self.folder = folder
        self._secret = secret.encode()

    def call(self, *, to: str, steps: Sequence[Step]) -> str:
        """Will write the call in the folder and return its id; raises CallNotPlaced for a number that is none."""
        if not INTERNATIONAL_NUMBER.fullmatch(to):
            reason = "not an international number"
            raise CallNotPlaced(reason)
        call_id = uuid.uuid4().hex
        words = {"to": to, "steps": json.loads(_as_json(steps))}
        try:
            self.folder.mkdir(parents=True, exist_ok=True, mode=0o700)
            (self.folder / f"{call_id}.call.json").write_text(json.dumps(words, ensure_ascii=False))
        except OSError as error:
            raise CallNotPlaced(type(error).__name__) from error
        return call_id

    def sign(self, body: bytes) -> str:
        """Will return the signature that a simulated provider puts in the header."""
        return hmac.new(self._secret, body, "sha256").hexdigest()

    def read_webhook(self, *, headers: Mapping[str, str], body: bytes) -> CallEvent:
        """Will return the event of a signed body; raises WebhookForged for any other."""
        if not hmac.compare_digest(headers.get(self.signature_header, "").encode(), self.sign(body).encode()):
            reason = "the signature does not match"
            raise WebhookForged(reason)
        try:
            words = json.loads(body)
            return CallEvent(
                call_id=str(words["call_id"]),
                moment=CallMoment(words["moment"]),
                caller=str(words.get("caller", "")),
                keys=str(words.get("keys", "")),
            )
        except (ValueError, KeyError, TypeError, AttributeError) as error:
            reason = "not the shape of a call"
            raise WebhookForged(reason) from error

    def answer(self, steps: Sequence[Step]) -> tuple[str, str]:
        """Will return the steps as JSON."""
        return "application/json", _as_json(steps)
