"""Dutch is what we write; English is the translation of every page that a visitor reads."""

import re
import runpy

import polib
import pytest

from tests.foundation.ui.places import ROOT

TOOL = runpy.run_path(str(ROOT / "frontend" / "messages.py"))
CATALOGUE = polib.pofile(str(TOOL["CATALOGUE"]))
PLACES = TOOL["messages"]()


def test_the_catalogue_holds_every_text_there_is():
    assert {(entry.msgid, entry.msgid_plural) for entry in CATALOGUE} == set(PLACES), "run: make messages"


def test_every_public_text_is_in_english_too():
    said = {(entry.msgid, entry.msgid_plural) for entry in CATALOGUE if entry.translated()}
    assert sorted(text for text, places in PLACES.items() if TOOL["is_public"](places) and text not in said) == []


def test_a_translation_fills_in_the_same_facts():
    def facts(text):
        return sorted(re.findall(r"%\(\w+\)[sd]|#", text))

    wrong = [entry.msgid for entry in CATALOGUE if entry.msgstr and facts(entry.msgid) != facts(entry.msgstr)]
    assert wrong == []


def test_what_is_compiled_is_up_to_date():
    compiled = polib.mofile(str(TOOL["CATALOGUE"].with_suffix(".mo")))
    assert {entry.msgid: (entry.msgstr, entry.msgstr_plural) for entry in compiled} == {
        entry.msgid: (entry.msgstr, entry.msgstr_plural) for entry in CATALOGUE if entry.translated()
    }


def test_the_tool_reads_templates_and_python():
    template = TOOL["_in_template"](
        '{% translate "Een" %}{% button _("Twee") %}'
        "{% blocktranslate with n=1 %}Drie {{ n }}{% endblocktranslate %}"
        "{% blocktranslate count n=2 %}Vier{% plural %}{{ n }} vieren{% endblocktranslate %}"
    )
    assert list(template) == [("Een", ""), ("Twee", ""), ("Drie %(n)s", ""), ("Vier", "%(n)s vieren")]
    assert list(TOOL["_in_python"]('x = _("Vijf"), ngettext("Zes", "Zessen", 2), print("Zeven")')) == [
        ("Vijf", ""),
        ("Zes", "Zessen"),
    ]


def test_choosing_english_shows_the_page_in_english(client):
    response = client.post("/taal/", {"language": "en", "next": "/stijl/"})
    assert (response.status_code, response.headers["Location"]) == (302, "/stijl/")
    page = client.get("/stijl/").content.decode()
    assert '<html lang="en">' in page
    assert "Leave now" in page


def test_choosing_a_language_never_leads_elsewhere(client):
    response = client.post("/taal/", {"language": "en", "next": "https://elders.example/"})
    assert response.headers["Location"] == "/"


def test_a_language_is_chosen_and_not_asked_for_by_a_link(client):
    assert client.get("/taal/?language=en").status_code == 405


@pytest.mark.parametrize("asked", ["nl", "de", "en-GB,en;q=0.9"])
def test_a_page_speaks_dutch_whatever_the_browser_prefers(client, asked):
    page = client.get("/stijl/", HTTP_ACCEPT_LANGUAGE=asked).content.decode()
    assert page.count('<html lang="nl">') == 1


@pytest.mark.parametrize(("cookie", "shown"), [("en", "en"), ("nl", "nl"), ("xx", "nl")])
def test_a_page_speaks_the_language_of_the_switch(client, cookie, shown):
    client.cookies["taal"] = cookie
    page = client.get("/stijl/").content.decode()
    assert page.count(f'<html lang="{shown}">') == 1
