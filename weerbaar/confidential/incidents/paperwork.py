"""What is sealed of steps, reports and files: typed here, JSON there."""

import json
from dataclasses import asdict, dataclass, field
from datetime import datetime
from typing import Any, Self

from weerbaar.confidential.incidents.nine_steps import Route


class _Sealed:
    """Facts that go into one sealed column."""

    def as_json(self) -> str:
        """Will return them for the column, without what is empty."""
        told = {name: value for name, value in asdict(self).items() if value}  # type: ignore[call-overload] # every subclass is a dataclass
        return json.dumps(told, ensure_ascii=False, default=str, separators=(",", ":"))

    @classmethod
    def read(cls, text: str) -> Self:
        """Will return what `as_json` wrote; nothing at all is nothing told."""
        told: dict[str, Any] = json.loads(text) if text else {}
        return cls(**{name: tuple(value) if isinstance(value, list) else value for name, value in told.items()})


@dataclass(frozen=True, kw_only=True)
class StepFacts(_Sealed):
    """What was done in a step, what shows it, and in step five what the client chose and why, in their own words."""

    by_client: bool = False
    proof: str = field(default="", repr=False)
    evidence: str = ""
    route: str = ""
    reason: str = field(default="", repr=False)

    @property
    def route_name(self) -> str:
        """What the client chose, in words."""
        return str(Route(self.route).label) if self.route in Route.values else ""


@dataclass(frozen=True, kw_only=True)
class Asking(_Sealed):
    """One time that somebody asked what became of a report."""

    on: str
    of: str = field(default="", repr=False)
    heard: str = field(default="", repr=False)

    @property
    def at(self) -> datetime:
        """When somebody asked."""
        return datetime.fromisoformat(self.on)


@dataclass(frozen=True, kw_only=True)
class ReportFacts(_Sealed):
    """A report that was made: of which kind, where, under which number, and what was heard of it."""

    route: str
    station: str = field(default="", repr=False)
    number: str = field(default="", repr=False)
    contact: str = field(default="", repr=False)
    with_code: bool = False
    under_number: bool = False
    askings: tuple[Asking, ...] = ()
    answer: str = field(default="", repr=False)

    @property
    def route_name(self) -> str:
        """What kind of report it was, in words."""
        return str(Route(self.route).label)

    @classmethod
    def read(cls, text: str) -> Self:
        """Will return what `as_json` wrote."""
        told = json.loads(text)
        return cls(**{**told, "askings": tuple(Asking(**one) for one in told.get("askings", ()))})


@dataclass(frozen=True, kw_only=True)
class FileFacts(_Sealed):
    """A file that left the house: for whom and why, what was in it, what was made unreadable, and its digests."""

    for_whom: str = field(repr=False)
    why: str = field(repr=False)
    incidents: tuple[str, ...] = ()
    evidence: tuple[str, ...] = ()
    originals: tuple[str, ...] = ()
    masked: tuple[str, ...] = ()
    own_words: int = 0
    digest: str = ""
    manifest: str = ""

    @property
    def has_originals(self) -> bool:
        """Whether it went as a package with originals and a manifest."""
        return bool(self.manifest)
