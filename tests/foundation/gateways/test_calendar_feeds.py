"""One contract for real calendars and the fake; then everything that an address could lead us to do."""

import socket
import ssl
import threading
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer

import pytest

from tests.foundation.gateways.certificates import make_certificate
from weerbaar.foundation.gateways import calendar_feeds as gateway
from weerbaar.foundation.gateways.calendar_feeds import (
    FakeCalendarFeeds,
    FeedNotRead,
    HttpsCalendarFeeds,
    Reason,
    calendar_feeds,
)

CALENDAR = b"BEGIN:VCALENDAR\r\nEND:VCALENDAR\r\n"


class FeedServer:
    """Serves what `pages` says by path: (status, headers, body), or a function that writes for itself."""

    def __init__(self, folder, name="localhost"):
        self.pages, self.asked = {"/een.ics": (200, {}, CALENDAR)}, []
        self.roots, key = make_certificate(folder, name)
        server = self

        class Window(BaseHTTPRequestHandler):
            def do_GET(self):
                server.asked.append((self.path, dict(self.headers)))
                page = server.pages.get(self.path, (404, {}, b""))
                if callable(page):
                    page(self)
                    return
                status, headers, body = page
                self.send_response(status)
                for header, value in ({"Content-Length": str(len(body))} | headers).items():
                    self.send_header(header, value)
                self.end_headers()
                self.wfile.write(body)

            def log_message(self, *_arguments):
                pass

        self.server = ThreadingHTTPServer(("127.0.0.1", 0), Window)
        self.server.handle_error = lambda *_arguments: None  # who asked hung up: that is what is tested
        context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
        context.load_cert_chain(self.roots, key)
        self.server.socket = context.wrap_socket(self.server.socket, server_side=True, do_handshake_on_connect=False)
        threading.Thread(target=self.server.serve_forever, kwargs={"poll_interval": 0.01}, daemon=True).start()
        self.port = self.server.server_port
        self.url = f"https://{name}:{self.port}"

    def close(self):
        self.server.shutdown()
        self.server.server_close()


@pytest.fixture
def feeds(tmp_path):
    server = FeedServer(tmp_path)
    yield server
    server.close()


def real(feeds, **options):
    return HttpsCalendarFeeds(**{"loopback": True, "roots": feeds.roots} | options)


class RealFeeds:
    def __init__(self, server):
        self.gateway, self.url, self.server = real(server), server.url, server

    def put(self, name, content):
        self.server.pages[f"/{name}"] = (200, {}, content)


class FakeFeeds:
    def __init__(self, folder):
        folder.mkdir()
        self.gateway, self.url, self.folder = FakeCalendarFeeds(folder), "https://agenda.invalid", folder

    def put(self, name, content):
        (self.folder / name).write_bytes(content)


@pytest.fixture(params=["real", "fake"])
def either(request, tmp_path):
    if request.param == "real":
        return RealFeeds(request.getfixturevalue("feeds"))
    return FakeFeeds(tmp_path / "agendas")


def reason_of(call):
    with pytest.raises(FeedNotRead) as refused:
        call()
    return refused.value.reason


def test_a_calendar_is_read_whole_also_by_the_scheme_that_apple_gives_it(either):
    either.put("een.ics", CALENDAR)

    assert either.gateway.read(f"{either.url}/een.ics") == CALENDAR
    assert either.gateway.read(f"{either.url}/een.ics".replace("https", "webcal")) == CALENDAR


def test_a_calendar_that_is_not_there_is_told(either):
    assert reason_of(lambda: either.gateway.read(f"{either.url}/twee.ics")) == Reason.STATUS


def test_a_calendar_of_more_than_two_megabytes_is_not_read(either):
    either.put("een.ics", b"x" * (gateway.MOST_BYTES + 1))

    assert reason_of(lambda: either.gateway.read(f"{either.url}/een.ics")) == Reason.SIZE


@pytest.mark.parametrize(
    "address",
    ["", "http://localhost/een.ics", "file:///etc/passwd", "ftp://localhost/x", "https:///een.ics", "localhost",
     "https://wie:geheim@localhost/", "https://localhost:99999/", "https://localhost:0/", "https://local\nhost/"],
)  # fmt: skip
def test_what_is_no_address_of_a_calendar_is_refused_before_anybody_is_asked(either, address):
    assert reason_of(lambda: either.gateway.read(address)) == Reason.ADDRESS


def test_a_name_that_nobody_knows_is_told(either):
    assert reason_of(lambda: either.gateway.read("https://bestaat-niet.invalid/een.ics")) == Reason.NAME


PRIVATE = [  # addresses to refuse, not to listen at
    "10.0.0.1", "172.16.0.1", "192.168.1.1", "169.254.169.254", "100.64.0.1", "224.0.0.1", "198.18.0.1", "0.0.0.0",  # noqa: S104 - refused
    "255.255.255.255", "::", "fd00::1", "fe80::1", "::ffff:10.0.0.1", "ff02::1",
    "64:ff9b::a00:1", "64:ff9b:1::1", "2002:a00:1::1", "::10.0.0.1", "fec0::1", "2001::1", "192.0.0.8",
]  # fmt: skip


def resolving(monkeypatch, *addresses):
    """Every name leads to these addresses; returns what was looked up."""
    asked = []

    def look_up(host, port, *_places, **_more):
        asked.append(host)
        families = [socket.AF_INET6 if ":" in address else socket.AF_INET for address in addresses]
        return [
            (family, socket.SOCK_STREAM, 6, "", (address, port))
            for family, address in zip(families, addresses, strict=True)
        ]

    monkeypatch.setattr(socket, "getaddrinfo", look_up)
    return asked


@pytest.mark.parametrize("address", [*PRIVATE, "127.0.0.1", "::1", "127.8.8.8", "::ffff:127.0.0.1"])
def test_a_name_that_leads_inside_is_never_called(monkeypatch, address):
    resolving(monkeypatch, address)

    assert reason_of(lambda: HttpsCalendarFeeds().read("https://agenda.example/een.ics")) == Reason.PRIVATE


@pytest.mark.parametrize("address", PRIVATE)
def test_loopback_for_tests_opens_nothing_else(monkeypatch, address):
    resolving(monkeypatch, address)

    assert reason_of(lambda: HttpsCalendarFeeds(loopback=True).read("https://agenda.example/een.ics")) == Reason.PRIVATE


def test_one_address_inside_among_others_is_enough_to_refuse(monkeypatch):
    resolving(monkeypatch, "93.184.215.14", "10.0.0.1")

    assert reason_of(lambda: HttpsCalendarFeeds().read("https://agenda.example/een.ics")) == Reason.PRIVATE


@pytest.mark.parametrize("address", ["127.0.0.1", "[::1]", "2130706433", "0x7f000001", "127.1"])
def test_a_number_in_any_spelling_leads_inside_no_more_than_a_name(feeds, address):
    assert reason_of(lambda: HttpsCalendarFeeds().read(f"https://{address}:{feeds.port}/een.ics")) in {
        Reason.PRIVATE,
        Reason.NAME,
    }
    assert feeds.asked == []


def test_a_name_is_looked_up_once_and_called_where_it_led(monkeypatch, tmp_path):
    server = FeedServer(tmp_path, "agenda.example")
    asked = resolving(monkeypatch, "127.0.0.1")

    try:
        assert real(server).read(f"{server.url}/een.ics") == CALENDAR
    finally:
        server.close()
    # A number needs no looking up: the library asks for it as it is.
    assert asked == ["agenda.example", "127.0.0.1"]


def test_a_certificate_of_another_name_is_refused(feeds):
    address = f"https://127.0.0.1:{feeds.port}/een.ics"

    assert reason_of(lambda: real(feeds).read(address)) == Reason.CERTIFICATE
    assert reason_of(lambda: real(feeds, roots=None).read(f"{feeds.url}/een.ics")) == Reason.CERTIFICATE


@pytest.mark.parametrize("target", ["/een.ics", "een.ics", "https://localhost:{port}/een.ics"])
def test_a_redirect_within_the_host_is_followed(feeds, target):
    feeds.pages["/oud.ics"] = (301, {"Location": target.format(port=feeds.port)}, b"")

    assert real(feeds).read(f"{feeds.url}/oud.ics") == CALENDAR


@pytest.mark.parametrize(
    ("target", "reason"),
    [
        ("https://127.0.0.1/een.ics", Reason.REDIRECT),
        ("https://agenda.example/een.ics", Reason.REDIRECT),
        ("http://localhost/een.ics", Reason.ADDRESS),
        ("file:///etc/passwd", Reason.ADDRESS),
        ("https://[", Reason.ADDRESS),
        ("/oud.ics", Reason.REDIRECT),
        ("", Reason.REDIRECT),
    ],
)
def test_a_redirect_that_leads_elsewhere_or_around_is_not_followed(feeds, target, reason):
    feeds.pages["/oud.ics"] = (302, {"Location": target}, b"")

    assert reason_of(lambda: real(feeds).read(f"{feeds.url}/oud.ics")) == reason


def drip(handler):
    """A byte at a time, until nobody listens any more."""
    handler.send_response(200)
    handler.end_headers()
    pause = threading.Event()
    while True:
        try:
            handler.wfile.write(b"x")
        except OSError:
            return
        pause.wait(0.02)


def test_whoever_sends_a_byte_now_and_then_is_cut_off(feeds, monkeypatch):
    monkeypatch.setattr(gateway, "WHOLE_SECONDS", 0.5)
    feeds.pages["/traag.ics"] = drip

    assert reason_of(lambda: real(feeds).read(f"{feeds.url}/traag.ics")) == Reason.SLOW


def test_a_calendar_of_which_half_came_is_no_calendar(feeds):
    feeds.pages["/half.ics"] = (200, {"Content-Length": "100000", "Connection": "close"}, CALENDAR)

    assert reason_of(lambda: real(feeds).read(f"{feeds.url}/half.ics")) in {Reason.UNREACHABLE, Reason.SLOW}


def test_nobody_there_is_told(feeds):
    feeds.close()

    assert reason_of(lambda: real(feeds).read(f"{feeds.url}/een.ics")) == Reason.UNREACHABLE


def test_we_say_no_more_than_we_must(feeds):
    real(feeds).read(f"{feeds.url}/een.ics")

    ((_, headers),) = feeds.asked
    assert headers == {
        "Host": f"localhost:{feeds.port}", "Accept-Encoding": "identity", "Accept": "text/calendar", "User-Agent": "Overleg"
    }  # fmt: skip


def test_the_fake_reads_its_own_folder_only(tmp_path):
    (tmp_path / "geheim.ics").write_bytes(b"geheim")
    (tmp_path / "agendas").mkdir()

    assert (
        reason_of(lambda: FakeCalendarFeeds(tmp_path / "agendas").read("https://agenda.invalid/../geheim.ics"))
        == Reason.STATUS
    )


def test_the_setting_chooses(settings):
    settings.CALENDAR_GATEWAY = "https"
    assert calendar_feeds() == HttpsCalendarFeeds(loopback=False)

    settings.CALENDAR_GATEWAY = "fake"
    assert type(calendar_feeds()) is FakeCalendarFeeds
