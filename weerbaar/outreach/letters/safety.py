"""What must not stand in a letter, because every letter may become public (Woo); and how it looks when it does.

Pure words, no database: who the people are that it must not name is told by whoever asks.
"""

import re
from collections.abc import Iterable
from dataclasses import dataclass, replace

from django.db.models import TextChoices
from django.utils.translation import gettext_lazy as _

from weerbaar.foundation.papers.blocks import Block
from weerbaar.foundation.papers.letters import Opening
from weerbaar.outreach.letters.composing import Letter

MOST_WORDS = 20
"""In one sentence. B1 readers lose a longer one half-way."""
_SHORTEST_NAME = 4
BLACK = "■■■■■"
_GROUND = "5.1.2.e"
"""Woo, article 5.1, second paragraph, under e: the personal life of whom it names."""


class Kind(TextChoices):
    """What was found, and what to do about it."""

    MOBILE = "mobile", _("Een mobiel nummer. Noem het nummer van het team, niet dat van een persoon.")
    MAIL = "mail", _("Een privé-mailadres. Gebruik het adres van een organisatie.")
    COLLEAGUE = "colleague", _("De naam van een collega. Onderteken namens het team.")
    OFFICIAL = "official", _("De naam van een medewerker van de organisatie. Noem de functie.")
    SECURITY = "security", _("Een woord dat iets zegt over beveiliging. Bespreek dat mondeling.")
    LONG = "long", _("Een lange zin. Maak er twee van: tot twintig woorden leest iedereen mee.")


BLACKED_OUT = frozenset({Kind.MOBILE, Kind.MAIL, Kind.COLLEAGUE, Kind.OFFICIAL, Kind.SECURITY})
"""What is made unreadable before a letter is disclosed. A long sentence is ugly, and public."""

_MOBILE = re.compile(r"(?<![\d\w])(?:(?:\+|00)31[\s.-]*(?:\(0\)[\s.-]*)?|0)6(?:[\s.-]*\d){8}(?!\d)")
_PRIVATE = re.compile(
    r"[\w.+-]+@(?:gmail|googlemail|hotmail|outlook|live|msn|icloud|me|yahoo|ziggo|kpnmail|kpnplanet|planet|xs4all|home|upcmail|"
    r"hetnet|casema|chello|telfort|protonmail|proton|gmx|tele2)\.[a-z.]{2,6}\b",
    re.IGNORECASE,
)
_SECURITY = re.compile(
    r"\b(?:alarmcode|alarminstallatie|beveiligingsplan|beveiligingsmaatregel(?:en)?|bewakings?\w*|camera(?:toezicht|[’']?s)|dreigings\w+|"
    r"huisadres|kenteken|noodknop|persoonsbeveiliging|safehouse|schuiladres|sleutelkluis|stelsel bewaken|toegangscode|"
    r"vluchtroute|woningscan|woonadres)\b",
    re.IGNORECASE,
)
_SENTENCE = re.compile(r"[^.!?\n]+[.!?]*")
_WORD = re.compile(r"[^\s–—-]+")  # noqa: RUF001 - the dashes that people type


@dataclass(frozen=True)
class Finding:
    """One thing in a text: what, where it begins and ends, and the words themselves."""

    kind: Kind
    start: int
    end: int
    words: str

    @property
    def must_be_seen(self) -> bool:
        """Whether it harms somebody when it becomes public; a long sentence does not."""
        return self.kind in BLACKED_OUT


@dataclass(frozen=True)
class People:
    """Whose names stay out of what becomes public: those who work here, and those who do the work over there."""

    colleagues: tuple[str, ...] = ()
    officials: tuple[str, ...] = ()


def findings(text: str, people: People) -> list[Finding]:
    """Will return what must not stand in a text, in the order of the text; of two that overlap the longer."""
    named = [(Kind.COLLEAGUE, _names(people.colleagues)), (Kind.OFFICIAL, _names(people.officials))]
    patterns = [(Kind.MOBILE, _MOBILE), (Kind.MAIL, _PRIVATE), (Kind.SECURITY, _SECURITY), *named]
    found = [
        Finding(kind, match.start(), match.end(), match.group())
        for kind, pattern in patterns
        if pattern is not None
        for match in pattern.finditer(text)
    ]
    kept: list[Finding] = []
    for one in sorted(found, key=lambda one: (one.start, one.start - one.end)):
        if not kept or one.start >= kept[-1].end:
            kept.append(one)
    long = [
        Finding(Kind.LONG, match.start(), match.end(), match.group().strip())
        for match in _SENTENCE.finditer(text)
        if len(_WORD.findall(match.group())) > MOST_WORDS
    ]
    return sorted([*kept, *long], key=lambda one: (one.start, one.end))


def disclosed(text: str, people: People) -> str:
    """Will return a text as it would look when it is disclosed: what harms somebody is gone, with the ground beside it."""
    whole, at = "", 0
    for one in findings(text, people):
        if one.must_be_seen:
            whole += text[at : one.start] + f"{BLACK} ({_GROUND})"
            at = one.end
    return whole + text[at:]


def letter_disclosed(letter: Letter, people: People) -> Letter:
    """Will return a letter as it would look when it is disclosed. The way to the personal page is not in it any more."""

    def change(words: str) -> str:
        return disclosed(words, people)

    return replace(
        letter,
        address=tuple(map(change, letter.address)), facts=tuple(map(change, letter.facts)),
        subject=change(letter.subject), title=change(letter.title),
        blocks=tuple(_closed(block).with_words(change) for block in letter.blocks),
    )  # fmt: skip


def _closed(block: Block) -> Block:
    if isinstance(block, Opening):
        return replace(block, shown=BLACK, link="", code="", picture="")
    return block


def _names(names: Iterable[str]) -> re.Pattern[str] | None:
    """A whole name is found however it is written; a surname alone only with its capital, so that a word stays a word."""
    whole = {name.strip() for name in names if len(name.strip()) >= _SHORTEST_NAME}
    surnames = {name.split()[-1] for name in whole}
    either = [f"(?i:{re.escape(name)})" for name in whole] + [
        re.escape(name) for name in surnames if len(name) >= _SHORTEST_NAME and name[:1].isupper()
    ]
    return re.compile(rf"(?<!\w)(?:{'|'.join(sorted(either, key=len, reverse=True))})(?!\w)") if either else None
