"""Questionnaires: those that came with the release, and those that were made here."""

import hashlib
import json
from functools import cache, lru_cache
from pathlib import Path
from typing import Any

from weerbaar.outreach.surveys import phrases
from weerbaar.outreach.surveys.models import Survey, Version
from weerbaar.outreach.surveys.questionnaires.parts import Form, Kind
from weerbaar.outreach.surveys.questionnaires.reading import read_form
from weerbaar.public.guidance.content_files.plain import read_plain

CONTENT = Path(__file__).parent.parent / "content"
SURVEY, EVALUATION = "uitvraag", "evaluatie"
"""The two questionnaires that rooms and pages count on."""


class UnknownQuestionnaire(Exception):
    """There is no questionnaire with this key, or none of its versions was published."""


def built_in_keys() -> list[str]:
    """Will name the questionnaires that came with the release."""
    return sorted(path.stem for path in CONTENT.glob("*.yaml"))


@cache
def built_in(key: str) -> dict[str, Any]:
    """Will give the content of a questionnaire of the release; raises `UnknownQuestionnaire`."""
    if key not in built_in_keys():
        raise UnknownQuestionnaire(key)
    content: dict[str, Any] = read_plain(CONTENT / f"{key}.yaml")
    return content


def digest_of(content: dict[str, Any]) -> str:
    """Will return the digest of a questionnaire, the same however its fields are ordered."""
    return hashlib.sha256(json.dumps(content, sort_keys=True, ensure_ascii=False).encode()).hexdigest()


def asks_about_agreements(survey: Survey) -> bool:
    """Whether it is the Uitvraag: of no other list do the answers tell how it is with protocol and code."""
    return survey.version.questionnaire_id == SURVEY


def form_of(version: Version) -> Form:
    """Will give a version as a questionnaire. One that was published is read once: it never changes."""
    if version.published_at is None:
        return read_form(version.content)[0]
    return _published(version.digest, json.dumps(version.content))


@lru_cache(maxsize=64)
def _published(_digest: str, content: str) -> Form:
    return read_form(json.loads(content))[0]


def latest_version(key: str) -> Version:
    """Will give the newest published version; raises `UnknownQuestionnaire`."""
    published = Version.objects.filter(questionnaire=key, published_at__isnull=False)
    found = published.select_related("questionnaire").order_by("-number").first()
    if found is None:
        raise UnknownQuestionnaire(key)
    return found


def choosable() -> list[tuple[str, str]]:
    """Will give what can be put out for a round: the Uitvraag first, then what was published here."""
    return [(SURVEY, phrases.NAMES[SURVEY]), *_by_name(_newest_made_here())]


def choosable_in_a_hall() -> list[tuple[str, str]]:
    """Will give what can be asked in a hall, without a name: our own evaluation first. Nobody hands in a file there."""
    made = [one for one in _newest_made_here() if all(asked.kind != Kind.FILE for asked in form_of(one).questions)]
    return [(EVALUATION, phrases.NAMES[EVALUATION]), *_by_name(made)]


def _newest_made_here() -> list[Version]:
    made = Version.objects.filter(published_at__isnull=False).exclude(questionnaire__in=built_in_keys())
    newest = {one.questionnaire_id: one for one in made.select_related("questionnaire").order_by("number")}
    return list(newest.values())


def _by_name(versions: list[Version]) -> list[tuple[str, str]]:
    return sorted(((one.questionnaire_id, one.questionnaire.name) for one in versions), key=lambda pair: pair[1])
