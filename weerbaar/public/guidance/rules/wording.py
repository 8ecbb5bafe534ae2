"""Short enough for somebody who reads at night, with half their attention."""

import re
from collections.abc import Iterator

from weerbaar.public.guidance.content_files.problems import Problem
from weerbaar.public.guidance.guides import Guide, Library
from weerbaar.public.guidance.rules.names import LAW
from weerbaar.public.guidance.texts import Text

# Signs a text may have, by what it is for.
TITLE, LINE, PARAGRAPH = 90, 300, 800
MOST_WORDS = {"nl": 20, "en": 25}
SENTENCE_ENDS = re.compile(r"(?<=[.!?:])[\"”»')*_]*\s+|\n\s*(?:[-*]|\d+\.)\s+|\n\s*\n")
# What somebody else says stands in «…» or *…*; there a text may say what a text of ours may not.
QUOTED = re.compile(r"«[^»]*»|(?<!\*)\*[^*]+\*(?!\*)")
FORBIDDEN = [
    (re.compile("[\u2013\u2014]"), "lange streep: maak er twee zinnen van"),
    (re.compile(r"[<>]"), "geen HTML: gebruik alleen alinea's, lijstjes en **vet**"),
    (re.compile(r"https?:|www\."), "geen adres in een tekst: dat hoort bij een bron"),
    (
        re.compile(r"\b0[0-9]{2}[ -]?[0-9]{3}|\b0[89]00\b"),
        "geen telefoonnummer in een tekst: dat komt uit de instellingen",
    ),
    (re.compile(r"\b(jij|je|jouw|jullie)\b", re.IGNORECASE), "zeg “u” tegen de lezer"),
]


def wrong_wording(library: Library) -> Iterator[Problem]:
    """Will name each text that is too long, each sentence that is too long, and what a text may not hold."""
    for guide in library.guides:
        for where, text, most in texts_of(guide):
            yield from (Problem(guide.file, where, message) for message in _about(text, most))
            yield from (Problem(guide.file, where, message) for message in _about_english(text, guide.in_english))
    for article in library.articles:
        for text in (article.name, article.maximum, article.note):
            yield from (Problem(LAW, f"artikel {article.key}", message) for message in _about(text, LINE))
    for behaviour in library.behaviours:
        yield from (Problem(LAW, f"gedrag {behaviour.key}", message) for message in _about(behaviour.label, TITLE))


def texts_of(guide: Guide) -> Iterator[tuple[str, Text, int]]:
    """Will give each text of a guide with its step and how long it may be."""
    yield "", guide.title, TITLE
    yield "", guide.summary, LINE
    for step in guide.steps:
        where = f"stap {step.id}"
        yield where, step.title, TITLE
        yield where, step.text, PARAGRAPH
        yield from ((where, choice.label, TITLE) for choice in step.choices)
        yield from ((where, option.text, LINE) for option in step.options)
        yield from ((where, claim.text, LINE) for claim in step.claims)


def _about(text: Text, most: int) -> Iterator[str]:
    for language, said in (("nl", text.nl), ("en", text.en)):
        if len(said) > most:
            yield f"de tekst ({language}) is {len(said)} tekens, het mogen er {most} zijn: “{said[:30]}…”"
        for sentence in SENTENCE_ENDS.split(said):
            words = len(sentence.split())
            if words > MOST_WORDS[language]:
                yield f"een zin ({language}) van {words} woorden, het mogen er {MOST_WORDS[language]} zijn: “{sentence[:40]}…”"
        for pattern, message in FORBIDDEN:
            if found := pattern.search(QUOTED.sub("", said)):
                yield f"{message} (“{found.group()}”)"


def _about_english(text: Text, in_english: bool) -> Iterator[str]:  # noqa: FBT001 - one fact about the guide
    if in_english and text and not text.en:
        yield f"deze wegwijzer is er ook in het Engels, deze tekst nog niet: “{text.nl[:30]}…”"
    if not in_english and text.en:
        yield f"hier staat Engels, maar de wegwijzer zegt dat die alleen Nederlands is: “{text.en[:30]}…”"
