"""What a guide is made of. All of it comes from files, so that none of it changes while the system runs."""

import datetime as dt
from dataclasses import dataclass

from weerbaar.public.guidance.law import Article, Behaviour, Source
from weerbaar.public.guidance.texts import Text


@dataclass(frozen=True)
class Choice:
    """An answer to the question of a step, and the step that it leads to."""

    label: Text
    to: str


@dataclass(frozen=True)
class Option:
    """Something that the reader can do now; `link` names a page of ours."""

    text: Text
    link: str = ""


@dataclass(frozen=True)
class Claim:
    """A statement about law or procedure, with what it rests on. An unsure one says whom to ask."""

    text: Text
    sources: tuple[str, ...] = ()
    articles: tuple[str, ...] = ()
    unsure: bool = False
    ask: str = ""


@dataclass(frozen=True)
class Step:
    """One page of a guide: a question with choices, or an ending with options and somebody to call."""

    id: str
    title: Text
    text: Text
    choices: tuple[Choice, ...] = ()
    options: tuple[Option, ...] = ()
    people: tuple[str, ...] = ()
    claims: tuple[Claim, ...] = ()

    @property
    def is_ending(self) -> bool:
        return not self.choices


@dataclass(frozen=True)
class Guide:
    """A row of questions that ends in what you can do and whom you can call."""

    file: str
    address: str
    icon: str
    version: int
    date: dt.date
    in_english: bool
    title: Text
    summary: Text
    start: str
    steps: tuple[Step, ...]

    def step(self, id: str) -> Step | None:  # noqa: A002 - a step is called by its id
        return next((step for step in self.steps if step.id == id), None)

    def before(self, step: Step) -> Step | None:
        """The one step that leads here; none when there are several, or when this is where the guide begins."""
        leading = [each for each in self.steps if step.id in {choice.to for choice in each.choices}]
        return leading[0] if len(leading) == 1 and step.id != self.start else None


@dataclass(frozen=True)
class Library:
    """All that the content files hold."""

    guides: tuple[Guide, ...] = ()
    articles: tuple[Article, ...] = ()
    behaviours: tuple[Behaviour, ...] = ()
    sources: tuple[Source, ...] = ()
