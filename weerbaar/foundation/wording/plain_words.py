"""Short enough for somebody who reads at night, with half their attention: level B1 of the European framework."""

import re
from collections.abc import Iterator

from weerbaar.foundation.wording.hard_words import HARD_WORDS

# Signs a text may have, by what it is for.
TITLE, LINE, PARAGRAPH = 90, 300, 800
MOST_WORDS = {"nl": 20, "en": 25}
LONGEST_WORD = 26
SENTENCE_ENDS = re.compile(r"(?<=[.!?:])[\"”»')*_]*\s+|\n\s*(?:[-*]|\d+\.)\s+|\n\s*\n")
# What somebody else says stands in «…» or *…*; there a text may say what a text of ours may not.
QUOTED = re.compile(r"«[^»]*»|(?<!\*)\*[^*]+\*(?!\*)")
FORBIDDEN = [
    (re.compile("[\u2013\u2014]"), "lange streep: maak er twee zinnen van"),
    (re.compile(r"[<>]"), "geen HTML: gebruik alleen alinea's, lijstjes en **vet**"),
    (re.compile(r"https?:|www\."), "geen adres in een tekst: noem de pagina bij haar naam"),
    (
        re.compile(r"\b0[0-9]{2}[ -]?[0-9]{3}|\b0[89]00\b"),
        "geen telefoonnummer in een tekst: dat komt uit de instellingen",
    ),
    (re.compile(r"\b(jij|je|jouw|jullie)\b", re.IGNORECASE), "zeg “u” tegen de lezer"),
]
_HARD = re.compile(r"\b(" + "|".join(sorted(map(re.escape, HARD_WORDS), key=len, reverse=True)) + r")\b", re.IGNORECASE)
_WORD = re.compile(rf"[^\W\d_]{{{LONGEST_WORD + 1},}}")


def faults(text: str, *, most: int, language: str = "nl") -> Iterator[str]:
    """Will name, in Dutch, what keeps a text from being plain: too long, a sentence too long, what it may not hold.

    `most` is the number of signs that it may have. The length of sentences is asked in Dutch and in English.
    """
    if len(text) > most:
        yield f"de tekst ({language}) is {len(text)} tekens, het mogen er {most} zijn: “{text[:30]}…”"
    for sentence in SENTENCE_ENDS.split(text):
        words = len(sentence.split())
        if words > MOST_WORDS[language]:
            yield f"een zin ({language}) van {words} woorden, het mogen er {MOST_WORDS[language]} zijn: “{sentence[:40]}…”"
    for pattern, message in FORBIDDEN:
        if found := pattern.search(QUOTED.sub("", text)):
            yield f"{message} (“{found.group()}”)"


def hard_words(text: str) -> Iterator[str]:
    """Will name, in Dutch, each hard word of a Dutch text with what people say, and each word that is very long."""
    said = QUOTED.sub("", text)
    for found in dict.fromkeys(match.group().lower() for match in _HARD.finditer(said)):
        yield f"moeilijk woord “{found}”: schrijf liever “{HARD_WORDS[found]}”"
    for long in dict.fromkeys(_WORD.findall(said)):
        yield f"heel lang woord “{long}”: maak er twee van"
