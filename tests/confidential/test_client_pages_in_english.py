"""Who chose English reads English on every page behind the seven words, but for what must be said in Dutch."""

import html
import re
import runpy

import polib
import pytest
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from tests.architecture.tree import pages
from tests.factories.cases import make_case, make_file
from tests.factories.incidents import add_incident, keep
from tests.foundation.ui.places import ROOT
from weerbaar.confidential.cases import actions as cases
from weerbaar.confidential.cases.models import Case
from weerbaar.confidential.incidents.actions.plan import choose_route
from weerbaar.confidential.incidents.actions.police_files import make_file as make_police_file
from weerbaar.confidential.incidents.nine_steps import SENTENCE, Route
from weerbaar.confidential.incidents.wishes import Wish

CATALOGUE = polib.pofile(str(runpy.run_path(str(ROOT / "frontend" / "messages.py"))["CATALOGUE"]))
NAMES = frozenset({"Schadefonds Geweldsmisdrijven", "Stappenplan"})
"""What is called so in English too."""
SHORTEST = 6
"""A shorter text is a number, or a word of the client too."""
NOT_READ = re.compile(r' (?:href|src|action|id|class|for|name|value|aria-describedby)="[^"]*"')


@pytest.fixture
def told(raadsleden, vera):
    """A case in which there is something of everything that a client reads, and the ids in its addresses."""
    now = timezone.now()
    arrived = make_case(files=(make_file(),), for_whom="other", at=now)
    hand = {"case": arrived.case, "by": vera.account, "keyring": vera.keyring, "at": now}
    cases.claim(**hand)
    cases.look_into(**hand)
    incident = add_incident(arrived, None, at=now, day=now.date())
    piece = keep(arrived, None, b"%PDF-1.4 stuk", "stuk.pdf", incident_id=incident, at=now)
    keep(arrived, None, b"nog een stuk", at=now)
    choose_route(**hand, route=Route.CRIMINAL_REPORT, reason="")
    wish = Wish(for_whom="x", why="y", incidents=frozenset([incident]), evidence=frozenset([piece]), own_words=("z",))
    make_police_file(**hand, wish=wish)
    return arrived, hand, {"incident_id": incident, "evidence_id": piece}


def dutch_behind(told):
    """Will return, for each page behind the words that can be read, the texts that stand on it in Dutch."""
    arrived, _hand, ids = told
    visitor = Client()
    visitor.cookies["taal"] = "en"
    visitor.post("/terug/", {"receipt": arrived.words})
    found = {}
    for _route, pattern in pages():
        names = set(pattern.pattern.converters)
        if pattern.callback.door.kind == "receipt" and names <= set(ids):
            answer = visitor.get(reverse(pattern.name, kwargs={name: ids[name] for name in names}))
            if answer.status_code == 200 and not answer.streaming:  # the others only take what is sent, or are files
                found[pattern.name] = dutch_in(html.unescape(answer.content.decode()))
    return found


def dutch_in(page):
    page = NOT_READ.sub("", page).replace(SENTENCE % {"office": "(uw ambt)"}, "")
    texts = {entry.msgid for entry in CATALOGUE if entry.msgstr != entry.msgid and "%(" not in entry.msgid}
    looked_for = {text for text in texts - NAMES if len(text) >= SHORTEST}
    return sorted(text for text in looked_for if re.search(rf"(?<!\w){re.escape(text)}(?!\w)", page))


def test_every_page_of_a_case_that_is_helped_is_in_english(told):
    found = dutch_behind(told)

    assert {"conversation", "own_timeline", "own_incident", "own_plan", "erase", "close_receipt"} <= set(found)
    assert {name: texts for name, texts in found.items() if texts} == {}


def test_every_page_of_a_case_that_is_closed_held_and_about_to_end_is_in_english(told):
    _arrived, hand, _ids = told
    cases.hold(**hand, reason="Er loopt een zaak.")
    cases.close(**hand, outcome=Case.Outcome.TALKED)
    Case.objects.update(erase_on=timezone.localdate())

    found = dutch_behind(told)

    assert {"conversation", "feedback", "erase"} <= set(found)
    assert {name: texts for name, texts in found.items() if texts} == {}
