"""Promise 9: the client can see which role opened the case, and when."""

import re

import pytest

from tests.promises.people import BAS, VERA, come_back, eventually, mark, write


def openings(page):
    """Will return what the client reads under «Wie opende uw gesprek?»: role and moment of each."""
    section = page.text.partition("Wie opende uw gesprek?")[2].partition("</section>")[0]
    rows = re.findall(r'<li class="row">.*?row__title">(.*?)</span>(.*?)</li>', section, re.DOTALL)
    return [(role.strip(), re.search(r'datetime="([^"]+)"', rest)[1]) for role, rest in rows]


@pytest.fixture
def case(house, team):
    """A case that nobody opened yet: the words of its client, and its number."""
    secret = mark()
    words = write(house, f"{secret} en verder niets.", files=[("files", ("a.txt", b"een bestand"))])
    return words, eventually(lambda: team.case_of(VERA, secret))


def test_before_anybody_opens_it_the_client_reads_that_nobody_did(house, case):
    page = come_back(house, case[0]).get("/terug/gesprek/")

    assert openings(page) == []
    assert "Nog niemand" in page.text


def test_who_opened_it_stands_there_by_role_and_moment_and_not_by_name(house, team, case):
    words, number = case
    team[VERA].get(f"/zaken/{number}/")

    page = come_back(house, words).get("/terug/gesprek/")

    ((role, moment),) = openings(page)
    assert role == "vertrouwenspersoon"
    assert re.match(r"\d{4}-\d\d-\d\dT\d\d:\d\d", moment)
    assert "Vera" not in page.text


def test_a_file_that_was_opened_counts_as_an_opening(house, team, case):
    words, number = case
    team[VERA].get(f"/zaken/{number}/")
    page = team[VERA].get(f"/zaken/{number}/")
    team[VERA].get(re.search(rf"/zaken/{number}/bestand/[0-9a-f-]+/", page.text)[0])

    assert len(openings(come_back(house, words).get("/terug/gesprek/"))) == 1


def test_what_the_client_does_and_who_was_sent_away_are_no_openings(house, team, case):
    words, number = case
    client = come_back(house, words)
    client.submit("/terug/gesprek/", message="nog iets")
    assert team[BAS].get(f"/zaken/{number}/").status_code == 404

    assert openings(client.get("/terug/gesprek/")) == []
