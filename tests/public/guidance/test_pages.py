"""The pages of the guides: open to all, kept nowhere, and they betray nothing in an address."""

import re

import pytest
from django.contrib.staticfiles import finders

from weerbaar.foundation.accounts.models import Session
from weerbaar.public.guidance import queries
from weerbaar.public.guidance.rules.names import GUIDE_ADDRESS, STEP_ADDRESS

pytestmark = pytest.mark.django_db
EVERY_PAGE = ["/wegwijzer/", "/wegwijzer/wet/"] + [
    path
    for guide in queries.guides()
    for path in (
        f"/wegwijzer/{guide.address}/",
        f"/wegwijzer/{guide.address}/print/",
        *(f"/wegwijzer/{guide.address}/{step.id}/" for step in guide.steps),
    )
]


def test_no_page_writes_a_row_asks_the_database_or_leaves_a_cookie(client, django_assert_num_queries):
    with django_assert_num_queries(0):
        answers = {path: client.get(path) for path in EVERY_PAGE}

    assert {path for path, answer in answers.items() if answer.status_code != 200} == set()
    assert {path for path, answer in answers.items() if answer.cookies} == set()
    assert client.cookies == {}
    assert Session.objects.count() == 0


def test_no_page_stays_in_the_cache_of_the_browser(client):
    kept = {path: client.get(path).headers["Cache-Control"] for path in EVERY_PAGE}

    assert set(kept.values()) == {"no-store"}


def test_no_page_says_in_its_title_or_address_what_it_is_about(client):
    for path in EVERY_PAGE:
        assert re.findall(r"<title>(.*?)</title>", client.get(path).content.decode()) == ["Overleg"], path
    for guide in queries.guides():
        assert GUIDE_ADDRESS.fullmatch(guide.address)
        assert [step.id for step in guide.steps if not STEP_ADDRESS.fullmatch(step.id)] == []


def test_every_page_has_the_way_out_and_the_telephone(client):
    for path in EVERY_PAGE:
        page = client.get(path).content.decode()
        assert page.count("data-quick-exit=") == 1, path
        assert "tel:0703738314" in page, path


@pytest.mark.parametrize(
    "path",
    [
        "/wegwijzer/z/",
        "/wegwijzer/z/1/",
        "/wegwijzer/z/print/",
        "/wegwijzer/a/99/",
        "/wegwijzer/a/01/",
        "/wegwijzer/a/<script>/",
        "/wegwijzer/a/1/2/",
        "/wegwijzer/A/",
    ],
)
def test_a_step_or_guide_that_is_not_there_answers_404(client, path):
    answer = client.get(path)

    assert answer.status_code == 404
    assert "Deze pagina" in answer.content.decode()


@pytest.mark.parametrize("path", ["/wegwijzer/", "/wegwijzer/wet/", "/wegwijzer/a/", "/wegwijzer/a/1/", "/wegwijzer/a/print/"])  # fmt: skip
@pytest.mark.parametrize("method", ["post", "put", "patch", "delete"])
def test_nothing_can_be_sent_to_a_guide(client, path, method):
    assert getattr(client, method)(path).status_code == 405


def test_the_overview_leads_to_all_six_guides(client):
    page = client.get("/wegwijzer/").content.decode()

    assert [str(guide.title) for guide in queries.guides()] == [
        "Is dit iets?",
        "Melden of aangifte?",
        "De eerste 24 uur",
        "Online haat",
        "Mijn gezin",
        "Wat kan de griffier doen?",
    ]
    assert [guide.file for guide in queries.guides() if f'href="/wegwijzer/{guide.address}/"' not in page] == []


def test_the_home_page_asks_whether_this_is_something(client):
    assert 'href="/wegwijzer/"' in client.get("/").content.decode()


def test_the_first_step_is_the_beginning_of_a_guide(client):
    begin, first = client.get("/wegwijzer/a/"), client.get("/wegwijzer/a/1/")

    def shown(answer):
        return answer.content.decode().split("<main")[1].split("</main>")[0]

    assert shown(begin) == shown(first)


def test_the_sheet_holds_every_step_and_every_address_to_go_on(client):
    for guide in queries.guides():
        page = client.get(f"/wegwijzer/{guide.address}/print/").content.decode()
        ids = set(re.findall(r'id="stap-(\d+)"', page))
        assert ids == {step.id for step in guide.steps}
        assert set(re.findall(r'href="#stap-(\d+)"', page)) == ids - {guide.start}
        assert f"Versie {guide.version} van 22 november 2026." in page


def test_a_guide_that_was_translated_is_english_all_through(client):
    client.cookies["taal"] = "en"
    for guide in queries.guides():
        for step in guide.steps:
            page = client.get(f"/wegwijzer/{guide.address}/{step.id}/").content.decode()
            assert (str(step.title.en if guide.in_english else step.title.nl)) in page.replace("&#x27;", "'")
            assert page.count("This guide is in Dutch only") == (not guide.in_english)


def test_all_guides_but_the_one_about_the_clerk_are_in_english():
    assert [guide.file for guide in queries.guides() if not guide.in_english] == ["griffier.yaml"]


def test_the_stylesheet_of_the_guides_is_served():
    assert finders.find("guidance/guidance.css")
