"""What a paper is made of: words and pictures in blocks, without any markup that a word could be taken for."""

from collections.abc import Callable
from dataclasses import asdict, dataclass, fields, replace
from typing import Any, ClassVar, Self, TypeVar

_Piece = TypeVar("_Piece")
Change = Callable[[str], str]


@dataclass(frozen=True, kw_only=True)
class Block:
    """A piece of a paper. `kind` is how the template knows it; every other text in it is somebody's words."""

    kind: ClassVar[str]

    def with_words(self, change: Change) -> Self:
        """Will return the same block with every text in it put through `change`."""
        return replace(self, **{field.name: _changed(getattr(self, field.name), change) for field in fields(self)})

    def plain(self) -> dict[str, Any]:
        """Will return the block for the template."""
        return {"kind": self.kind, **asdict(self)}


@dataclass(frozen=True, kw_only=True)
class Cover(Block):
    """The first page: what this is, for whom, and what to know before reading on."""

    kind = "cover"
    title: str
    under: str = ""
    facts: tuple[tuple[str, str], ...] = ()
    notice: tuple[str, ...] = ()


@dataclass(frozen=True, kw_only=True)
class Contents(Block):
    """The headings with their pages."""

    kind = "contents"
    title: str


@dataclass(frozen=True, kw_only=True)
class Heading(Block):
    """A heading of level 1 to 3; with `new_page` it opens a page."""

    kind = "heading"
    text: str
    level: int = 1
    new_page: bool = False


@dataclass(frozen=True, kw_only=True)
class Prose(Block):
    """Running text; an empty line begins a paragraph, a line stays a line."""

    kind = "prose"
    text: str
    small: bool = False


@dataclass(frozen=True, kw_only=True)
class Facts(Block):
    """Names with what they are, one under the other."""

    kind = "facts"
    rows: tuple[tuple[str, str], ...]


@dataclass(frozen=True, kw_only=True)
class Table(Block):
    """Rows under a head. `widths` are parts of the whole; `exact` names the columns that hold signs rather than words."""

    kind = "table"
    head: tuple[str, ...]
    rows: tuple[tuple[str, ...], ...]
    widths: tuple[int, ...]
    exact: tuple[int, ...] = ()


@dataclass(frozen=True, kw_only=True)
class Bullets(Block):
    """A list; `numbered` where the order matters."""

    kind = "bullets"
    items: tuple[str, ...]
    numbered: bool = False


@dataclass(frozen=True, kw_only=True)
class Moment(Block):
    """One thing on a timeline."""

    kind = "moment"
    when: str
    title: str
    text: str = ""
    facts: tuple[tuple[str, str], ...] = ()


@dataclass(frozen=True, kw_only=True)
class Quote(Block):
    """Words of somebody else, set apart, with who and when above them."""

    kind = "quote"
    above: str
    text: str


@dataclass(frozen=True, kw_only=True)
class Notice(Block):
    """What must not be overlooked."""

    kind = "notice"
    title: str
    text: str


@dataclass(frozen=True, kw_only=True)
class Step(Block):
    """A step with a box to tick."""

    kind = "step"
    title: str
    text: str
    acts: tuple[str, ...] = ()
    facts: tuple[tuple[str, str], ...] = ()
    done: str = ""


@dataclass(frozen=True, kw_only=True)
class Picture(Block):
    """A picture by its number among those of the paper. `alt` says what it is to who cannot see it."""

    kind = "picture"
    number: int
    alt: str
    under: str


@dataclass(frozen=True, kw_only=True)
class Letter(Block):
    """The head of a letter: from whom, to whom, where and when, and about what."""

    kind = "letter"
    sender: str
    to: str
    date: str
    subject: str


@dataclass(frozen=True, kw_only=True)
class Signatures(Block):
    """Lines to sign on, each with what to write there."""

    kind = "signatures"
    lines: tuple[str, ...]


@dataclass(frozen=True, kw_only=True)
class Exact(Block):
    """Signs to be copied as they stand: lines stay lines, and a long one is broken at the edge and nowhere else."""

    kind = "exact"
    text: str


@dataclass(frozen=True, kw_only=True)
class Paper:
    """A whole paper. `title` is what a reader's window is called, `foot` stands under every page.

    `language` is the one that its words are in, for who has it read aloud, and for what the house itself adds to them.
    """

    title: str
    foot: str
    blocks: tuple[Block, ...]
    pictures: tuple[bytes, ...] = ()
    language: str = "nl"

    def with_words(self, change: Change) -> "Paper":
        """Will return the same paper with every text in it put through `change`: title, foot and alternative texts too."""
        blocks = tuple(block.with_words(change) for block in self.blocks)
        return replace(self, title=change(self.title), foot=change(self.foot), blocks=blocks)

    def plain(self) -> dict[str, Any]:
        """Will return the words of the paper for the template."""
        return {
            "title": self.title,
            "foot": self.foot,
            "language": self.language,
            "blocks": [block.plain() for block in self.blocks],
        }


def _changed(value: _Piece, change: Change) -> _Piece:
    if isinstance(value, str):
        return change(value)  # type: ignore[return-value] # the same type goes out as came in
    if isinstance(value, tuple):
        return tuple(_changed(part, change) for part in value)  # type: ignore[return-value] # the same type goes out as came in
    return value
