"""Where the team reads about what a survey without names is about.

The room that a subject is of registers in `apps.py: ready()`: `subjects.register("gathering", addresses_of)`, by the word
that stands before the colon in `Survey.subject`.
"""

from collections import defaultdict
from collections.abc import Callable, Collection, Iterable, Mapping
from uuid import UUID

from weerbaar.outreach.surveys.models import Survey

Addresses = Callable[[Collection[UUID]], Mapping[UUID, str]]
_KINDS: dict[str, Addresses] = {}


def register(kind: str, addresses: Addresses) -> None:
    """Will ask `addresses(keys)` for the pages of subjects of this kind; it costs as many queries for fifty as for one."""
    _KINDS[kind] = addresses


def addresses_of(surveys: Iterable[Survey]) -> dict[UUID, str]:
    """Will give the page of what each survey is about, by the key of the survey; none where that is there no more."""
    about: dict[str, dict[UUID, UUID]] = defaultdict(dict)
    for survey in surveys:
        kind, _colon, key = survey.subject.partition(":")
        if kind in _KINDS:
            about[kind][survey.pk] = UUID(key)
    found: dict[UUID, str] = {}
    for kind, keys in about.items():
        there = _KINDS[kind](set(keys.values()))
        found |= {survey: there[key] for survey, key in keys.items() if key in there}
    return found
