"""Making words unreadable in a copy, before anything is made of it: what was masked is nowhere in the paper.

Rather too much than too little: a name is also found in an address of mail, written in capitals, with other accents, with
points or without spaces, and each of its own parts is found where it stands as a word.
"""

import re
import unicodedata
from collections.abc import Iterable
from dataclasses import dataclass

from django.db.models import TextChoices
from django.utils.translation import gettext_lazy as _

MASK = "[onleesbaar gemaakt]"
_SHORTEST_PART = 3
_PARTICLES = frozenset({"van", "der", "den", "het", "ter", "ten", "von", "une", "des", "aan", "bij", "uit"})
_GAP = r"[\s.,_\-'\u2019\u00ad\u200b-\u200f/\\]*"
_SPLIT = re.compile(r"[\s.,_\-'\u2019/\\]+")
_ADDRESSES = re.compile(
    r"""
      [\w.+%-]+\s?@\s?[\w-]+(?:\.[\w-]+)+                     # mail
    | (?<!\w)@\w[\w.]{2,}                                     # a name on social media
    | (?<![\w])(?:\+|00)\d{1,3}[\s()./-]*(?:\d[\s()./-]*){7,12}\d  # telephone, with its country
    | (?<![\w])0(?:[\s()./-]*\d){9}(?!\d)                     # telephone in this country
    | (?<!\w)\d{4}\s?[A-Z]{2}(?!\w)(?:\s*,?\s*\d+\w?)?        # postcode
    | (?<!\w)[A-Z\u00c0-\u00de][\w\u00c0-\u024f.'-]*(?:straat|laan|weg|plein|gracht|kade|singel|dijk|hof|pad|steeg|dreef|park|plantsoen|markt|baan|wal|ring|erf)\s+\d+\s?[a-zA-Z]?(?!\w)
    | (?<!\w)NL\d{2}\s?[A-Z]{4}(?:\s?\d){10}(?!\d)            # bank account
    """,
    re.VERBOSE,
)


class Masked(TextChoices):
    """What can be made unreadable."""

    CLIENT = "client", _("De naam van de cliënt")
    OTHERS = "others", _("De namen van anderen rond de cliënt")
    ADDRESSES = "addresses", _("Adressen, telefoonnummers, mailadressen en rekeningnummers")
    OWN = "own", _("Eigen woorden of zinnen")


@dataclass(frozen=True)
class Mask:
    """Knows what must not be read. Called on a text it returns that text with the mask in place of it."""

    patterns: tuple[re.Pattern[str], ...]

    def __call__(self, text: str) -> str:
        """Will return the text with everything that must not be read replaced."""
        if not self.patterns or not text:
            return text
        plain, places = _plain(text)
        spans = sorted(
            (places[found.start()], places[found.end() - 1] + 1)
            for pattern in self.patterns
            for found in pattern.finditer(plain)
            if found.end() > found.start()
        )
        return _covered(text, spans)


def mask_for(*, names: Iterable[str] = (), phrases: Iterable[str] = (), addresses: bool = False) -> Mask:
    """Will return a mask over names with each of their parts, over phrases as a whole, and over addresses by their shape."""
    names, wanted = list(names), set()
    for phrase in [*names, *phrases]:
        wanted |= _whole(phrase)
    for name in names:
        wanted |= _parts(name)
    patterns = [re.compile(one, re.IGNORECASE) for one in sorted(wanted, key=len, reverse=True)]
    return Mask((*patterns, *([_ADDRESSES] if addresses else [])))


def _whole(phrase: str) -> set[str]:
    """A phrase wherever it stands, however its words are joined; a short one only as a word of its own."""
    words = [re.escape(word) for word in _SPLIT.split(_plain(phrase)[0]) if word]
    if not words:
        return set()
    joined = _GAP.join(words)
    return {joined if sum(map(len, words)) > _SHORTEST_PART else rf"(?<![^\W\d_]){joined}(?![^\W\d_])"}


def _parts(name: str) -> set[str]:
    """Each part of a name that says who it is, where it stands as a word: «jan» in «jan@…», not in «januari»."""
    parts = [word for word in _SPLIT.split(_plain(name)[0]) if len(word) >= _SHORTEST_PART]
    return {rf"(?<![^\W\d_]){re.escape(part)}(?![^\W\d_])" for part in parts if part.casefold() not in _PARTICLES}


def _plain(text: str) -> tuple[str, list[int]]:
    """The text without accents, and for each sign of it the place in the text that it came from."""
    if text.isascii():
        return text, list(range(len(text)))  # most of it is, and a file may hold a thousand pages
    signs, places = [], []
    for place, sign in enumerate(text):
        for part in unicodedata.normalize("NFKD", sign):
            if not unicodedata.combining(part) and unicodedata.category(part) != "Cf":
                signs.append(part)
                places.append(place)
    return "".join(signs), places


def _covered(text: str, spans: list[tuple[int, int]]) -> str:
    """Will put one mask over spans that touch: how many there were says something too."""
    kept: list[str] = []
    end = -1
    for first, last in spans:
        if first > end:
            kept += [text[max(end, 0) : first], MASK]
        end = max(end, last)
    return "".join([*kept, text[max(end, 0) :]])
