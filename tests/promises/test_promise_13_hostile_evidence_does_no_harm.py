"""Promise 13: evidence that is damaged, locked or made to harm is named, and refused or kept unread; nothing is half-stored."""

import io
import re
import struct
import zipfile

import pytest

from tests.promises.database import ask, stored
from tests.promises.people import VERA, come_back
from tests.promises.story import photo_with

TOLD = {"day": "2026-11-20", "form": "threat", "description": "Er riep iemand iets."}


def archive(entries):
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as packed:
        for name, content in entries:
            packed.writestr(name, content)
    return out.getvalue()


def claims_two_gigabytes():
    packed = archive([("groot.txt", b"\0" * 100_000)])
    place = packed.rindex(b"PK\x01\x02")
    return packed[: place + 24] + struct.pack("<I", 2 * 1024**3) + packed[place + 28 :]


REFUSED = {
    "a zip that claims two gigabytes": ("bom.zip", claims_two_gigabytes()),
    "a zip of forty zips": ("bom.zip", archive([(f"{n}.zip", archive([("x", b"x")])) for n in range(40)])),
    "a picture with a page in it": ("a.jpg", photo_with("x") + b"<html><script>1</script>"),
}


@pytest.mark.usefixtures("unchanged")
@pytest.mark.parametrize(("name", "content"), REFUSED.values(), ids=REFUSED)
def test_what_is_made_to_harm_is_refused_by_name_and_nothing_stays(team, story, name, content):
    page = team[VERA].submit(
        f"/zaken/{story.number}/bewijs/nieuw/", message="met een link", files=[("files", (name, content))]
    )

    assert page.status_code == 400
    assert "schade kan doen" in page.text
    assert "met een link" in page.text


KEPT = {
    "a corrupt mail": ("kapot.eml", b"\0\1\2 geen mail", "beschadigd"),
    "an archive in an archive": ("dubbel.zip", archive([("in.zip", archive([("x", b"x")]))]), "weer een archief"),
    "a zip that was cut off": ("half.zip", archive([("a.txt", b"x" * 9000)])[:-40], "beschadigd"),
    "a PDF with a password": (
        "slot.pdf",
        b"%PDF-1.7\ntrailer<</Root 1 0 R/Encrypt 5 0 R>>\n%%EOF",
        "wachtwoord",
    ),
    "nothing at all": ("leeg.txt", b"", "leeg"),
}


@pytest.mark.parametrize("kept", KEPT.values(), ids=KEPT)
def test_what_cannot_be_read_is_kept_whole_and_says_why(house, team, story, kept):
    name, content, said = kept
    before = stored(house)

    page = team[VERA].submit(f"/zaken/{story.number}/bewijs/nieuw/", message="", files=[("files", (name, content))])

    after = stored(house)
    grown = {what: after[what] - before[what] for what in ("incidents_evidence", "incidents_bundle", "files")}
    assert (page.status_code, said in page.text) == (200, True)
    assert team[VERA].get(f"{page.url.path}origineel/").content == content
    assert grown == {"incidents_evidence": 1, "incidents_bundle": 0, "files": 1}


def test_an_export_of_fifty_thousand_lines_is_read_to_its_end(house, team, story):
    chat = "\n".join(f"20-11-2026 22:{n % 60:02d} - Boze Bram: regel {n}" for n in range(50_000)).encode()
    kept = team[VERA].submit(f"/zaken/{story.number}/bewijs/nieuw/", message="", files=[("files", ("lang.txt", chat))])
    path = kept.url.path

    page, portions = team[VERA].get(f"{path}berichten/"), 0
    while "berichten gevonden" not in page.text and portions < 20:
        page, portions = team[VERA].send_form(page, action=f"{path}lezen/"), portions + 1

    assert "50000 berichten gevonden" in page.text
    assert portions <= 20
    bundle = path.split("/")[-2].replace("-", "")
    pages = f"SELECT count(*) FROM incidents_bundlepage p JOIN incidents_bundle b ON b.id = p.bundle_id WHERE replace(CAST(b.original_id AS text), '-', '') = '{bundle}'"
    assert ask(house, pages) == [(100,)]


FIELDS = {
    "a day to come": ({"day": "2999-01-01"}, "moet nog komen"),
    "a day that never was": ({"day": "2026-02-30"}, "27-11-2026"),
    "a year of before": ({"day": "0001-01-01"}, "1980"),
    "known before it happened": ({"known": "2020-01-01"}, "eerder weten"),
    "an hour that was skipped": ({"day": "2026-03-29", "clock": "02:30"}, "bestaat niet"),
    "a kind that is none": ({"form": "1 OR 1=1"}, ""),
    "a NUL": ({"place": "voor\0na"}, ""),
    "a second line": ({"place": "voor\r\nBcc: x"}, "op een regel"),
    "too many words": ({"description": "a" * 20_001}, "20000"),
    "an unknown field": ({"is_staff": "1"}, "velden niet"),
}


@pytest.fixture(scope="module")
def client(house, story):
    """Who wrote, back in the conversation: coming back is a look, and is recorded."""
    return come_back(house, story.words)


@pytest.mark.usefixtures("unchanged")
@pytest.mark.parametrize(("facts", "said"), FIELDS.values(), ids=FIELDS)
def test_an_incident_that_cannot_be_is_refused_on_both_sides(client, team, story, facts, said):
    sides = {client: "/terug/gesprek/gebeurtenissen/nieuw/", team[VERA]: f"/zaken/{story.number}/gebeurtenissen/nieuw/"}

    for visitor, path in sides.items():
        form = {name: value for name, value in (TOLD | facts).items() if name != "is_staff"}
        page = visitor.submit(path, **form) if "is_staff" not in facts else _with_more(visitor, path, facts)
        assert (page.status_code, said in page.text) == (400, True)


def _with_more(visitor, path, facts):
    """Sends a field that the form does not ask for."""
    page = visitor.get(path)
    token = re.search(r'name="csrfmiddlewaretoken" value="([^"]+)"', page.text)[1]
    headers = {"Origin": str(visitor.base_url).rstrip("/")}
    return visitor.post(path, data={"csrfmiddlewaretoken": token} | TOLD | facts, headers=headers)
