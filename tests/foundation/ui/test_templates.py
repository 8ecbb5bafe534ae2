"""Rules that hold for every template of the house, whichever room it is in."""

import re

import pytest

from tests.foundation.ui.places import HOUSE, TEMPLATES
from weerbaar.foundation.ui.icons import FOLDER, icon


def where(path):
    return path.relative_to(HOUSE).as_posix()


@pytest.mark.parametrize("template", TEMPLATES, ids=where)
def test_nothing_is_inline(template):
    text = template.read_text(encoding="utf-8")
    assert re.findall(r"<style|\sstyle\s*=|javascript:|<script(?![^>]*\ssrc=)", text) == []
    assert re.findall(r"<[^>]*\son[a-z]+\s*=", text) == []


@pytest.mark.parametrize("template", TEMPLATES, ids=where)
def test_nothing_comes_from_elsewhere(template):
    text = template.read_text(encoding="utf-8")
    assert (
        re.findall(r"<(?:script|link|img|iframe|source|video|audio)[^>]*(?:src|href)=[\"'](?:https?:)?//", text) == []
    )


@pytest.mark.parametrize("template", TEMPLATES, ids=where)
def test_every_icon_that_is_used_exists(template):
    text = template.read_text(encoding="utf-8")
    used = re.findall(r"\{% icon \"([\w-]+)\"|\bicon=\"([\w-]+)\"", text)
    assert [name for pair in used for name in pair if name and not FOLDER.joinpath(f"{name}.svg").exists()] == []


@pytest.mark.parametrize("name", sorted(path.stem for path in FOLDER.glob("*.svg")))
def test_an_icon_is_one_line_that_is_not_read_aloud(name):
    drawing = icon(name)
    assert drawing.count("<svg") == 1
    assert "\n" not in drawing
    assert 'aria-hidden="true"' in drawing


def test_an_icon_that_does_not_exist_is_a_mistake():
    with pytest.raises(FileNotFoundError):
        icon("schild-met-slot")
