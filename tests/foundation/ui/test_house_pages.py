import json
from datetime import UTC, datetime, timedelta

import pytest

from weerbaar.foundation.accounts.roles import Permission
from weerbaar.foundation.jobs import health
from weerbaar.foundation.ui.context import Page
from weerbaar.foundation.ui.navigation import Entry, entries, rail_for


@pytest.fixture
def only(monkeypatch):
    """Replace the registered checks, so that the answer depends on these alone."""

    def replace(**checks):
        monkeypatch.setattr(health, "_checks", {name: lambda _at, check=check: check for name, check in checks.items()})

    return replace


@pytest.mark.django_db
def test_health_says_that_all_is_well_and_no_more(client, only):
    only(mail=health.Check(ok=True, detail="3 waiting"))
    response = client.get("/gezond")
    assert response.status_code == 200
    assert json.loads(response.content) == {
        "ok": True,
        "checks": {"database": {"ok": True, "detail": ""}, "mail": {"ok": True, "detail": ""}},
    }


@pytest.mark.django_db
def test_health_is_503_when_one_part_is_down(client, only):
    only(mail=health.Check(ok=True, detail="0 waiting"), worker=health.Check(ok=False, detail="0 seen"))
    response = client.get("/gezond")
    assert response.status_code == 503
    assert response.headers["Cache-Control"] == "no-store"


def test_security_txt_says_where_to_report_and_until_when_it_holds(client, settings):
    lines = dict(
        line.split(": ", 1) for line in client.get("/.well-known/security.txt").content.decode().splitlines() if line
    )
    assert lines["Contact"] == settings.SECURITY_CONTACT
    assert timedelta(days=150) < datetime.fromisoformat(lines["Expires"]) - datetime.now(UTC) < timedelta(days=365)


@pytest.mark.parametrize("address", ["/inloggen/", "/dienst/", "/zaken/", "/api/", "/terug/"])
def test_robots_are_kept_from_what_is_not_for_them(client, address):
    assert f"Disallow: {address}\n" in client.get("/robots.txt").content.decode()


def test_a_tab_says_nothing_about_the_page(client):
    assert "<title>Overleg</title>" in client.get("/stijl/").content.decode()
    assert "<title>Overleg</title>" in client.get("/nergens/").content.decode()


@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_the_gallery_shows_either_scheme_on_any_device(client, scheme):
    assert f'<body class="public scheme--{scheme}">' in client.get(f"/stijl/?kleuren={scheme}").content.decode()


def test_the_gallery_takes_no_other_scheme(client):
    assert '<body class="public">' in client.get('/stijl/?kleuren="><script>').content.decode()


def test_a_page_that_answers_a_form_has_no_language_switch(rf):
    assert Page(rf.get("/")).switches_language
    assert not Page(rf.post("/")).switches_language


def test_the_helpline_is_written_as_people_say_it(rf, settings):
    settings.HELPLINE_NUMBER = "070-3738314"
    assert (Page(rf.get("/")).helpline, Page(rf.get("/")).helpline_digits) == ("070 373 83 14", "0703738314")


class TestRail:
    """The rooms on the left."""

    @pytest.fixture(autouse=True)
    def _rooms(self, settings):
        settings.NAVIGATION = "tests.foundation.ui.test_house_pages.ROOMS"
        entries.cache_clear()
        yield
        entries.cache_clear()

    def request(self, rf, path, *permissions):
        request = rf.get(path)
        request.user = type("Colleague", (), {"permissions": frozenset(permissions)})()
        return request

    def test_it_shows_the_rooms_that_this_account_may_enter(self, rf):
        groups = rail_for(self.request(rf, "/", Permission.OPEN_CASE))
        assert [[link.label for link in group.links] for group in groups] == [["Stijl"]]

    def test_it_groups_neighbours_and_marks_where_one_is(self, rf):
        groups = rail_for(self.request(rf, "/stijl/", Permission.OPEN_CASE, Permission.SEE_NETWORK))
        assert [(group.label, [(link.label, link.current) for link in group.links]) for group in groups] == [
            ("", [("Stijl", True)]),
            ("Team", [("Robots", False)]),
        ]

    def test_a_visitor_without_an_account_sees_none(self, rf):
        assert rail_for(rf.get("/")) == []


ROOMS = [
    Entry("Stijl", "gallery", Permission.OPEN_CASE),
    Entry("Robots", "robots", Permission.SEE_NETWORK, "Team"),
]


def test_every_room_in_the_wiring_has_a_page(rf, settings):
    entries.cache_clear()
    request = rf.get("/")
    request.user = type("Colleague", (), {"permissions": frozenset(Permission)})()
    assert sum(len(group.links) for group in rail_for(request)) == len(entries())
    assert settings.NAVIGATION == "weerbaar.config.navigation.NAVIGATION"
