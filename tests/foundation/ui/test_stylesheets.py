import gzip
import re
import runpy

import pytest

from tests.foundation.ui.places import ROOT, STYLES

JOINED = runpy.run_path(str(ROOT / "frontend" / "styles.py"))["stylesheets"]()
FORTY_KILOBYTES = 40 * 1024


@pytest.mark.parametrize("path", JOINED, ids=lambda path: path.name)
def test_the_joined_stylesheet_is_up_to_date(path):
    assert path.read_text(encoding="utf-8") == JOINED[path], "run: python frontend/styles.py"


@pytest.mark.parametrize("path", sorted(STYLES.rglob("*.css")), ids=lambda path: path.name)
def test_every_rule_is_in_a_layer(path):
    text = re.sub(r"(?s)/\*.*?\*/", "", path.read_text(encoding="utf-8"))
    outside = re.sub(r"(?s)@layer [^;{]+;|@font-face \{.*?\}", "", text)
    while re.search(r"\{[^{}]*\}", outside):
        outside = re.sub(r"(?s)\{[^{}]*\}", ";", outside)
    assert [
        part.strip() for part in outside.split(";") if part.strip() and not part.strip().startswith("@layer ")
    ] == []


@pytest.mark.parametrize("path", sorted(STYLES.rglob("*.css")), ids=lambda path: path.name)
def test_only_the_tokens_name_a_colour(path):
    if path in JOINED or path.name == "tokens.css":
        return
    without_print = re.sub(r"(?s)@media print \{.*?\n  \}", "", path.read_text(encoding="utf-8"))
    assert re.findall(r":[^;]*#[0-9a-f]{3,8}\b", without_print) == []


@pytest.mark.django_db
def test_a_first_page_weighs_at_most_forty_kilobytes(client):
    page = client.get("/stijl-bestaat-niet/").content
    names = set(re.findall(r"/static/(ui/[\w./-]+)", page.decode()))
    files = [STYLES.parent / name for name in names]
    packed = [file.read_bytes() if file.suffix == ".woff2" else gzip.compress(file.read_bytes()) for file in files]
    assert len(gzip.compress(page)) + sum(map(len, packed)) <= FORTY_KILOBYTES


def test_the_fonts_carry_their_licence():
    assert "SIL Open Font License" in (STYLES / "fonts" / "LICENSE").read_text()
