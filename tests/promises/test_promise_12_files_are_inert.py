"""Promise 12: files are inert: known by content, never shown as what they claim to be, given back as they came."""

import io
import re
from dataclasses import dataclass

import pytest
from PIL import Image
from playwright.sync_api import Page

from tests.promises.people import VERA, come_back, eventually, mark, write
from tests.promises.story import photo_with

SCRIPT = b"<script>document.title='GEDRAAID';fetch('/gedraaid')</script>"
HOSTILE = {
    "page.html": b"<!doctype html><html>" + SCRIPT + b"</html>",
    "picture.svg": b'<svg xmlns="http://www.w3.org/2000/svg" onload="document.title=1">' + SCRIPT + b"</svg>",
    "code.js": b"document.title='GEDRAAID'",
    "program.exe": b"MZ\x90\x00" + bytes(range(256)) * 8,
    "form.xhtml": b'<html xmlns="http://www.w3.org/1999/xhtml">' + SCRIPT + b"</html>",
    "mail.eml": b"Content-Type: text/html\r\n\r\n" + SCRIPT,
    "sheet.csv": b"=cmd|'/c calc'!A1\r\n",
    "paper.pdf": b"%PDF-1.4\n1 0 obj<</OpenAction<</S/JavaScript/JS(app.alert(1))>>>>endobj\n%%EOF",
    "empty.txt": b"",
}
NAMES = {
    "../../etc/passwd": "passwd",
    "..\\..\\boot.ini": "boot.ini",
    'a"; filename="b.html': None,
    "<img src=x onerror=alert(1)>.txt": None,
    "een naam met spaties é€.txt": "een naam met spaties é€.txt",
    "%0d%0aSet-Cookie: a=b.txt": None,
    f"{'lang' * 200}.txt": None,
}


@dataclass
class Sent:
    """A case with files, as client and adviser see it."""

    number: str
    words: str
    by_name: dict[str, str]

    def staff(self, name):
        return f"/zaken/{self.number}/bestand/{self.by_name[name]}/"

    def client(self, name):
        return f"/terug/gesprek/bestand/{self.by_name[name]}/"


def send(house, team, files):
    secret = mark()
    words = write(house, f"{secret} met bestanden", files=[("files", file) for file in files])
    number = eventually(lambda: team.case_of(VERA, secret))
    page = team[VERA].get(f"/zaken/{number}/").text
    links = re.findall(rf'href="/zaken/{number}/bestand/([0-9a-f-]+)/" download>(.*?)</a>', page)
    return Sent(number, words, {name: file_id for file_id, name in links})


@pytest.fixture(scope="module")
def hostile(house, team):
    """Files that would do harm if anything showed them as what they are."""
    return send(house, team, [(name, content, "text/html") for name, content in HOSTILE.items()])


def assert_inert(answer):
    assert answer.status_code == 200
    assert answer.headers["content-type"] == "application/octet-stream"
    assert answer.headers["content-disposition"].startswith("attachment")
    assert answer.headers["x-content-type-options"] == "nosniff"
    assert answer.headers["content-security-policy"] == "default-src 'none'; sandbox"
    assert answer.headers["cache-control"] == "no-store"
    assert answer.headers["cross-origin-resource-policy"] == "same-origin"
    assert answer.headers["x-frame-options"] == "DENY"


@pytest.mark.parametrize("name", HOSTILE)
def test_a_file_is_handed_out_as_bytes_to_save_and_just_as_it_came(house, team, hostile, name):
    client = come_back(house, hostile.words)

    for answer in (team[VERA].get(hostile.staff(name)), client.get(hostile.client(name))):
        assert_inert(answer)
        assert answer.content == HOSTILE[name]


@pytest.mark.parametrize("name", HOSTILE)
def test_evidence_is_handed_out_as_bytes_and_its_page_runs_nothing_of_it(team, hostile, name):
    kept = team[VERA].submit(
        f"/zaken/{hostile.number}/bewijs/nieuw/", message="", files=[("files", (name, HOSTILE[name], "text/html"))]
    )

    saved = team[VERA].get(f"{kept.url.path}origineel/")

    assert kept.status_code == 200
    assert SCRIPT not in kept.content
    assert_inert(saved)
    assert saved.content == HOSTILE[name]
    assert team[VERA].get(f"{kept.url.path}bekijken/").status_code == 404


@pytest.mark.parametrize("name", HOSTILE)
def test_only_a_picture_can_be_looked_at(team, hostile, name):
    assert team[VERA].get(f"{hostile.staff(name)}bekijken/").status_code == 404


@pytest.mark.parametrize("name", NAMES)
def test_a_name_breaks_no_header_and_no_path(house, team, name):
    sent = send(house, team, [(name, b"inhoud", "text/plain")])
    ((shown, file_id),) = sent.by_name.items()

    answer = team[VERA].get(f"/zaken/{sent.number}/bestand/{file_id}/")

    assert_inert(answer)
    assert answer.content == b"inhoud"
    assert answer.headers.get_list("set-cookie") == []
    assert "<img" not in shown
    assert len(answer.headers["content-disposition"]) < 1200
    if NAMES[name]:
        assert shown == NAMES[name]


def test_a_viewing_copy_has_pixels_and_nothing_else(house, team):
    photo = photo_with("thuisadres in de foto")
    sent = send(house, team, [("foto.jpg", photo, "image/jpeg")])

    copy = team[VERA].get(f"{sent.staff('foto.jpg')}bekijken/")
    original = team[VERA].get(sent.staff("foto.jpg"))

    assert copy.headers["content-type"] == "image/webp"
    assert copy.headers["content-security-policy"] == "default-src 'none'; sandbox"
    with Image.open(io.BytesIO(copy.content)) as drawn:
        assert (drawn.format, drawn.size) == ("WEBP", (320, 200))
        assert dict(drawn.getexif()) == {}
        assert set(drawn.info) <= {"background", "loop", "duration", "timestamp"}
    assert b"thuisadres" not in copy.content
    assert original.content == photo


def test_in_a_real_browser_a_hostile_file_is_saved_and_nothing_runs(house, team, hostile, page: Page):
    cookies = [{"name": one.name, "value": one.value, "url": house.url} for one in team[VERA].cookies.jar]
    page.context.add_cookies(cookies)
    asked = []
    page.on("request", lambda request: asked.append(request.url))
    page.goto(f"{house.url}/zaken/{hostile.number}/")
    title = page.title()

    for name in ("page.html", "picture.svg", "form.xhtml"):
        with page.expect_download() as download:
            page.evaluate("address => { location.href = address }", hostile.staff(name))
        assert download.value.suggested_filename == name
        embedded = page.evaluate(
            """async address => {
                const outcomes = [];
                for (const kind of ['iframe', 'img', 'object', 'script', 'embed']) {
                    const one = document.createElement(kind);
                    try { one[kind === 'object' ? 'data' : 'src'] = address; } catch (error) { outcomes.push('refused'); continue; }
                    const ended = new Promise(done => { one.onload = () => done('loaded'); one.onerror = () => done('error'); });
                    document.body.append(one);
                    outcomes.push(await Promise.race([ended, new Promise(done => setTimeout(() => done('nothing'), 300))]));
                    one.remove();
                }
                return outcomes;
            }""",
            hostile.staff(name),
        )
        assert len(embedded) == 5
    assert page.title() == title
    assert [address for address in asked if "gedraaid" in address] == []
    assert page.url == f"{house.url}/zaken/{hostile.number}/"
