"""Visitors who come, ask, get their answer and leave: as many at once as are wanted, on one thread.

One process with plain sockets, because server and visitors share the processors: what the visitors spend, the server
lacks. A request is bytes that were made beforehand; of an answer the status and the length are read, no more.
"""

import selectors
import socket
import time
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from itertools import islice

PATIENCE_SECONDS = 30.0
END_OF_HEADERS = b"\r\n\r\n"
Judge = Callable[[bytes], bool]


@dataclass
class Drive:
    """What one run gave: how long each answer took, how many were not what they should be, and the whole time."""

    seconds: list[float] = field(default_factory=list)
    failures: int = 0
    elapsed: float = 0.0

    @property
    def per_second(self) -> float:
        return len(self.seconds) / self.elapsed if self.elapsed else 0.0

    def quantile(self, part: float) -> float:
        """Will return the time, in milliseconds, within which this part of the answers came."""
        ordered = sorted(self.seconds)
        return ordered[min(len(ordered) - 1, int(part * len(ordered)))] * 1000 if ordered else 0.0


class _Visitor:
    """One request on a connection of its own: each message comes from somebody else."""

    def __init__(self, port: int, request: bytes) -> None:
        self.received = bytearray()
        self.length = -1
        self.asked_at = time.perf_counter()
        self.socket = socket.create_connection(("127.0.0.1", port), timeout=PATIENCE_SECONDS)
        self.socket.sendall(request)

    def answered(self) -> bytes | None:
        """The whole answer, once it is all there; raises ConnectionError when the server hung up."""
        part = self.socket.recv(262144)
        if not part:
            raise ConnectionResetError
        self.received += part
        if self.length < 0 and (end := self.received.find(END_OF_HEADERS)) >= 0:
            self.length = end + len(END_OF_HEADERS) + _content_length(bytes(self.received[:end]))
        return bytes(self.received) if 0 <= self.length <= len(self.received) else None


def drive(port: int, requests: Iterator[bytes], *, clients: int, is_right: Judge, seconds: float = 10.0) -> Drive:
    """Will send the requests by so many visitors at once and return what came of it, after at most so many seconds."""
    outcome, selector = Drive(), selectors.DefaultSelector()
    started = time.perf_counter()
    for request in islice(requests, clients):
        visitor = _Visitor(port, request)
        selector.register(visitor.socket, selectors.EVENT_READ, visitor)
    while selector.get_map():
        for visitor in _ready(selector, outcome):
            if not _finish(visitor, outcome, is_right):
                continue
            selector.unregister(visitor.socket)
            visitor.socket.close()
            following = next(requests, None) if time.perf_counter() - started < seconds else None
            if following is not None:
                another = _Visitor(port, following)
                selector.register(another.socket, selectors.EVENT_READ, another)
    outcome.elapsed = time.perf_counter() - started
    selector.close()
    return outcome


def _ready(selector: selectors.BaseSelector, outcome: Drive) -> list[_Visitor]:
    """Who got something to read; when nobody does for half a minute, all of them leave unserved."""
    ready = [key.data for key, _ in selector.select(PATIENCE_SECONDS)]
    if not ready:
        outcome.failures += len(selector.get_map())
        for key in list(selector.get_map().values()):
            selector.unregister(key.fileobj)
            key.data.socket.close()
    return ready


def _finish(visitor: _Visitor, outcome: Drive, is_right: Judge) -> bool:
    """Reads what is there; true when this visitor is done, served or not."""
    try:
        answer = visitor.answered()
    except OSError:
        outcome.failures += 1
        return True
    if answer is None:
        return False
    outcome.seconds.append(time.perf_counter() - visitor.asked_at)
    outcome.failures += not is_right(answer)
    return True


def request_bytes(method: str, path: str, *, body: bytes = b"", **headers: str) -> bytes:
    """Will return a request as a browser sends it, ready for the wire."""
    lines = [
        f"{method} {path} HTTP/1.1",
        "Host: 127.0.0.1",
        "Accept-Encoding: gzip, br",
        "Accept-Language: nl",
        "Connection: close",
    ]
    lines += [f"{name.replace('_', '-')}: {value}" for name, value in headers.items()]
    if method == "POST":
        lines.append(f"Content-Length: {len(body)}")
    return "\r\n".join([*lines, "", ""]).encode() + body


def _content_length(head: bytes) -> int:
    for line in head.lower().split(b"\r\n"):
        if line.startswith(b"content-length:"):
            return int(line.partition(b":")[2])
    message = f"an answer without a length: {head!r}"
    raise ValueError(message)
