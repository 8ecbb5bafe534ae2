"""A statement about law or procedure rests on a source; what the sources leave open is said to be open."""

import re
from collections.abc import Iterator

from weerbaar.public.guidance.content_files.problems import Problem
from weerbaar.public.guidance.guides import Claim, Guide, Library, Step
from weerbaar.public.guidance.law import Article, ProsecutionRequest
from weerbaar.public.guidance.phrases import ASK
from weerbaar.public.guidance.rules.names import LAW, SOURCES

# Words with which a text says something about the law. Advice speaks without them; a claim may use them.
LEGAL = re.compile(
    r"\b(strafbaar\w*|strafrecht\w*|strafwet\w*|straffen|straf|artikel\w*|wettelijk\w*|wet|klacht\w*|verjaar\w*|"
    r"verjaring|gevangenis\w*|celstraf|boete\w*|officier|schadefonds|vpt|machtiging|werkdagen|euro)\b"
    r"|€|\b(twee|drie|[0-9]+) maanden\b",
    re.IGNORECASE,
)


def wrong_grounds(library: Library) -> Iterator[Problem]:
    """Will name each statement without a source, with an unknown one, or surer than its source."""
    for guide in library.guides:
        yield from _in_guide(guide, library)
    yield from _in_table(library)
    for source in library.sources:
        if source.sure and not source.url.startswith("https://"):
            yield Problem(SOURCES, f"bron {source.key}", "een bron die zeker is, heeft een adres met https://")


def _in_guide(guide: Guide, library: Library) -> Iterator[Problem]:
    for step in guide.steps:
        where = f"stap {step.id}"
        word = _legal_word(step)
        if word and not step.claims:
            yield Problem(guide.file, where, f"“{word}” gaat over het recht: zet er een feit met een bron bij (claims)")
        for place, claim in enumerate(step.claims, start=1):
            for message in _about(claim, library):
                yield Problem(guide.file, f"{where}, feit nummer {place}", message)


def _legal_word(step: Step) -> str:
    said = [step.title, step.text, *(c.label for c in step.choices), *(o.text for o in step.options)]
    found = LEGAL.search(" ".join(text.nl for text in said))
    return found.group() if found else ""


def _about(claim: Claim, library: Library) -> Iterator[str]:
    sources = {source.key: source for source in library.sources}
    articles = {article.key: article for article in library.articles}
    if not claim.sources and not claim.articles:
        yield "zonder bron: geef sources of articles"
    yield from (f"bron “{key}” staat niet in {SOURCES}" for key in claim.sources if key not in sources)
    yield from (f"artikel “{key}” staat niet in {LAW}" for key in claim.articles if key not in articles)
    if claim.unsure and claim.ask not in ASK:
        yield f"niet zeker, maar zegt niet aan wie je het vraagt; kies uit {', '.join(ASK)}"
    if claim.ask and not claim.unsure:
        yield "ask hoort bij een feit dat niet zeker is (unsure: true)"
    grounds = [sources[key].sure for key in claim.sources if key in sources]
    grounds += [articles[key].sure for key in claim.articles if key in articles]
    if grounds and not any(grounds) and not claim.unsure:
        yield "rust op iets dat niet zeker is: zet er unsure: true bij"


def _in_table(library: Library) -> Iterator[Problem]:
    sources = {source.key: source for source in library.sources}
    behaviours = {behaviour.key for behaviour in library.behaviours}
    for article in library.articles:
        where = f"artikel {article.key}"
        for message in _about_article(article):
            yield Problem(LAW, where, message)
        for key in article.sources:
            if key not in sources:
                yield Problem(LAW, where, f"bron “{key}” staat niet in {SOURCES}")
        if article.sure and not any(sources[key].sure for key in article.sources if key in sources):
            yield Problem(LAW, where, "is zeker genoemd, maar geen bron ervan is dat")
        for key in article.behaviours:
            if key not in behaviours:
                yield Problem(LAW, where, f"gedrag “{key}” is niet bekend")
    named = {key for article in library.articles for key in article.behaviours}
    for key in sorted(behaviours - named):
        yield Problem(LAW, f"gedrag {key}", "valt onder geen enkel artikel")


def _about_article(article: Article) -> Iterator[str]:
    if not article.sources:
        yield "zonder bron: geef sources"
    if not article.behaviours:
        yield "zegt niet bij welk gedrag het hoort (behaviours)"
    if article.sure and (article.prosecution_request is ProsecutionRequest.UNSURE or not article.maximum):
        yield "kan niet zeker zijn als de klacht of het maximum open is"
    if not article.sure and not article.note:
        yield "is niet zeker: zeg in note wat er open is"
