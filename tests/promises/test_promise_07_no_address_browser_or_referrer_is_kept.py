"""Promise 7: no IP address, user agent or referrer is kept: not in a row, a file, a log or a session."""

import socket

import httpx
import pytest

from tests.promises.attacker import session_contents
from tests.promises.people import FACTS, TOON, come_back, mark, write
from tests.promises.search import found_in
from tests.support.visitor import Visitor

ADDRESS = "127.0.0.53"
AGENT = mark("browser")
REFERRER = mark("verwijzer")
FORWARDED = "203.0.113.77"
ORIGIN = mark("herkomst")
TELLTALE = {
    "User-Agent": f"Mozilla/5.0 ({AGENT})",
    "X-Forwarded-For": f"{FORWARDED}, 10.1.2.3",
    "X-Real-IP": FORWARDED,
    "Forwarded": f"for={FORWARDED}",
    "Via": f"1.1 {AGENT}",
    "From": f"{AGENT}@example.invalid",
    "Accept-Language": f"nl, x-{AGENT[:8]}",
    "Sec-CH-UA": AGENT,
}
SOUGHT = {"address": ADDRESS, "browser": AGENT, "forwarded": FORWARDED, "referrer": REFERRER, "origin": ORIGIN}
UNREADABLE = (
    b"onzin\r\n\r\n",
    b"GET /%s HTTP/1.1\r\nHost: x\r\n\r\n" % (b"a" * 9000),
    b"GET / HTTP/1.1\r\nHost: 127.0.0.1\r\nUser-Agent: %s\r\nX: %s\r\n\r\n" % (AGENT.encode(), b"a" * 70_000),
    b"GET / HTTP/9.9\r\nUser-Agent: %s\r\n\r\n" % AGENT.encode(),
    b"POST /schrijven/ HTTP/1.1\r\nHost: 127.0.0.1\r\nTransfer-Encoding: gzip, chunked\r\n\r\nrommel",
    b"POST /schrijven/ HTTP/1.1\r\nHost: 127.0.0.1\r\nContent-Length: -5\r\n\r\n",
    b"GET / HTTP/1.1\r\nHost: kwaad.example\r\nUser-Agent: %s\r\nConnection: close\r\n\r\n" % AGENT.encode(),
)


def visitor_of(house):
    """Will return a visitor with an address of its own, who tells everything that a browser can tell."""
    return Visitor(house.url, headers=TELLTALE, transport=httpx.HTTPTransport(local_address=ADDRESS))


@pytest.fixture(scope="module")
def _visited(house, story):
    """Everything that somebody does here, well or wrong, from an address and with a browser of their own."""
    assert story
    real, visitors = house.client, []
    house.client = lambda: visitors.append(visitor_of(house)) or visitors[-1]
    try:
        words = write(house, "van een eigen adres", files=[("files", ("a.txt", b"hoi"))])
        come_back(house, words).submit("/terug/gesprek/", message="nog iets")
        house.client().submit("/terug/", receipt="geen goede woorden")
        house.client().submit("/inloggen/", email="niemand@overleg.invalid", passphrase="mis")
        staff = house.show_both_factors(TOON, house.client())
        staff.get("/account/")
        staff.get("/zaken/2026-AAAAAA/")
        elsewhere = {"Referer": f"https://{REFERRER}.example/pad", "Origin": f"https://{ORIGIN}.example"}
        someone = house.client()
        for path in (
            "/",
            "/schrijven/",
            "/bestaat-niet/",
            "/weg/",
            "/inloggen/",
            "/dienst/?na=x",
            "/uitnodiging/geraden/",
        ):
            someone.get(path, headers=elsewhere, follow_redirects=False)
        someone.post("/schrijven/", data=FACTS | {"message": "zonder kaartje"}, headers=elsewhere)
        someone.post("/inloggen/", data={"email": "x"}, headers=elsewhere)
        someone.post(
            "/schrijven/", content=b"x", headers=elsewhere | {"Content-Type": "multipart/form-data; boundary=b"}
        )
    finally:
        house.client = real
        for visitor in visitors:
            visitor.close()
    for sent in UNREADABLE:
        with socket.create_connection(("127.0.0.1", house.port), timeout=20, source_address=(ADDRESS, 0)) as line:
            line.sendall(sent)
            line.recv(100)


@pytest.mark.usefixtures("_visited")
def test_no_row_holds_them(house):
    assert found_in(house.dump_database(), SOUGHT) == []


@pytest.mark.usefixtures("_visited")
def test_no_session_holds_them(house):
    contents = session_contents(house)

    assert contents
    assert found_in(repr(contents).encode(), SOUGHT) == []


@pytest.mark.usefixtures("_visited")
def test_no_file_and_no_log_holds_them(house):
    kept = {path: found_in(path.read_bytes(), SOUGHT) for path in house.every_file()}

    assert {path: kinds for path, kinds in kept.items() if kinds} == {}


@pytest.mark.usefixtures("_visited")
def test_no_log_holds_a_path_a_number_or_a_word(house, story):
    logs = house.logs()

    assert "400 at schrijven/" in logs
    assert found_in(logs.encode(), story.planted | {"number": story.number, "invitation": "geraden"}) == []
