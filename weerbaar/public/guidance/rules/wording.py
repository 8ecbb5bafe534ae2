"""Short enough for somebody who reads at night, with half their attention."""

from collections.abc import Iterator

from weerbaar.foundation.wording.plain_words import LINE, PARAGRAPH, TITLE, faults, hard_words
from weerbaar.public.guidance.content_files.problems import Problem
from weerbaar.public.guidance.guides import Guide, Library
from weerbaar.public.guidance.rules.names import LAW
from weerbaar.public.guidance.texts import Text


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
        yield from faults(said, most=most, language=language)
    yield from hard_words(text.nl)


def _about_english(text: Text, in_english: bool) -> Iterator[str]:  # noqa: FBT001 - one fact about the guide
    if in_english and text and not text.en:
        yield f"deze wegwijzer is er ook in het Engels, deze tekst nog niet: “{text.nl[:30]}…”"
    if not in_english and text.en:
        yield f"hier staat Engels, maar de wegwijzer zegt dat die alleen Nederlands is: “{text.en[:30]}…”"
