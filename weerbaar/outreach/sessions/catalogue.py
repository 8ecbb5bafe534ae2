"""The building blocks of sessions and trainings, from a content file, and which of them fit a wish."""

from collections.abc import Iterable
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Any

import yaml
from django.utils.translation import gettext

CONTENT = Path(__file__).with_name("content") / "bouwstenen.yaml"


@dataclass(frozen=True)
class Block:
    """Something to do with a hall full of people. `place` is "first", "middle", "last" or nothing."""

    key: str
    version: int
    name: str
    aim: str
    minutes: int
    kinds: tuple[str, ...]
    audience: tuple[str, ...]
    skill: str
    material: tuple[str, ...]
    wishes: tuple[str, ...] = ()
    place: str = ""
    always: bool = False


@dataclass(frozen=True)
class Suggestion:
    """A block for a programme, and why."""

    block: Block
    why: str


@cache
def blocks() -> tuple[Block, ...]:
    """Will give every block, in the order of the file; raises what is wrong with the file."""
    return tuple(_block(one) for one in yaml.safe_load(CONTENT.read_text(encoding="utf-8")))


def _block(told: dict[str, Any]) -> Block:
    """Takes a block out of the file; a name that is missing or too many raises, so that no typing error passes."""
    lists = {name: tuple(value) for name, value in told.items() if isinstance(value, list)}
    block = Block(**{**told, **lists})
    if (
        block.minutes < 1
        or not set(block.kinds) <= {"session", "training"}
        or block.skill not in {"", "moderate", "train"}
    ):
        message = f"{block.key}: minutes, kinds or skill are not what they can be"
        raise ValueError(message)
    return block


def block_by(key: str) -> Block | None:
    """Will give the block of that name; None when there is none (any more)."""
    return next((block for block in blocks() if block.key == key), None)


def blocks_for(kind: str) -> list[Block]:
    """Will give the blocks that fit a session or a training."""
    return [block for block in blocks() if kind in block.kinds]


def suggest(*, kind: str, wishes: str, minutes: int, more: Iterable[str] = ()) -> list[Suggestion]:
    """Will put a programme together: what the wishes name first, then what always fits, as far as the time goes.

    Opening and closing are always there, a break from two hours on. `more` are keys that an evaluation asked for. Each
    block says why it is in, so that somebody can disagree.
    """
    fitting = blocks_for(kind)
    frame = [block for block in fitting if block.place in {"first", "last"} or (block.place and minutes > _BREAK_AFTER)]
    left = minutes - sum(block.minutes for block in frame)
    chosen: dict[str, str] = {}
    for block, why in _wanted(fitting, wishes, set(more)):
        if block.minutes <= left and block.key not in chosen:
            chosen[block.key] = why
            left -= block.minutes
    body = [Suggestion(block, chosen[block.key]) for block in fitting if block.key in chosen]
    middle = [_framed(block) for block in frame if block.place == "middle"]
    half = (len(body) + 1) // 2
    opening = [_framed(block) for block in frame if block.place == "first"]
    closing = [_framed(block) for block in frame if block.place == "last"]
    return [*opening, *body[:half], *middle, *body[half:], *closing]


_BREAK_AFTER = 120


def _wanted(fitting: list[Block], wishes: str, more: set[str]) -> list[tuple[Block, str]]:
    told = f" {' '.join(wishes.lower().split())} "
    named = [(block, word) for block in fitting if (word := _named_in(told, block))]
    found = [(block, gettext("genoemd in de wensen: «%(word)s»") % {"word": word}) for block, word in named]
    found += [(block, gettext("gevraagd in een evaluatie")) for block in fitting if block.key in more]
    return found + [(block, gettext("past bijna altijd")) for block in fitting if block.always]


def _named_in(told: str, block: Block) -> str:
    return next((word for word in block.wishes if word in told), "")


def _framed(block: Block) -> Suggestion:
    return Suggestion(block, gettext("hoort er altijd bij"))
