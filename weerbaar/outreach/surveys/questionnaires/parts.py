"""The parts of a questionnaire. All frozen: a version that was published is the same for whoever asks, for good."""

from collections.abc import Iterator
from dataclasses import dataclass
from enum import StrEnum

from weerbaar.public.guidance.texts import Text

UNTOUCHED = Text("")


class Kind(StrEnum):
    """What an answer is."""

    ONE = "one"
    MANY = "many"
    YES_NO = "yes_no"
    TEXT = "text"
    LONG = "long"
    NUMBER = "number"
    SCALE = "scale"
    DATE = "date"
    FILE = "file"


CHOSEN = frozenset({Kind.ONE, Kind.MANY, Kind.YES_NO})
"""Kinds whose answers are one or more of a fixed list, so that they can be counted and asked about."""
MEASURED = frozenset({Kind.NUMBER, Kind.SCALE})
"""Kinds whose answers are whole numbers, with a least and a most."""


class Mark(StrEnum):
    """Who may see an answer: anybody in figures of many organisations, or the team alone. None is public by organisation."""

    AGGREGATE = "aggregate"
    CONFIDENTIAL = "confidential"


class Pattern(StrEnum):
    """What a line of text must look like, by name: an editor writes no regular expression."""

    ANY = "any"
    EMAIL = "email"
    WEB = "web"
    PHONE = "phone"
    POSTCODE = "postcode"


class Days(StrEnum):
    """Which days a date may be."""

    ANY = "any"
    PAST = "past"
    FUTURE = "future"


@dataclass(frozen=True)
class Choice:
    """Something that can be chosen. Its key stays the same over versions, so that rounds compare."""

    key: str
    label: Text


@dataclass(frozen=True)
class Condition:
    """What an earlier answer must be: one of some choices, or a number between two bounds."""

    question: str
    any_of: tuple[str, ...] = ()
    least: int | None = None
    most: int | None = None


@dataclass(frozen=True)
class Question:
    """One question. `least` and `most` bound a number or scale; `most` alone bounds the length of a text."""

    key: str
    kind: Kind
    title: Text
    hint: Text = UNTOUCHED
    mark: Mark = Mark.AGGREGATE
    required: bool = False
    choices: tuple[Choice, ...] = ()
    when: tuple[Condition, ...] = ()
    least: int | None = None
    most: int | None = None
    pattern: Pattern = Pattern.ANY
    days: Days = Days.ANY

    @property
    def answers(self) -> tuple[str | int, ...]:
        """Every answer there is, in order: keys of choices or steps of a scale. Empty where anything can be answered."""
        if self.kind == Kind.SCALE and self.least is not None and self.most is not None:
            return tuple(range(self.least, self.most + 1))
        return tuple(choice.key for choice in self.choices) if self.kind in CHOSEN else ()

    def choice(self, key: str) -> Choice | None:
        return next((choice for choice in self.choices if choice.key == key), None)


@dataclass(frozen=True)
class Section:
    """One screen: a few questions that belong together. What it asks may depend on earlier screens only."""

    key: str
    title: Text
    text: Text = UNTOUCHED
    questions: tuple[Question, ...] = ()
    when: tuple[Condition, ...] = ()


@dataclass(frozen=True)
class Form:
    """A whole questionnaire in one version. `minutes` is how long filling it in takes."""

    key: str
    version: int
    title: Text
    intro: Text
    thanks: Text
    minutes: int
    sections: tuple[Section, ...]
    in_english: bool = False

    @property
    def questions(self) -> tuple[Question, ...]:
        return tuple(question for section in self.sections for question in section.questions)

    def question(self, key: str) -> Question | None:
        return next((question for question in self.questions if question.key == key), None)

    def section(self, key: str) -> Section | None:
        return next((section for section in self.sections if section.key == key), None)

    def conditions(self) -> Iterator[tuple[Section, Question, tuple[Condition, ...]]]:
        """Will give each question with all that must be true for it to be asked: of its section and its own."""
        for section in self.sections:
            for question in section.questions:
                yield section, question, section.when + question.when
