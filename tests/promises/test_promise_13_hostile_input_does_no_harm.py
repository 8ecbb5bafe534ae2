"""Promise 13: hostile input gets a clear 400, 413 or 429 in Dutch that keeps what was typed, and nothing is half-stored."""

import io
import zipfile

import pytest

from tests.promises.database import stored
from tests.promises.people import FACTS, VERA, come_back, eventually, mark, words_on, write
from tests.promises.story import photo_with
from tests.support.visitor import Forms

MB = 1024 * 1024
WRITE = "/schrijven/"


def archive(entries):
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as packed:
        for name, content in entries:
            packed.writestr(name, content)
    return out.getvalue()


def bomb():
    """Will make thirty megabytes of zeros in a few kilobytes."""
    return archive([("nullen", b"\0" * 30 * MB)])


def nested_bomb():
    return archive([(f"{n}.zip", archive([("x", b"x")])) for n in range(40)])


def picture_and_archive():
    return photo_with("x") + archive([("x", b"x")])


FILES = {
    "11 files": (400, lambda: [(f"{n}.txt", b"x") for n in range(11)], "tien bestanden tegelijk"),
    "150 files": (400, lambda: [(f"{n}.txt", b"x") for n in range(150)], ""),
    "26 MB": (413, lambda: [("groot.bin", b"x" * 26 * MB)], "groter dan 25 MB"),
    "zip bomb": (400, lambda: [("bom.zip", bomb())], "schade kan doen"),
    "zips in zips": (400, lambda: [("bom.zip", nested_bomb())], "schade kan doen"),
    "picture with a page in it": (
        400,
        lambda: [("a.jpg", photo_with("x") + b"<html><script>1</script>")],
        "schade kan doen",
    ),
    "picture that is an archive": (400, lambda: [("a.jpg", picture_and_archive())], "schade kan doen"),
    "picture that is a script": (
        400,
        lambda: [("a.gif", b"GIF89a/*" + b"x" * 60 + b"*/=1;alert(1)")],
        "schade kan doen",
    ),
    "a good file beside a bad one": (400, lambda: [("goed.txt", b"x"), ("bom.zip", bomb())], "schade kan doen"),
}
FIELDS = {
    "empty message": ({"message": ""}, "Een enkele zin is genoeg"),
    "blank message": ({"message": " \r\n\t "}, "Een enkele zin is genoeg"),
    "20,001 characters": ({"message": "a" * 20_001}, "langer dan 20.000 tekens"),
    "NUL in the message": ({"message": "voor\0na en nog meer"}, ""),
    "a bell in the message": ({"message": "voor\x07na en nog meer"}, "niemand kan lezen"),
    "script in name": ({"name": "<script>alert(1)</script>"}, "Gebruik hier geen"),
    "CRLF in reach": ({"reach": "06\r\nBcc: iemand@elders.invalid"}, "op een regel"),
    "LF in name": ({"name": "Sam\nBcc: x"}, "op een regel"),
    "name too long": ({"name": "n" * 121}, "120"),
    "unknown field": ({"is_staff": "1"}, "kent een van de ingestuurde velden niet"),
    "danger that is no answer": ({"danger": "misschien"}, ""),
    "no answer about danger": ({"danger": ""}, "Zeg of er nu direct gevaar is"),
    "association that is not there": ({"association": "1 OR 1=1"}, ""),
    "body that is not there": ({"not_authority": "Atlantis"}, "kennen deze naam niet"),
}
ENCODINGS = {
    "latin-1": "één bedreiging per dag".encode("latin-1"),
    "utf-16": "een bericht in utf-16".encode("utf-16"),
    "half a character": b"een half teken \xe2\x82 hier",
    "lone surrogates": b"een los stuk \xed\xa0\x80 hier",
    "overlong": b"een te lange streep \xc0\xaf hier",
}


def token_and_headers(visitor, page):
    token = Forms(page.text).one_for(["message"]).hidden["csrfmiddlewaretoken"]
    return token, {"Origin": str(visitor.base_url).rstrip("/"), "Referer": str(page.url)}


def send_bytes(house, body, content_type, *, path=WRITE, headers=None):
    """Will send a body of our own making with a good token, which stands in the body as TOKEN."""
    visitor = house.client()
    token, own = token_and_headers(visitor, visitor.get(path))
    return visitor.post(
        path,
        content=body.replace(b"TOKEN", token.encode()),
        headers=own | {"Content-Type": content_type} | (headers or {}),
    )


def multipart(**fields):
    parts = [
        b'--grens\r\nContent-Disposition: form-data; name="%s"\r\n\r\n%s\r\n' % (name.encode(), value)
        for name, value in {"csrfmiddlewaretoken": b"TOKEN", **fields}.items()
    ]
    return b"".join([*parts, b"--grens--\r\n"])


@pytest.mark.usefixtures("unchanged")
@pytest.mark.parametrize("kind", FIELDS)
def test_a_field_that_is_wrong_is_told_in_dutch_and_the_rest_stays(house, kind):
    wrong, told = FIELDS[kind]
    text = "Dit schreef ik en dat blijft staan."

    page = house.client().submit(WRITE, action=WRITE, **FACTS | {"message": text, "reach": "na zessen"} | wrong)

    assert page.status_code == 400
    assert told in page.text
    assert '<html lang="nl">' in page.text
    assert words_on(page) == ""
    assert (text in page.text) == ("message" not in wrong)
    assert ("na zessen" in page.text) == ("reach" not in wrong)
    assert "<script>alert" not in page.text


@pytest.mark.usefixtures("unchanged")
@pytest.mark.parametrize("kind", FILES)
def test_files_that_are_too_many_too_large_or_harmful_are_refused_whole(house, kind):
    status, files, told = FILES[kind]
    text = "Dit schreef ik en dat blijft staan."

    page = house.client().submit(WRITE, files=[("files", file) for file in files()], **FACTS | {"message": text})

    assert page.status_code == status
    assert told in page.text
    if told:
        assert text in page.text
        assert "Kies uw bestanden opnieuw" in page.text


@pytest.mark.usefixtures("unchanged")
@pytest.mark.parametrize("kind", ENCODINGS)
def test_text_in_a_wrong_encoding_is_never_stored_garbled(house, kind):
    fields = {name: value.encode() for name, value in FACTS.items()}
    text = ENCODINGS[kind]

    page = send_bytes(house, multipart(message=text, **fields), "multipart/form-data; boundary=grens")
    plain = b"csrfmiddlewaretoken=TOKEN&danger=no&for_whom=self&message=" + b"".join(b"%%%02x" % one for one in text)
    same = send_bytes(house, plain, "application/x-www-form-urlencoded")

    assert (page.status_code, same.status_code) == (400, 400)


@pytest.mark.usefixtures("unchanged")
@pytest.mark.parametrize(
    "charset", ["utf-16", "utf-7", "latin-1", "rot13", "hex", "idna", "undefined", "unicode_escape", "bestaat-niet"]
)
def test_a_claimed_encoding_changes_nothing(house, charset):
    body = multipart(message=b"+ADw-script+AD4- en \xe9\xe9n", **{name: v.encode() for name, v in FACTS.items()})

    answers = [
        send_bytes(house, body, f"multipart/form-data; boundary=grens; charset={charset}"),
        send_bytes(
            house, b"csrfmiddlewaretoken=TOKEN&message=%e9", f"application/x-www-form-urlencoded; charset={charset}"
        ),
    ]
    asked = house.client().get("/terug/?verzonden=%e9", headers={"Content-Type": f"text/plain; charset={charset}"})

    assert [answer.status_code for answer in answers] == [400, 400]
    assert asked.status_code == 200


def test_exactly_20_000_characters_arrive_whole_however_lines_break(house):
    lines = [f"regel {n:04d}" for n in range(1666)]
    text = "\r\n".join(lines)
    text += "." * (20_000 - len(text.replace("\r\n", "\n")))
    assert len(text) > 20_000

    words = write(house, text)

    page = come_back(house, words).get("/terug/gesprek/").text
    assert "regel 0000" in page
    assert f"regel 1665{'.' * 5}" in page


def test_words_that_look_dangerous_are_kept_and_shown_as_words(house, team):
    secret = mark()
    text = f"{secret} '; DROP TABLE cases_case; -- {{{{ 7*7 }}}} {{% debug %}} ${{jndi:ldap://x}} =cmd|' /C calc'!A0 <b>vet</b> 🙂 é"
    words = write(house, text, name="O'Brien; --", reach="=1+1")

    page = come_back(house, words).get("/terug/gesprek/").text
    assert "{{ 7*7 }} {% debug %} ${jndi:ldap://x}" in page
    assert "&lt;b&gt;vet&lt;/b&gt; 🙂 é" in page
    number = eventually(lambda: team.case_of(VERA, secret))
    assert "&lt;b&gt;vet&lt;/b&gt;" in team[VERA].get(f"/zaken/{number}/").text


@pytest.mark.usefixtures("unchanged")
@pytest.mark.parametrize("token", ["", "mis", "a" * 64, "\0" * 64])
def test_without_a_good_token_the_text_survives_and_nothing_is_stored(house, token):
    visitor = house.client()
    visitor.get(WRITE)
    text = "Dit typte ik terwijl de pagina te lang open stond."

    page = visitor.post(
        WRITE, data=FACTS | {"message": text, "csrfmiddlewaretoken": token}, headers={"Origin": house.url}
    )

    assert page.status_code == 400
    assert "Er is niets verstuurd" in page.text
    assert text in page.text
    again = visitor.send_form(page, **FACTS | {"message": "", "reach": ""})
    assert "Een enkele zin is genoeg" in again.text


@pytest.mark.usefixtures("unchanged")
def test_from_another_site_nothing_is_taken(house):
    visitor = house.client()
    token, _headers = token_and_headers(visitor, visitor.get(WRITE))

    page = visitor.post(
        WRITE,
        data=FACTS | {"message": "van een andere site", "csrfmiddlewaretoken": token},
        headers={"Origin": "https://elders.example"},
    )

    assert page.status_code == 400


def test_the_same_form_sent_twice_is_taken_once_and_says_so(house):
    visitor = house.client()
    page = visitor.get(WRITE)
    text = f"{mark()} één keer"
    first = visitor.send_form(page, **FACTS | {"message": text})
    before = stored(house)

    second = visitor.send_form(page, **FACTS | {"message": text})

    assert words_on(first)
    assert (second.status_code, words_on(second)) == (400, "")
    assert "hebben wij al ontvangen" in second.text
    assert text in second.text
    assert stored(house) == before


def test_two_advisers_claim_at_once_and_one_is_told(house, team):
    secret = mark()
    write(house, f"{secret} wie pakt dit op?")
    number = eventually(lambda: team.case_of(VERA, secret))
    wil = team["wil@overleg.invalid"]
    seen_by_wil = wil.get(f"/zaken/{number}/")

    assert team.claim(VERA, number).status_code == 200
    late = wil.send_form(seen_by_wil, action=f"/zaken/{number}/oppakken/")

    assert late.status_code == 400
    assert "Een collega was u net voor" in late.text
    assert "Vera Voorbeeld" in late.text
    assert wil.get(f"/zaken/{number}/").status_code == 404


@pytest.mark.usefixtures("unchanged")
@pytest.mark.parametrize(
    ("body", "content_type"),
    [
        (b'{"message": "x", "csrfmiddlewaretoken": "TOKEN"}', "application/json"),
        (b"<a/>", "application/xml"),
        (b"TOKEN", "text/plain"),
        (b"", "application/x-www-form-urlencoded"),
        (b"&".join([b"csrfmiddlewaretoken=TOKEN", *(b"f%d=x" % n for n in range(100_000))]), "application/x-www-form-urlencoded"),
        (b"csrfmiddlewaretoken=TOKEN&danger=no&for_whom=self&message=een&message=twee", "application/x-www-form-urlencoded"),
        (b"csrfmiddlewaretoken=TOKEN&message=" + b"a" * 2_000_000, "application/x-www-form-urlencoded"),
        (multipart(message=b"a" * 2_000_000), "multipart/form-data; boundary=grens"),
        (multipart(**{f"f{n}": b"x" for n in range(1000)}), "multipart/form-data; boundary=grens"),
        (b"--anders\r\n\r\nx", "multipart/form-data; boundary=grens"),
        (b"x", "multipart/form-data"),
        (b"x", "multipart/form-data; boundary*=nope''grens"),
        (b"x", "multipart/form-data; boundary=" + "g" * 500),
        (multipart(message=b"x")[:-30], "multipart/form-data; boundary=grens"),
        (multipart(message=b"x").replace(b'name="message"', b"name*=nope''message"), "multipart/form-data; boundary=grens"),
        (multipart(message=b"x").replace(b"\r\n\r\nx", b"\r\nContent-Transfer-Encoding: base64\r\n\r\n!!!"), "multipart/form-data; boundary=grens"),
    ],
    ids=["json", "xml", "text", "nothing", "100,000 fields", "a field twice", "2 MB of text", "2 MB in a part", "1,000 parts",
         "another boundary", "no boundary", "boundary in an unknown encoding", "long boundary", "broken off",
         "name in an unknown encoding", "bad base64"],
)  # fmt: skip
def test_a_body_that_is_no_form_of_ours_is_refused(house, body, content_type):
    answer = send_bytes(house, body, content_type)

    assert answer.status_code in {400, 413}
    assert words_on(answer) == ""
    assert "Wij hebben niets opgeslagen" in answer.text or "field__error" in answer.text or "Er is niets" in answer.text


@pytest.mark.usefixtures("unchanged")
def test_what_comes_in_pieces_without_a_length_is_refused(house):
    visitor = house.client()
    token, headers = token_and_headers(visitor, visitor.get(WRITE))
    pieces = iter([f"csrfmiddlewaretoken={token}&danger=no&".encode(), b"for_whom=self&message=in+stukken"])

    answer = visitor.post(
        WRITE, content=pieces, headers=headers | {"Content-Type": "application/x-www-form-urlencoded"}
    )

    assert answer.status_code == 400
