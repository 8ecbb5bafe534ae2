"""The folder with content files, read into a library."""

from pathlib import Path
from typing import Any

from weerbaar.public.guidance.content_files.fields import Fields
from weerbaar.public.guidance.content_files.plain import BadYaml, read_plain
from weerbaar.public.guidance.content_files.problems import Problem
from weerbaar.public.guidance.guides import Choice, Claim, Guide, Library, Option, Step
from weerbaar.public.guidance.law import Article, Behaviour, ProsecutionRequest, Source

LAW, SOURCES = "law.yaml", "sources.yaml"


def read_library(folder: Path) -> tuple[Library, list[Problem]]:
    """Will read every content file in a folder, with all that is wrong with their form."""
    problems: list[Problem] = []
    guides = [
        _guide(_fields(path, problems))
        for path in sorted(folder.glob("*.y*ml"))
        if path.name not in {LAW, SOURCES} and not path.name.startswith(".")
    ]
    law = _fields(folder / LAW, problems)
    sources = _fields(folder / SOURCES, problems)
    library = Library(
        guides=tuple(sorted(guides, key=lambda guide: guide.address)),
        articles=tuple(_article(fields) for fields in law.records("articles", "artikel")),
        behaviours=tuple(_behaviour(fields) for fields in law.records("behaviours", "gedrag")),
        sources=tuple(_source(fields) for fields in sources.records("sources", "bron")),
    )
    law.done()
    sources.done()
    return library, problems


def _fields(path: Path, problems: list[Problem]) -> Fields:
    given: Any = {}
    try:
        given = read_plain(path)
    except BadYaml as error:
        problems.append(Problem(path.name, "", str(error)))
    except OSError as error:
        problems.append(Problem(path.name, "", f"het bestand is niet te lezen: {error.strerror}"))
    else:
        return Fields(given, path.name, "", problems)
    # What could not be read has no fields to miss: one problem is enough.
    return Fields({}, path.name, "", [])


def _guide(fields: Fields) -> Guide:
    guide = Guide(
        file=fields.file,
        address=fields.word("address"),
        icon=fields.word("icon"),
        version=fields.number("version"),
        date=fields.day("date"),
        in_english=fields.truth("in_english"),
        title=fields.text("title"),
        summary=fields.text("summary"),
        start=fields.word("start"),
        steps=tuple(_step(step) for step in fields.records("steps", "stap")),
    )
    fields.done()
    return guide


def _step(fields: Fields) -> Step:
    step = Step(
        id=fields.word("id"),
        title=fields.text("title"),
        text=fields.text("text", optional=True),
        choices=tuple(_choice(choice) for choice in fields.records("choices", "keuze")),
        options=tuple(_option(option) for option in fields.records("options", "mogelijkheid")),
        people=fields.words("people"),
        claims=tuple(_claim(claim) for claim in fields.records("claims", "feit")),
    )
    fields.done()
    return step


def _choice(fields: Fields) -> Choice:
    choice = Choice(fields.text("label"), fields.word("to"))
    fields.done()
    return choice


def _option(fields: Fields) -> Option:
    option = Option(fields.text("text"), fields.word("link", optional=True))
    fields.done()
    return option


def _claim(fields: Fields) -> Claim:
    claim = Claim(
        text=fields.text("text"),
        sources=fields.words("sources"),
        articles=fields.words("articles"),
        unsure=fields.truth("unsure"),
        ask=fields.word("ask", optional=True),
    )
    fields.done()
    return claim


def _article(fields: Fields) -> Article:
    article = Article(
        key=fields.word("key"),
        name=fields.text("name"),
        behaviours=fields.words("behaviours"),
        maximum=fields.text("maximum", optional=True),
        prosecution_request=fields.one_of("prosecution_request", ProsecutionRequest),
        sure=fields.truth("sure"),
        sources=fields.words("sources"),
        checked_on=fields.day("checked_on"),
        note=fields.text("note", optional=True),
    )
    fields.done()
    return article


def _behaviour(fields: Fields) -> Behaviour:
    behaviour = Behaviour(fields.word("key"), fields.text("label"))
    fields.done()
    return behaviour


def _source(fields: Fields) -> Source:
    source = Source(
        key=fields.word("key"),
        number=fields.word("number", optional=True),
        name=fields.word("name"),
        url=fields.word("url", optional=True),
        checked_on=fields.day("checked_on"),
        sure=fields.truth("sure"),
    )
    fields.done()
    return source
