"""The glossary knows every name, and the operator's page every setting."""

import re

from django.apps import apps

from tests.architecture.tree import HOUSE, ROOT

SETTING = re.compile(r'(?:env\.\w+\(|os\.environ\.get\()\s*["\']([A-Z][A-Z_]+)["\']')


def test_the_glossary_covers_every_model():
    glossary = (ROOT / "docs" / "glossary.md").read_text()
    ours = [room for room in apps.get_app_configs() if room.name.startswith("weerbaar.")]
    names = {model.__name__ for room in ours for model in room.get_models()}

    assert sorted(name for name in names if f"`{name}`" not in glossary) == []


def test_every_setting_from_the_environment_is_on_the_operators_page():
    page = (ROOT / "docs" / "operations.md").read_text()
    settings = {name for path in (HOUSE / "config").glob("*.py") for name in SETTING.findall(path.read_text())}

    assert len(settings) > 20
    assert sorted(name for name in settings if f"`{name}`" not in page) == []


def test_every_decision_is_short_numbered_and_complete():
    records = sorted((ROOT / "docs" / "decisions").glob("*.md"))

    assert [path.name[:4] for path in records] == [f"{number:04d}" for number in range(1, len(records) + 1)]
    for path in records:
        text = path.read_text()
        assert len(text.splitlines()) <= 60, path.name
        assert re.findall(r"^## (.+)$", text, re.MULTILINE) == ["Context", "Decision", "Consequences"], path.name


def test_the_readme_is_a_screen_and_a_half():
    assert len((ROOT / "README.md").read_text().splitlines()) <= 90


def test_the_makefile_fits_on_a_screen():
    assert len((ROOT / "Makefile").read_text().splitlines()) <= 60
