import pytest
from django.http import HttpResponse
from django.test import RequestFactory

from weerbaar.foundation.accounts.doors import public, receipt, staff
from weerbaar.foundation.accounts.roles import Permission
from weerbaar.foundation.ui.middleware import SecurityHeadersMiddleware

ALWAYS = {
    "Cross-Origin-Opener-Policy": "same-origin",
    "Cross-Origin-Embedder-Policy": "require-corp",
    "Cross-Origin-Resource-Policy": "same-origin",
    "X-Content-Type-Options": "nosniff",
    "X-Frame-Options": "DENY",
    "Referrer-Policy": "same-origin",
}


class Match:
    def __init__(self, func):
        self.func = func


def cache_control(view, method="GET", **headers):
    request = RequestFactory().generic(method, "/")
    request.resolver_match = Match(view) if view else None
    return SecurityHeadersMiddleware(lambda _request: HttpResponse(headers=headers))(request).headers["Cache-Control"]


@pytest.mark.parametrize("address", ["/stijl/", "/nergens/", "/robots.txt", "/weg/"])
def test_every_answer_says_what_a_browser_may_do(client, address):
    headers = client.get(address).headers
    assert {name: headers[name] for name in ALWAYS} == ALWAYS
    assert "camera=()" in headers["Permissions-Policy"]
    assert "Server" not in headers
    assert "script-src 'self'" in headers["Content-Security-Policy"]
    assert "require-trusted-types-for 'script'" in headers["Content-Security-Policy"]


def test_a_public_page_is_asked_for_again_each_time():
    assert cache_control(public(lambda: None)) == "no-cache, private"


def test_nothing_behind_a_door_is_kept():
    assert cache_control(receipt(lambda: None)) == "no-store"
    assert cache_control(staff(Permission.OPEN_CASE)(lambda: None)) == "no-store"
    assert cache_control(None) == "no-store"


def test_no_answer_to_a_form_is_kept():
    assert cache_control(public(lambda: None), "POST") == "no-store"


def test_a_public_page_may_be_stricter():
    assert cache_control(public(lambda: None), **{"Cache-Control": "no-store, max-age=0"}) == "no-store"


def test_a_page_that_is_only_read_sets_no_cookie(client):
    assert client.get("/stijl/").cookies == {}


def test_a_font_is_not_packed_a_second_time(client, settings, tmp_path):
    settings.STATIC_ROOT = tmp_path
    tmp_path.joinpath("letter.woff2").write_bytes(b"small already" * 100)

    font = client.get("/static/letter.woff2", headers={"Accept-Encoding": "gzip, br"})

    assert b"".join(font.streaming_content) == b"small already" * 100
    assert font.get("Content-Encoding", "") == ""
    assert {name: font[name] for name in ALWAYS} == ALWAYS


def test_a_page_is_packed(client):
    assert client.get("/stijl/", headers={"Accept-Encoding": "gzip, br"})["Content-Encoding"] == "gzip"
