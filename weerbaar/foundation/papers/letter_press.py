"""Making letters, many in one go: in processes of their own that keep fonts and template ready, and nothing on any disk."""

import json
import os
import select
import subprocess
import sys
import time
from collections import deque
from collections.abc import Iterable, Iterator, Sequence
from contextlib import ExitStack
from dataclasses import dataclass
from pathlib import Path
from typing import IO, Self, cast

from weerbaar.foundation.papers.legible import legible
from weerbaar.foundation.papers.letters import PLACES, Sheet
from weerbaar.foundation.papers.press import CannotBeSet, TooMuch

MOST_SIGNS = 60_000
"""Of one letter: about twenty pages."""
MOST_TOGETHER = 500
"""Letters in one file to print."""
_SECONDS = 60
_CHILD = str(Path(__file__).with_name("typeset_letters.py"))
ADDRESS_DOES_NOT_FIT = "address-does-not-fit"


class AddressDoesNotFit(CannotBeSet):
    """The address has more lines than stand behind the window of an envelope. It is not made smaller."""


@dataclass(frozen=True)
class Outcome:
    """What became of one letter: its PDF, or why there is none."""

    pdf: bytes = b""
    problem: CannotBeSet | None = None

    def taken(self) -> bytes:
        """Will return the PDF; raises what stood in the way."""
        if self.problem is not None:
            raise self.problem
        return self.pdf


class LetterPress:
    """Use as a context. `children` processes set letters side by side; each starts when it is first needed."""

    def __init__(self, *, children: int = 2) -> None:
        self._children = [_Child() for _ in range(children)]
        self._stack = ExitStack()

    def __enter__(self) -> Self:
        for child in self._children:
            self._stack.callback(child.end)
        return self

    def __exit__(self, *_error: object) -> None:
        self._stack.close()

    def each(self, sheets: Iterable[Sheet]) -> Iterator[Outcome]:
        """Will set letter after letter as tagged PDF (PDF/UA-1, ISO 14289-1), in their order; one refused stops no other.

        The words go in as JSON and are never part of the template's source, so that no word is taken for a command.
        """
        busy: deque[_Child | Outcome] = deque()
        free = deque(self._children)
        for sheet in sheets:
            if not free:
                yield self._next(busy, free)
            try:
                job = _job([sheet], title=sheet.title)
            except TooMuch:
                busy.append(Outcome(problem=CannotBeSet()))
                continue
            child = free.popleft()
            child.give(job)
            busy.append(child)
        while busy:
            yield self._next(busy, free)

    def together(self, sheets: Sequence[Sheet], *, title: str) -> bytes:
        """Will set letters behind each other in one PDF, each on a new page; raises `TooMuch` and `CannotBeSet`."""
        child = self._children[0]
        child.give(_job(sheets, title=title))
        return child.take().taken()

    def _next(self, busy: "deque[_Child | Outcome]", free: "deque[_Child]") -> Outcome:
        first = busy.popleft()
        if isinstance(first, Outcome):
            return first
        outcome = first.take()
        free.append(first)
        return outcome


def pressed_letter(sheet: Sheet) -> bytes:
    """Will return one letter as tagged PDF; raises `TooMuch`, `CannotBeSet` and `AddressDoesNotFit`."""
    with LetterPress(children=1) as press:
        return press.together([sheet], title=sheet.title)


def _job(sheets: Sequence[Sheet], *, title: str) -> bytes:
    if not sheets or len(sheets) > MOST_TOGETHER:
        raise TooMuch
    words = [sheet.with_words(legible).plain() for sheet in sheets]
    whole = json.dumps(words, ensure_ascii=False)
    if len(whole) > MOST_SIGNS * len(sheets):
        raise TooMuch
    told = {"sheets": whole, "title": legible(title), "author": words[0]["sender"], "places": json.dumps(PLACES)}
    return json.dumps(told).encode()


class _Child:
    """One process that sets letters. One that broke or took too long is ended, and the next letter gets a new one."""

    def __init__(self) -> None:
        self._process: subprocess.Popen[bytes] | None = None

    def give(self, job: bytes) -> None:
        if self._process is None:
            self._process = subprocess.Popen(  # noqa: S603 - our own module, no shell
                [sys.executable, "-I", _CHILD], stdin=subprocess.PIPE, stdout=subprocess.PIPE, stderr=subprocess.DEVNULL
            )
        try:
            stream = cast("IO[bytes]", self._process.stdin)
            stream.write(b"%d\n" % len(job) + job)
            stream.flush()
        except BrokenPipeError:
            self.end()

    def take(self) -> Outcome:
        try:
            until = time.monotonic() + _SECONDS
            kind, _space, size = self._line(until).partition(b" ")
            content = self._read(int(size), until)
        except (CannotBeSet, ValueError):
            self.end()
            return Outcome(problem=CannotBeSet())
        if kind == b"pdf":
            return Outcome(pdf=content)
        return Outcome(problem=AddressDoesNotFit() if content.decode() == ADDRESS_DOES_NOT_FIT else CannotBeSet())

    def end(self) -> None:
        process, self._process = self._process, None
        if process is not None:
            process.kill()
            process.communicate()

    def _line(self, until: float) -> bytes:
        line = b""
        while not line.endswith(b"\n"):
            line += self._read(1, until)
        return line.strip()

    def _read(self, size: int, until: float) -> bytes:
        """Reads past the buffer of the stream: whether there is something to read is asked of the pipe itself."""
        if self._process is None:
            raise CannotBeSet
        pipe, parts = cast("IO[bytes]", self._process.stdout).fileno(), bytearray()
        while len(parts) < size:
            ready, _, _ = select.select([pipe], [], [], max(0.0, until - time.monotonic()))
            part = os.read(pipe, size - len(parts)) if ready else b""
            if not part:
                raise CannotBeSet
            parts += part
        return bytes(parts)
