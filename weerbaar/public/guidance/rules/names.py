"""Names stand once, exist, and betray nothing: an address says neither what a guide is about nor what was answered."""

import re
from collections import Counter
from collections.abc import Iterable, Iterator

from weerbaar.public.guidance.content_files.problems import Problem
from weerbaar.public.guidance.guides import Guide, Library
from weerbaar.public.guidance.phrases import ICONS, LINKS, PEOPLE

GUIDE_ADDRESS = re.compile(r"[a-z]")
STEP_ADDRESS = re.compile(r"[1-9][0-9]?")
LAW, SOURCES = "law.yaml", "sources.yaml"


def wrong_names(library: Library) -> Iterator[Problem]:
    """Will name what stands twice, what nobody knows, and addresses that say too much."""
    addresses = Counter(guide.address for guide in library.guides)
    links = {*LINKS, *addresses}
    for guide in library.guides:
        if addresses[guide.address] > 1:
            yield Problem(guide.file, "", f"adres “{guide.address}” heeft ook een andere wegwijzer")
        if not GUIDE_ADDRESS.fullmatch(guide.address):
            yield Problem(guide.file, "", f"adres “{guide.address}” hoort één letter te zijn: die verraadt niets")
        if guide.icon not in ICONS:
            yield Problem(guide.file, "", f"icoon “{guide.icon}” kennen wij niet; kies uit {', '.join(ICONS)}")
        yield from _in_guide(guide, links)
    yield from _twice("artikel", LAW, (article.key for article in library.articles))
    yield from _twice("gedrag", LAW, (behaviour.key for behaviour in library.behaviours))
    yield from _twice("bron", SOURCES, (source.key for source in library.sources))


def _in_guide(guide: Guide, links: set[str]) -> Iterator[Problem]:
    yield from _twice("stap", guide.file, (step.id for step in guide.steps))
    for step in guide.steps:
        where = f"stap {step.id}"
        if not STEP_ADDRESS.fullmatch(step.id):
            yield Problem(guide.file, where, "een stap heet naar een getal van 1 tot 99: dat verraadt niets")
        for name in step.people:
            if name not in PEOPLE:
                yield Problem(guide.file, where, f"“{name}” kennen wij niet; kies uit {', '.join(PEOPLE)}")
        for option in step.options:
            if option.link and option.link not in links:
                yield Problem(
                    guide.file, where, f"link “{option.link}” bestaat niet; kies uit {', '.join(sorted(links))}"
                )


def _twice(called: str, file: str, keys: Iterable[str]) -> Iterator[Problem]:
    for key, count in Counter(keys).items():
        if count > 1:
            yield Problem(file, f"{called} {key}", "staat er meer dan eens")
