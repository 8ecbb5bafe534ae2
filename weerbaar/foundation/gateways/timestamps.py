"""Time stamps by an authority outside the house (RFC 3161): proof that something was there at a moment, and as it is.

Only a SHA-256 leaves the house. Of a file that others have as well even that would tell that we hold it: stamp what
nobody else can have, such as a manifest, or a digest together with random bytes.
"""

import hmac
import json
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from hashlib import sha256
from http.client import HTTPConnection, HTTPException, HTTPSConnection
from pathlib import Path
from typing import Protocol
from urllib.parse import SplitResult, urlsplit

from cryptography.x509 import load_pem_x509_certificates
from django.conf import settings
from rfc3161_client import (
    HashAlgorithm,
    TimestampRequestBuilder,
    TimeStampResponse,
    VerificationError,
    VerifierBuilder,
    decode_timestamp_response,
)

TIMEOUT_SECONDS = 20
MOST_BYTES_OF_ANSWER = 64 * 1024
FURTHEST_APART = timedelta(minutes=10)
"""How much the clock of the authority may differ from ours before its stamp says something else than we mean."""
_OK = 200


class NotStamped(Exception):
    """There is no stamp; trying later may help. Says why in words that may be logged."""

    def __init__(self, loggable_reason: str) -> None:
        super().__init__(loggable_reason)
        self.loggable_reason = loggable_reason


class StampForged(Exception):
    """The stamp is not of this authority, or not over this content."""


@dataclass(frozen=True, kw_only=True)
class Stamp:
    """`token` is what the authority answered, to be kept as it is; `at` is the moment in it."""

    token: bytes
    at: datetime


class TimestampGateway(Protocol):
    def stamp(self, content: bytes, *, at: datetime) -> Stamp:
        """Will have the digest of this content stamped; raises NotStamped. `at` is our own clock."""

    def check(self, token: bytes, content: bytes) -> datetime:
        """Will return since when this content is as it is; raises StampForged."""


def timestamp_gateway() -> TimestampGateway:
    """Will return the gateway that `settings.TIMESTAMP_GATEWAY` names: "rfc3161", "fake", or "off" which refuses."""
    if settings.TIMESTAMP_GATEWAY == "rfc3161":
        return Rfc3161Gateway(settings.TIMESTAMP_URL, Path(settings.TIMESTAMP_ROOTS))
    if settings.TIMESTAMP_GATEWAY == "fake":
        return FakeTimestampGateway(secret=settings.SECRET_KEY)
    return NoTimestampGateway()


class NoTimestampGateway:
    """Time stamps are switched off here."""

    def stamp(self, content: bytes, *, at: datetime) -> Stamp:  # noqa: ARG002 - the shape of the protocol
        """Will raise NotStamped, always."""
        reason = "time stamps are switched off"
        raise NotStamped(reason)

    def check(self, token: bytes, content: bytes) -> datetime:  # noqa: ARG002 - same
        """Will raise StampForged, always: there is no authority that we believe."""
        reason = "time stamps are switched off"
        raise StampForged(reason)


class Rfc3161Gateway:
    """A real authority at `url`; its certificate must lead to one of those in the PEM file `roots`."""

    def __init__(self, url: str, roots: Path) -> None:
        self.url = url
        self.roots = roots

    def stamp(self, content: bytes, *, at: datetime) -> Stamp:
        """Will ask the authority and check its answer; raises NotStamped when there is none that holds."""
        _refuse_nothing(content)
        request = TimestampRequestBuilder().data(content).hash_algorithm(HashAlgorithm.SHA256).build()
        token = self._ask(request.as_bytes())
        try:
            stamped_at = self._verified(_decoded(token), content, nonce=request.nonce)
        except StampForged as error:
            raise NotStamped(str(error)) from error
        if abs(stamped_at - at) > FURTHEST_APART:
            reason = "the clock of the authority is not ours"
            raise NotStamped(reason)
        return Stamp(token=token, at=stamped_at)

    def check(self, token: bytes, content: bytes) -> datetime:
        """Will return the moment in the stamp; raises StampForged when it does not lead to a root that we believe."""
        return self._verified(_decoded(token), content, nonce=None)

    def _verified(self, answer: TimeStampResponse, content: bytes, *, nonce: int | None) -> datetime:
        try:
            roots = load_pem_x509_certificates(self.roots.read_bytes())
            VerifierBuilder(roots=roots, nonce=nonce).build().verify(answer, sha256(content).digest())
            return answer.tst_info.gen_time.astimezone(UTC)
        except (VerificationError, ValueError, OSError) as error:
            raise StampForged(_reason(error)) from error

    def _ask(self, query: bytes) -> bytes:
        address = urlsplit(self.url)
        connection = _connection(address)
        headers = {"Content-Type": "application/timestamp-query", "Accept": "application/timestamp-reply"}
        try:
            connection.request("POST", address.path or "/", body=query, headers=headers)
            response = connection.getresponse()
            token = response.read(MOST_BYTES_OF_ANSWER + 1)
        except (OSError, HTTPException) as error:
            raise NotStamped(_reason(error)) from error
        finally:
            connection.close()
        if response.status != _OK or len(token) > MOST_BYTES_OF_ANSWER:
            reason = f"answer {response.status} of {len(token)} bytes"
            raise NotStamped(reason)
        return token


def _refuse_nothing(content: bytes) -> None:
    if not content:
        reason = "nothing to stamp"
        raise NotStamped(reason)


def _connection(address: SplitResult) -> HTTPConnection:
    """An authority signs what it says, so many answer without TLS; the digest is all that travels."""
    kinds: dict[str, type[HTTPConnection]] = {"http": HTTPConnection, "https": HTTPSConnection}
    kind = kinds.get(address.scheme)
    try:
        if kind is not None and address.hostname:
            return kind(address.hostname, address.port, timeout=TIMEOUT_SECONDS)
    except ValueError as error:
        raise NotStamped(_reason(error)) from error  # a port that is no number
    reason = "no address of an authority"
    raise NotStamped(reason)


def _decoded(token: bytes) -> TimeStampResponse:
    try:
        answer = decode_timestamp_response(token)
        answer.tst_info  # noqa: B018 - a refusal of the authority holds no token, and only says so when asked
    except ValueError as error:
        raise StampForged(_reason(error)) from error
    return answer


def _reason(error: Exception) -> str:
    return type(error).__name__


class FakeTimestampGateway:
    """Stamps with the key of this application: proves nothing to anyone else."""

    def __init__(self, *, secret: str) -> None:
        self._secret = secret.encode()

    def stamp(self, content: bytes, *, at: datetime) -> Stamp:
        """Will return a stamp at our own clock, in whole seconds as real ones are; raises NotStamped for nothing at all."""
        _refuse_nothing(content)
        moment = at.astimezone(UTC).replace(microsecond=0)
        said = json.dumps({"at": moment.isoformat(), "sha256": sha256(content).hexdigest()})
        return Stamp(token=json.dumps({"said": said, "signature": self._sign(said)}).encode(), at=moment)

    def check(self, token: bytes, content: bytes) -> datetime:
        """Will return the moment in a stamp of ours over this content; raises StampForged."""
        try:
            words = json.loads(token)
            said, signature = str(words["said"]), str(words["signature"])
            if not hmac.compare_digest(self._sign(said).encode(), signature.encode()):
                reason = "the signature does not match"
                raise StampForged(reason)
            facts = json.loads(said)
            if facts["sha256"] != sha256(content).hexdigest():
                reason = "another content was stamped"
                raise StampForged(reason)
            return datetime.fromisoformat(facts["at"])
        except (ValueError, KeyError, TypeError) as error:
            reason = "not the shape of a stamp"
            raise StampForged(reason) from error

    def _sign(self, said: str) -> str:
        return hmac.new(self._secret, b"timestamp:" + said.encode(), "sha256").hexdigest()
