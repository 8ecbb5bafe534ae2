"""Reading guides and law table. All of it is public and comes from files, so that no viewer is asked for."""

from collections.abc import Iterable
from dataclasses import dataclass
from functools import cache
from pathlib import Path

from django.utils.translation import gettext

from weerbaar.public.guidance.content_files.problems import Problem
from weerbaar.public.guidance.content_files.reading import read_library
from weerbaar.public.guidance.guides import Claim, Guide, Library
from weerbaar.public.guidance.law import Article, Behaviour, Source
from weerbaar.public.guidance.rules import problems_in

CONTENT = Path(__file__).with_name("content")


class UnknownBehaviour(Exception):
    """A hint was asked for something that is not in the law table."""


@dataclass(frozen=True)
class Hint:
    """An article that something may fall under. Whether it does is for police, prosecutor and judge."""

    article: Article
    sources: tuple[Source, ...]

    @property
    def sentence(self) -> str:
        """The only way to say it: that something *may* fall under an article."""
        return gettext("Dit kan vallen onder artikel %(key)s: %(name)s.") % {
            "key": self.article.key,
            "name": self.article.name,
        }

    @property
    def unsure(self) -> bool:
        return not self.article.sure

    @property
    def looked_up(self) -> bool:
        """Whether somebody at all looked for it; the rest is what everybody says."""
        return any(source.url for source in self.sources)


@dataclass(frozen=True)
class Grounded:
    """A claim with the sources that it rests on, its own and those of its articles."""

    claim: Claim
    sources: tuple[Source, ...]


def guides() -> tuple[Guide, ...]:
    """Will give every guide, in the order of the overview."""
    return _library().guides


def guide_at(address: str) -> Guide | None:
    """Will give the guide at an address; None when there is none."""
    return next((guide for guide in guides() if guide.address == address), None)


def grounded(claims: Iterable[Claim]) -> tuple[Grounded, ...]:
    """Will give claims with their sources, in order and each source once."""
    articles = {article.key: article.sources for article in _library().articles}
    return tuple(
        Grounded(claim, _sources([*claim.sources, *(key for name in claim.articles for key in articles[name])]))
        for claim in claims
    )


def behaviours() -> tuple[Behaviour, ...]:
    """Will give what somebody may have done: the choices to offer where an incident is written down."""
    return _library().behaviours


def law_table() -> tuple[Hint, ...]:
    """Will give every line of the law table with its sources."""
    return tuple(Hint(article, _sources(article.sources)) for article in _library().articles)


def sources_of_prosecution_requests() -> tuple[Source, ...]:
    """Will give what the three months and the power of attorney rest on (articles 66 Sr and 164 Sv)."""
    return _sources(["termijn", "klacht"])


def sources_of_what_is_open() -> tuple[Source, ...]:
    """Will give what the lines that nobody looked up yet rest on."""
    return _sources(key for hint in law_table() if not hint.looked_up for key in hint.article.sources)


def hints_for(behaviours: Iterable[str]) -> list[Hint]:
    """Will give the articles that these behaviours may fall under, in the order of the table: hints, never verdicts.

    Raises `UnknownBehaviour` for a key that the table does not know.
    """
    asked = set(behaviours)
    unknown = asked - {behaviour.key for behaviour in _library().behaviours}
    if unknown:
        raise UnknownBehaviour(", ".join(sorted(unknown)))
    return [hint for hint in law_table() if not asked.isdisjoint(hint.article.behaviours)]


def content_problems(folder: Path = CONTENT) -> list[Problem]:
    """Will read the content files of a folder afresh and name all that is wrong with them, file by file."""
    library, problems = read_library(folder)
    return sorted({*problems, *problems_in(library)})


@cache
def _library() -> Library:
    """The files are part of a release: they are read once, and again after a restart."""
    library, _problems = read_library(CONTENT)
    return library


def _sources(keys: Iterable[str]) -> tuple[Source, ...]:
    known = {source.key: source for source in _library().sources}
    return tuple(known[key] for key in dict.fromkeys(keys))
