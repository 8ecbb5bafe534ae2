"""All guides walked from the first page by every link, as a visitor would, until each way out was seen."""

import re
from html.parser import HTMLParser

import pytest

from weerbaar.public.guidance import queries

GUIDES = pytest.mark.parametrize("guide", queries.guides(), ids=lambda guide: guide.file)
MOST_STEPS = 14


class StepPage(HTMLParser):
    """What somebody can choose on a page, whom they can call, and what they can do."""

    def __init__(self, text):
        super().__init__()
        self.choices, self.links, self.options, self._part = [], set(), 0, 0
        self.feed(text.split("<main")[1].split("</main>")[0])

    def handle_starttag(self, tag, attrs):
        facts = dict(attrs)
        classes = (facts.get("class") or "").split()
        if tag == "a" and "choice" in classes:
            self.choices.append(facts["href"])
        elif tag == "a" and "card_link" in classes:
            self.links.add(facts["href"])
        elif tag == "ul" and "checklist" in classes:
            self._part = 1
        elif tag == "li" and self._part:
            self.options += 1

    def handle_endtag(self, tag):
        if tag == "ul":
            self._part = 0


@pytest.fixture
def look(client):
    """Look at a page, once however many paths cross it."""
    seen = {}

    def at(path):
        if path not in seen:
            answer = client.get(path)
            assert answer.status_code == 200, path
            seen[path] = StepPage(answer.content.decode())
        return seen[path]

    return at


def every_path(look, begin):
    """Each way from the first page to an ending that passes no page twice."""
    waiting = [[begin]]
    while waiting:
        path = waiting.pop()
        choices = look(path[-1]).choices
        if not choices:
            yield path
        waiting += [[*path, choice] for choice in choices if choice not in path]


@GUIDES
def test_every_path_ends_in_something_to_do_and_somebody_to_call(look, guide):
    endings = set()
    for path in every_path(look, f"/wegwijzer/{guide.address}/"):
        ending = look(path[-1])
        assert ending.options >= 1, path
        assert {"tel:0703738314", "/schrijven/"} & ending.links, path
        assert len(path) <= MOST_STEPS, path
        endings.add(path[-1])

    shown = {f"/wegwijzer/{guide.address}/{step.id}/" for step in guide.steps if step.is_ending}
    assert endings == shown


@GUIDES
def test_danger_comes_first_and_is_one_click_from_112(look, guide):
    first = look(f"/wegwijzer/{guide.address}/")

    assert any("tel:112" in look(choice).links for choice in first.choices)


@GUIDES
def test_danger_now_stands_above_every_step(client, guide):
    for step in guide.steps:
        page = client.get(f"/wegwijzer/{guide.address}/{step.id}/").content.decode()
        assert re.search(r'class="danger_now".*?tel:112.*?<h1', page, re.DOTALL), step.id


@GUIDES
def test_a_guide_has_six_to_fifteen_steps(guide):
    assert 6 <= len(guide.steps) <= 15


def told_in(guide):
    return " ".join(
        text.nl
        for step in guide.steps
        for text in [step.title, step.text]
        + [choice.label for choice in step.choices]
        + [option.text for option in step.options]
        + [claim.text for claim in step.claims]
    )


@pytest.mark.parametrize(
    ("file", "told"),
    [
        ("dit-iets.yaml", ["misschien niet strafbaar", "U stelt zich niet aan", "U hoeft niet eerst naar de burgemeester"]),
        ("melden-of-aangifte.yaml", ["binnen drie maanden", "VPT-code", "adres van mijn werk", "schriftelijke machtiging", "om uw organisatie heen", "Schadefonds", "onder nummer"]),
        ("eerste-24-uur.yaml", ["VPT-code", "binnen twee werkdagen", "Liever niet", "Maak een foto van het scherm"]),
        ("online-haat.yaml", ["VPT-code", "binnen drie maanden", "staat misschien in geen enkele wet", "burgemeester of de griffier"]),
        ("mijn-gezin.yaml", ["geldt voor u nog niet", "Raadsleden en Statenleden vallen niet onder", "Kamer van Koophandel"]),
        ("griffier.yaml", ["om de griffier of burgemeester heen", "tweede meldpunt", "VPT-code", "Ik word zelf bedreigd"]),
    ],
)  # fmt: skip
def test_a_guide_tells_what_it_must(file, told):
    (guide,) = [guide for guide in queries.guides() if guide.file == file]
    text = told_in(guide)

    assert [each for each in told if each not in text] == []


def test_every_claim_that_is_not_certain_says_so_and_whom_to_ask(client):
    for guide in queries.guides():
        for step in guide.steps:
            page = client.get(f"/wegwijzer/{guide.address}/{step.id}/").content.decode()
            unsure = [claim for claim in step.claims if claim.unsure]
            assert page.count("Dit is niet zeker.</strong> Vraag het") == len(unsure), (guide.file, step.id)
