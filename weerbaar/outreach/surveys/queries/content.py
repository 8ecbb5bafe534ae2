"""Whether the questionnaires of this release are right, and still what was published under their number."""

import json
from pathlib import Path

from weerbaar.outreach.surveys.queries.questionnaires import CONTENT, digest_of
from weerbaar.outreach.surveys.questionnaires.checking import problems_in, wording_in
from weerbaar.outreach.surveys.questionnaires.reading import read_form
from weerbaar.public.guidance.content_files.plain import BadYaml, read_plain
from weerbaar.public.guidance.content_files.problems import Problem

PUBLISHED = "published.json"
"""Which digest each version has that ever was in a release: {"uitvraag": {"1": "…"}}."""


def content_problems(folder: Path = CONTENT) -> list[Problem]:
    """Will read the questionnaires of a folder afresh and name all that is wrong with them, file by file."""
    known = json.loads((folder / PUBLISHED).read_text()) if (folder / PUBLISHED).exists() else {}
    return [problem for path in sorted(folder.glob("*.yaml")) for problem in _about(path, known)]


def digests(folder: Path = CONTENT) -> dict[str, dict[str, str]]:
    """Will give the digests of what is in a folder now, in the form of `published.json`."""
    contents = {path.stem: read_plain(path) for path in sorted(folder.glob("*.yaml"))}
    return {key: {content["version"]: digest_of(content)} for key, content in contents.items()}


def _about(path: Path, known: dict[str, dict[str, str]]) -> list[Problem]:
    try:
        content = read_plain(path)
    except BadYaml as error:
        return [Problem(path.name, "", str(error))]
    form, problems = read_form(content, file=path.name)
    if problems:
        return sorted(problems)
    found = [*problems_in(form, file=path.name), *wording_in(form, file=path.name)]
    if form.key != path.stem:
        found.append(Problem(path.name, "", f"de sleutel “{form.key}” is niet de naam van het bestand"))
    published = known.get(form.key, {})
    number = str(form.version)
    if published.get(number) != digest_of(content):
        how = (
            "is gepubliceerd en mag niet meer veranderen: verhoog “version”"
            if number in published
            else "staat nog niet in published.json: draai “surveys publish”"
        )
        found.append(Problem(path.name, "", f"versie {number} {how}"))
    if any(int(other) > form.version for other in published):
        found.append(Problem(path.name, "", f"er is al een nieuwere versie dan {number}"))
    return found
