"""The law table: what somebody does, the article that it may fall under, and where we have that from."""

import datetime as dt
from dataclasses import dataclass
from enum import StrEnum

from weerbaar.public.guidance.texts import Text


class ProsecutionRequest(StrEnum):
    """Whether prosecution asks for a request of the victim within three months: a «klacht» (articles 66 Sr and 164 Sv)."""

    YES = "yes"
    NO = "no"
    UNSURE = "unsure"


@dataclass(frozen=True)
class Source:
    """Where a statement comes from; `number` is that of our own dossier. One that is not `sure` was never looked up."""

    key: str
    number: str
    name: str
    url: str
    checked_on: dt.date
    sure: bool


@dataclass(frozen=True)
class Behaviour:
    """What somebody does, in the words of whoever it happens to."""

    key: str
    label: Text


@dataclass(frozen=True)
class Article:
    """A line of the table. Unless `sure`, something in it was left open by the sources; the note says what."""

    key: str
    name: Text
    behaviours: tuple[str, ...]
    maximum: Text
    prosecution_request: ProsecutionRequest
    sure: bool
    sources: tuple[str, ...]
    checked_on: dt.date
    note: Text
