"""Promise 13: odd methods, addresses, queries, cookies and forms of staff do no harm either."""

import pytest

from tests.promises.database import stored
from tests.promises.people import VERA, eventually, mark, post, write

WRITE = "/schrijven/"


@pytest.mark.usefixtures("unchanged")
@pytest.mark.parametrize("method", ["PUT", "PATCH", "DELETE", "TRACE", "PROPFIND", "CONNECT", "OPTIONS"])
def test_other_methods_do_nothing(house, team, method):
    for path in (
        "/",
        WRITE,
        "/terug/",
        "/terug/gesprek/",
        "/dienst/",
        "/zaken/2026-AAAAAA/",
        "/inloggen/",
        "/uitloggen/",
    ):
        for visitor in (house.client(), team[VERA]):
            answer = visitor.request(method, path, follow_redirects=False)
            assert answer.status_code in {200, 302, 400, 404, 405}, (method, path)
            assert "TRACE /" not in answer.text


def test_asking_only_for_the_head_gives_no_body(house):
    for path in ("/", WRITE, "/terug/", "/nu-bellen/", "/gezond", "/inloggen/"):
        answer = house.client().head(path)
        assert (answer.status_code, answer.content) == (200, b"")


@pytest.mark.parametrize(
    "path",
    [
        "/%ff%fe", "/%c0%ae%c0%ae/", "/zaken/%00/", "/zaken/..%2f..%2fetc/", "/static/../../manage.py", "/static/%2e%2e/settings.py",
        "/static/..%5c..%5csettings.py", "/uitnodiging/%00/", "/uitnodiging/" + "a" * 2000 + "/", "/terug/gesprek/bestand/x/",
        "/%0d%0aSet-Cookie:a=b", "/.git/config", "/.env", "/admin/", "/var/keys/secret",
    ],
)  # fmt: skip
def test_addresses_that_lead_nowhere_say_so(house, path):
    answer = house.client().get(path, follow_redirects=False)

    assert answer.status_code in {302, 400, 404}
    assert "set-cookie" not in answer.headers or "a=b" not in answer.headers["set-cookie"]
    assert "SECRET" not in answer.text


@pytest.mark.parametrize(
    "query",
    ["na=%00", "na=1_999999999999999999999999_0", "na=1_1_00000000000000000000000000000000", "na=%ff", "na=" + "a" * 3000,
     "na=1_-99999999999999_00000000000000000000000000000000", "na[]=1&na=2", "%ff=%fe", "=", "&&&&"],
)  # fmt: skip
def test_a_query_that_is_none_shows_the_page_from_its_start(team, query):
    assert team[VERA].get(f"/dienst/?{query}").status_code == 200


@pytest.mark.parametrize(
    "cookie",
    [
        b'zitting="abcdefgh\\000\\001xyz"', b"zitting=\xff\xfe\xfd12345678", b"zitting=" + b"a" * 4000, b"formulier=\xe9",
        b"formulier=" + b"a" * 64, b'sleutel="\\000"; zitting=abcdefghijk', b"taal=../../x", b'taal="\\000nl"', b"apparaat=\xff",
        b'concept="\\000"', b"=; ;;=;a", b"\x01=\x02",
    ],
)  # fmt: skip
def test_a_cookie_that_is_none_of_ours_is_as_good_as_no_cookie(house, cookie):
    for path in ("/", WRITE, "/terug/", "/terug/gesprek/", "/dienst/", "/inloggen/", "/inloggen/tweede-stap/", "/weg/"):
        with house.client() as visitor:
            answer = visitor.get(path, headers=[(b"Cookie", cookie)], follow_redirects=False)
        assert answer.status_code in {200, 302, 303, 400}, path


@pytest.mark.parametrize(
    "fields",
    [
        {"credential": "[" * 100_000}, {"credential": "9" * 5000}, {"credential": '{"id": 1, "rawId": [], "response": "x"}'},
        {"credential": "null"}, {"code": "\0\uff11\uff12"}, {"code": "9" * 20}, {"code": "", "credential": "{"},
    ],
)  # fmt: skip
def test_a_second_factor_that_is_none_is_refused(house, fields):
    visitor = house.client()
    visitor.submit("/inloggen/", email="ot@overleg.invalid", passphrase="drie appels over")

    assert post(visitor, "/inloggen/tweede-stap/", **fields).status_code in {400, 429}


def test_a_hostile_form_of_staff_is_refused_too(house, team):
    secret = mark()
    write(house, f"{secret} voor het team")
    number = eventually(lambda: team.case_of(VERA, secret))
    team.claim(VERA, number)
    before = stored(house)
    wrong = {
        "antwoord": [
            {"antwoord-message": ""},
            {"antwoord-message": "x" * 20_001},
            {"antwoord-message": "x\0"},
            {"rol": "x"},
        ],
        "notitie": [{"notitie-text": ""}, {"notitie-text": "x" * 20_001}, {"notitie-text": "x", "case": "1"}],
        "overdragen": [{"to": "iedereen"}, {"to": ""}, {"to": "circle", "note": "x" * 20_001}],
    }

    for act, forms in wrong.items():
        for fields in forms:
            assert post(team[VERA], f"/zaken/{number}/{act}/", **fields).status_code == 400, (act, list(fields))

    after = stored(house)
    del before["audit_event"], after["audit_event"]
    assert after == before
