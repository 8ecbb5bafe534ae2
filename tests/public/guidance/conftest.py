"""Content that is right, to break one thing in at a time."""

import shutil

import pytest

from weerbaar.public.guidance import queries

A_GUIDE = """\
address: x
icon: clock
version: 2
date: 2026-11-22
in_english: false
title: Een wegwijzer
summary: Voor een proef.
start: "1"
steps:
  - id: "1"
    title: Bent u veilig?
    choices:
      - {label: "Nee", to: "2"}
      - {label: "Ja", to: "3"}
  - id: "2"
    title: Bel 112
    options:
      - text: Ga naar andere mensen toe.
    people: [emergency, helpline]
  - id: "3"
    title: Bewaar alles
    options:
      - text: Schrijf op wat er was.
        link: write
    people: [write]
    claims:
      - text: Een melding wordt vastgelegd.
        sources: [melding]
"""


@pytest.fixture
def content(tmp_path):
    """A folder with the law table, the sources and one guide, which the check finds in order."""
    for name in ("law.yaml", "sources.yaml"):
        shutil.copy(queries.CONTENT / name, tmp_path)
    (tmp_path / "proef.yaml").write_text(A_GUIDE, encoding="utf-8")
    return tmp_path


@pytest.fixture
def problems(content):
    """Change one file and hear what is wrong: `problems("proef.yaml", "to: \\"3\\"", "to: \\"9\\"")`."""

    def after(file, old, new):
        path = content / file
        text = path.read_text(encoding="utf-8")
        assert old in text
        path.write_text(text.replace(old, new, 1), encoding="utf-8")
        return [str(problem) for problem in queries.content_problems(content)]

    return after
