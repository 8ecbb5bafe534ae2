"""What must not stand in a letter, because every letter may become public (Woo); and how it looks when it does.

Pure words, no database: who the people are that it must not name is told by whoever asks.
"""

import re
import unicodedata
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

_GAP = r"[\s./()_·•-]{0,4}"
_DATE = r"0?6[-./]\d{1,2}[-./](?:19|20)\d\d(?!\d)"
_MOBILE = re.compile(
    rf"(?<!\d)(?!{_DATE})(?:(?:\+|00)?{_GAP}31{_GAP}(?:0{_GAP})?|0{_GAP}|(?<!\w)[oO]{_GAP})6(?:{_GAP}\d){{8}}(?!\d)"
)
_PRIVATE = re.compile(
    r"(?<![\w.+-])[\w.+-]+\s?(?:@|[(\[{]\s?(?:at|apenstaart)\s?[)\]}])\s?(?:gmail|googlemail|hotmail|outlook|live|msn|icloud|me|yahoo|ymail|"
    r"ziggo|ziggomail|kpnmail|kpnplanet|planet|xs4all|home|upcmail|hetnet|hccnet|casema|chello|telfort|quicknet|caiway|solcon|"
    r"zeelandnet|kabelfoon|wanadoo|tiscali|zonnet|versatel|online|protonmail|proton|pm|tutanota|tuta|fastmail|aol|gmx|tele2)"
    r"\s?(?:\.|[(\[{]\s?(?:dot|punt)\s?[)\]}])\s?[a-z.]{2,6}\b",
    re.IGNORECASE,
)
_SECURITY = re.compile(
    r"\b(?:alarmcode|alarminstallatie|beveiligingsplan|beveiligingsmaatregel(?:en)?|bewakings?\w*|camera(?:toezicht|[’']?s)|dreigings\w+|"
    r"huisadres|kenteken|noodknop|persoonsbeveiliging|safehouse|schuiladres|sleutelkluis|stelsel bewaken|toegangscode|"
    r"vluchtroute|woningscan|woonadres)\b",
    re.IGNORECASE,
)
_UNSEEN = frozenset({"Mn", "Cf"})
"""Marks on a letter, and signs that take no place: a soft hyphen, a joiner."""
_MINUSES = "\N{MINUS SIGN}\N{HYPHEN BULLET}"
_BEFORE_NAME = r"(?:(?i:mevrouw|mevr\.?|mw\.?|meneer|heer|dhr\.?|collega)\s+|(?:[A-Z][a-z]?\.[\s-]?){1,5}\s?)(?:[\w’']{1,8}\s{1,3}){0,2}?"
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
    """Will return what must not stand in a text, in the order of the text; what overlaps is one, of the kind that began first.

    It is looked for in the text as a reader sees it: a number with a strange dash, or a name with a letter that is made of
    two signs, is what it looks like.
    """
    plain, places = _as_seen(text)
    named = [(Kind.COLLEAGUE, _names(people.colleagues)), (Kind.OFFICIAL, _names(people.officials))]
    patterns = [(Kind.MOBILE, _MOBILE), (Kind.MAIL, _PRIVATE), (Kind.SECURITY, _SECURITY), *named]
    found = [
        (places[match.start()], places[match.end()], kind)
        for kind, pattern in patterns
        if pattern is not None
        for match in pattern.finditer(plain)
    ]
    kept: list[tuple[int, int, Kind]] = []
    for start, end, kind in sorted(found, key=lambda one: (one[0], -one[1])):
        if kept and start < kept[-1][1]:
            kept[-1] = (kept[-1][0], max(end, kept[-1][1]), kept[-1][2])
        else:
            kept.append((start, end, kind))
    long = [
        Finding(Kind.LONG, match.start(), match.end(), match.group().strip())
        for match in _SENTENCE.finditer(text)
        if len(_WORD.findall(match.group())) > MOST_WORDS
    ]
    seen = [Finding(kind, start, end, text[start:end]) for start, end, kind in kept]
    return sorted([*seen, *long], key=lambda one: (one.start, one.end))


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


def _as_seen(text: str) -> tuple[str, list[int]]:
    """The text without marks and invisible signs, every dash and digit a plain one; and where each sign stood in the text.

    The places have one more: the end.
    """
    signs: list[str] = []
    places: list[int] = []
    for place, sign in enumerate(text):
        for one in "-" if sign in _MINUSES else unicodedata.normalize("NFKD", sign):
            category = unicodedata.category(one)
            if category not in _UNSEEN:
                signs.append("-" if category == "Pd" else str(unicodedata.decimal(one)) if category == "Nd" else one)
                places.append(place)
    return "".join(signs), [*places, len(text)]


def _bare(name: str) -> str:
    return " ".join(_as_seen(name)[0].split())


def _names(names: Iterable[str]) -> re.Pattern[str] | None:
    """A whole name is found however it is written; a surname alone only with its capital, so that a word stays a word.

    A short surname is a word so often (Bos, Mol) that it is found behind a title or initials only.
    """
    whole = {bare for name in names if (bare := _bare(name))}
    lasts = {name.split()[-1] for name in whole}
    surnames = {part for last in lasts for part in (last, *last.split("-")) if part[:1].isupper()}
    either = [rf"(?i:{_spaced(name)})" for name in whole if len(name) >= _SHORTEST_NAME]
    for name in surnames:
        written = rf"(?:{re.escape(name)}|{re.escape(name.upper())})"
        either.append(written if len(name) >= _SHORTEST_NAME else _BEFORE_NAME + written)
    return re.compile(rf"(?<!\w)(?:{'|'.join(sorted(either, key=len, reverse=True))})(?!\w)") if either else None


def _spaced(name: str) -> str:
    return r"\s+".join(re.escape(word) for word in name.split())
