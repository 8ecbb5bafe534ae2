"""Calendars that others keep on the web: fetched over https from public addresses only, and bounded in size and time.

Whoever may type an address here may have this machine call it. So that it calls nobody inside: the name is looked up
once, every address that comes of it must be public, and the connection goes to just that address, with the certificate
of the name. No redirect to another host, no proxy, no cookie.
"""

import os
import socket
import ssl
from contextlib import suppress
from dataclasses import dataclass
from enum import StrEnum
from http.client import HTTPException, HTTPResponse, HTTPSConnection
from ipaddress import IPv6Address, ip_address, ip_network
from pathlib import Path
from threading import Timer
from time import monotonic
from typing import Protocol
from urllib.parse import SplitResult, urljoin, urlsplit

from django.conf import settings

MOST_BYTES = 10_000_000
CONNECT_SECONDS = 5.0
WHOLE_SECONDS = 20.0
MOST_REDIRECTS = 3
FAKE_HOST = "agenda.invalid"
_HTTPS_PORT = 443
_ASSIGNED = ip_network("2000::/3")
# Addresses of IPv6 that carry one of IPv4 in them (RFC 3056, 4380): a gateway in between may lead to that one.
_CARRYING = (ip_network("2002::/16"), ip_network("2001::/32"))
_SPECIAL = ip_network("192.0.0.0/24")
_OK, _MOVED = 200, frozenset({301, 302, 303, 307, 308})


class Reason(StrEnum):
    """Why there is no calendar, in a word that may be kept and logged: never an address."""

    ADDRESS = "address"
    NAME = "name"
    PRIVATE = "private"
    UNREACHABLE = "unreachable"
    CERTIFICATE = "certificate"
    REDIRECT = "redirect"
    STATUS = "status"
    SIZE = "size"
    SLOW = "slow"


class FeedNotRead(Exception):
    """There is no calendar; trying later may help."""

    def __init__(self, reason: Reason) -> None:
        super().__init__(reason.value)
        self.reason = reason


class CalendarFeeds(Protocol):
    def read(self, address: str) -> bytes:
        """Will return what stands at the address; raises FeedNotRead."""


def calendar_feeds() -> CalendarFeeds:
    """Will return the gateway that `settings.CALENDAR_GATEWAY` names: "https" or "fake"."""
    if settings.CALENDAR_GATEWAY == "https":
        return HttpsCalendarFeeds(loopback=settings.CALENDAR_LOOPBACK)
    return FakeCalendarFeeds(Path(settings.VAR_DIR) / "agendas")


def address_of(typed: str) -> SplitResult:
    """Will return the parts of an address that can be read: https with a name, `webcal` meaning the same; or raise FeedNotRead."""
    try:
        parts = urlsplit(typed.strip())
        port = parts.port
    except ValueError as error:
        raise FeedNotRead(Reason.ADDRESS) from error
    if parts.scheme == "webcal":
        parts = parts._replace(scheme="https")
    if parts.scheme != "https" or not parts.hostname or parts.username is not None or not typed.isprintable():
        raise FeedNotRead(Reason.ADDRESS)
    if port == 0:
        raise FeedNotRead(Reason.ADDRESS)
    return parts


@dataclass(frozen=True)
class HttpsCalendarFeeds:
    """Real calendars. `loopback` also lets this machine be asked, for tests; `roots` is a PEM file to trust besides."""

    loopback: bool = False
    roots: Path | None = None

    def read(self, address: str) -> bytes:
        """Will fetch the calendar, following at most three redirects within its own host; raises FeedNotRead."""
        deadline = monotonic() + WHOLE_SECONDS
        parts = address_of(address)
        host = parts.hostname
        for _ in range(MOST_REDIRECTS + 1):
            found, moved_to = self._ask(parts, deadline)
            if moved_to is None:
                return found
            parts = _moved(parts, moved_to)
            if parts.hostname != host:
                break
        raise FeedNotRead(Reason.REDIRECT)

    def _ask(self, parts: SplitResult, deadline: float) -> tuple[bytes, str | None]:
        trusted = ssl.create_default_context(cafile=self.roots)
        connection = _Pinned(parts, self._public_address(parts), trusted, deadline)
        try:
            connection.request("GET", _path_of(parts), headers={"Accept": "text/calendar", "User-Agent": "Overleg"})
            with connection.getresponse() as answer:
                if answer.status in _MOVED:
                    return b"", answer.headers.get("Location", "")
                if answer.status != _OK:
                    raise FeedNotRead(Reason.STATUS)
                return _all_of(answer, deadline), None
        except ssl.SSLCertVerificationError as error:
            raise FeedNotRead(Reason.CERTIFICATE) from error
        except (OSError, HTTPException, ValueError) as error:
            late = isinstance(error, TimeoutError) or monotonic() >= deadline
            raise FeedNotRead(Reason.SLOW if late else Reason.UNREACHABLE) from error
        finally:
            connection.finish()

    def _public_address(self, parts: SplitResult) -> str:
        assert parts.hostname is not None
        try:
            found = socket.getaddrinfo(parts.hostname, parts.port or _HTTPS_PORT, type=socket.SOCK_STREAM)
        except (OSError, UnicodeError) as error:
            raise FeedNotRead(Reason.NAME) from error
        addresses = [str(entry[4][0]) for entry in found]
        if not addresses or not all(self._may_be_asked(address) for address in addresses):
            raise FeedNotRead(Reason.PRIVATE)
        return addresses[0]

    def _may_be_asked(self, address: str) -> bool:
        number = ip_address(address.partition("%")[0])
        mapped = getattr(number, "ipv4_mapped", None) or number
        if mapped.is_loopback:
            return self.loopback
        if isinstance(mapped, IPv6Address):
            # Only what is given out on the internet: outside it lie translations to IPv4 (RFC 6052), old site addresses.
            return mapped in _ASSIGNED and mapped.is_global and not any(mapped in carrying for carrying in _CARRYING)
        return mapped.is_global and not mapped.is_multicast and mapped not in _SPECIAL


class _Pinned(HTTPSConnection):
    """Goes to the address that was looked at, asks for the certificate of the name, and is cut off at the deadline.

    Cut off from outside, because whoever sends a byte now and then never lets a timeout of the socket pass.
    """

    def __init__(self, parts: SplitResult, address: str, trusted: ssl.SSLContext, deadline: float) -> None:
        assert parts.hostname is not None
        super().__init__(parts.hostname, parts.port or _HTTPS_PORT, timeout=CONNECT_SECONDS, context=trusted)
        self._address, self._trusted, self._deadline = address, trusted, deadline
        self._scissors: Timer | None = None
        self._handle: socket.socket | None = None

    def connect(self) -> None:
        """Will open the connection, without looking the name up a second time: it could lead elsewhere by now."""
        plain = socket.create_connection((self._address, self.port), timeout=CONNECT_SECONDS)
        self._handle = socket.socket(fileno=os.dup(plain.fileno()))
        self._scissors = Timer(max(0.0, self._deadline - monotonic()), _cut, [self._handle])
        self._scissors.daemon = True
        self._scissors.start()
        try:
            self.sock = self._trusted.wrap_socket(plain, server_hostname=self.host)
        except BaseException:
            plain.close()
            raise

    def finish(self) -> None:
        """Will close the connection and put the scissors away. `close` alone is called before the answer was read."""
        self.close()
        if self._scissors is not None and self._handle is not None:
            self._scissors.cancel()
            self._handle.close()


def _cut(handle: socket.socket) -> None:
    with suppress(OSError):
        handle.shutdown(socket.SHUT_RDWR)


def _moved(parts: SplitResult, to: str) -> SplitResult:
    try:
        return address_of(urljoin(parts.geturl(), to))
    except ValueError as error:
        raise FeedNotRead(Reason.ADDRESS) from error


def _path_of(parts: SplitResult) -> str:
    return (parts.path or "/") + (f"?{parts.query}" if parts.query else "")


def _all_of(answer: HTTPResponse, deadline: float) -> bytes:
    content = answer.read(MOST_BYTES + 1)
    if monotonic() >= deadline:
        raise FeedNotRead(Reason.SLOW)  # cut off; what came until then is not the whole
    if len(content) > MOST_BYTES:
        raise FeedNotRead(Reason.SIZE)
    if answer.length:
        raise HTTPException  # it hung up half-way, or was cut off
    return content


@dataclass(frozen=True)
class FakeCalendarFeeds:
    """Reads `https://agenda.invalid/NAME.ics` from a folder, and knows no other host."""

    folder: Path

    def read(self, address: str) -> bytes:
        """Will return the file of that name; raises FeedNotRead as the real one would."""
        parts = address_of(address)
        if parts.hostname != FAKE_HOST:
            raise FeedNotRead(Reason.NAME)
        path = self.folder / Path(parts.path).name
        if not path.is_file():
            raise FeedNotRead(Reason.STATUS)
        if path.stat().st_size > MOST_BYTES:
            raise FeedNotRead(Reason.SIZE)
        return path.read_bytes()
