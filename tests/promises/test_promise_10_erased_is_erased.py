"""Promise 10: erased is erased. No key, no box and no file is left, and the client holds the proof of it."""

import html
import re
from contextlib import closing
from pathlib import Path
from typing import NamedTuple

import pytest

from tests.promises.attacker import attack
from tests.promises.database import ask, cells, connect, sealed_files
from tests.promises.people import VERA, come_back, eventually, mark, post, write
from tests.promises.search import found_in
from tests.support.environment import SQLITE, kind_of_database
from tests.support.house import SQLITE_FILE
from weerbaar.foundation.vault.receipts import Receipt

SEALED = (
    ("vault_grant", "sealed_key", "compartment_id IN (SELECT id FROM vault_compartment WHERE scope = '{id}')"),
    ("cases_entry", "body", "case_id = '{id}'"),
    ("cases_note", "body", "case_id = '{id}'"),
    ("cases_identity", "name", "case_id = '{id}'"),
    ("cases_case", "summary", "id = '{id}'"),
)


class Erased(NamedTuple):
    """A case that was told through the pages and erased by its client, with what there was before."""

    words: str
    number: str
    planted: dict[str, str]
    boxes: list[bytes]
    files: set[Path]
    opened_before: int
    certificate: str


def boxes_of(house, number):
    """Will return every sealed value of one case, and its grants, as they lie in the database."""
    case_id = ask(house, f"SELECT id FROM cases_case WHERE number = '{number}'")[0][0]
    found = []
    for table, column, which in SEALED:
        rows = ask(house, f"SELECT {column} FROM {table} WHERE {which.format(id=case_id)}")
        assert rows, table
        found += [bytes(value) for (value,) in rows]
    return found


@pytest.fixture(scope="module")
def erased(house, team, story):
    planted = {kind: mark(f"wis{kind}") for kind in ("message", "name", "answer", "note", "filename")}
    before = set(sealed_files(house))
    file = ("files", (f"{planted['filename']}.txt", b"een bewijsstuk\n" * 9, "text/plain"))
    words = write(house, f"{planted['message']} staat op mijn muur.", name=planted["name"], files=[file])
    number = eventually(lambda: team.case_of(VERA, planted["message"]))
    team.claim(VERA, number)
    team.note(VERA, number, planted["note"])
    team.answer(VERA, number, planted["answer"])
    boxes, files = boxes_of(house, number), set(sealed_files(house)) - before
    opened = attack(house, [Receipt.read(words).secret.raw], number=number).keys
    page = come_back(house, words).submit("/terug/gesprek/wissen/", action="/terug/gesprek/wissen/")
    found = re.search(r'id="certificate"[^>]*>(.*?)</pre>', page.text, re.DOTALL)
    return Erased(words, number, planted, boxes, files, opened, html.unescape(found[1]))


def test_there_was_something_to_erase(erased):
    assert (len(erased.boxes) >= 9, len(erased.files), erased.opened_before >= 2) == (True, 1, True)


def test_no_box_and_no_key_of_it_is_in_any_row(house, erased):
    left = {where for where, value in cells(house) if isinstance(value, bytes) for box in erased.boxes if box in value}

    assert left == set()


def test_no_file_of_it_is_on_the_disk(erased):
    assert [path for path in erased.files if path.exists()] == []


def test_its_seven_words_open_nothing_any_more(house, story, erased):
    loot = attack(house, [Receipt.read(erased.words).secret.raw], number=story.number)

    assert (loot.keys, loot.texts, loot.files) == (0, [], 0)
    answer = house.client().submit("/terug/", action="/terug/", receipt=erased.words)
    assert (answer.status_code, "Met deze woorden vinden wij niets" in answer.text) == (400, True)


def test_who_helped_finds_nothing_any_more(team, erased):
    number = erased.number
    asked = [team[VERA].get(f"/zaken/{number}/{rest}").status_code for rest in ("", "afsluiten/", "overdragen/")]
    sent = [
        post(team[VERA], f"/zaken/{number}/{rest}", **facts).status_code
        for rest, facts in (("notitie/", {"notitie-text": "x"}), ("heropenen/", {}), ("toestand/", {"act": "x"}))
    ]

    assert (asked, sent) == ([404] * 3, [404] * 3)


@pytest.mark.skipif(
    kind_of_database() != SQLITE, reason="PostgreSQL keeps old rows until it vacuums; see docs/security.md"
)
def test_the_pages_of_the_database_file_hold_no_byte_of_it(house, erased):
    def emptied():
        with closing(connect(house)) as connection:
            busy, _pages, _moved = connection.execute("PRAGMA wal_checkpoint(TRUNCATE)").fetchone()
        return not busy

    eventually(emptied)
    raw = b"".join(path.read_bytes() for path in house.var.glob(f"{SQLITE_FILE}*"))

    assert [box for box in erased.boxes if box in raw] == []


def test_what_stays_is_a_tombstone(house, erased):
    with closing(connect(house)) as connection:
        cursor = connection.execute(f"SELECT * FROM cases_case WHERE number = '{erased.number}'")
        names, row = [column[0] for column in cursor.description], cursor.fetchone()

    kept = {name for name, value in zip(names, row, strict=True) if value not in (None, "", 0, False)}
    assert kept == {"id", "number", "state", "association_id", "opened_at", "last_activity_at", "erased_at"}


def test_the_client_holds_a_proof_that_anyone_with_the_record_can_check(house, erased, tmp_path):
    true, false = tmp_path / "bewijs.txt", tmp_path / "vals.txt"
    true.write_text(erased.certificate)
    false.write_text(erased.certificate.replace("messages: 2", "messages: 1"))

    holds, refused = (house.manage("audit", "certificate", str(file)) for file in (true, false))

    assert (holds.returncode, f"{erased.number} case.erased" in holds.stdout) == (0, True)
    assert (refused.returncode, "changed after it was signed" in refused.stderr) == (1, True)


def test_the_proof_says_how_much_and_nothing_of_what_or_who(erased):
    assert found_in(erased.certificate.encode(), erased.planted) == []
    assert [line in erased.certificate for line in ("messages: 2", "notes: 1", "files: 1")] == [True] * 3
    assert "receipt" not in erased.certificate


class TakenBack(NamedTuple):
    """A file and what happened, told through the pages and taken back one by one, with what there was before."""

    words: str
    number: str
    boxes: list[bytes]
    files: set[Path]
    left: str


def boxes_about(house, number):
    """Will return every sealed value of the incidents and originals of one case."""
    case_id = ask(house, f"SELECT id FROM cases_case WHERE number = '{number}'")[0][0]
    columns = {
        "incidents_incident": ("summary", "facts"),
        "incidents_evidence": ("name", "media_type", "size", "key", "digest", "facts"),
    }
    rows = [
        row
        for table, names in columns.items()
        for row in ask(house, f"SELECT {', '.join(names)} FROM {table} WHERE case_id = '{case_id}'")
    ]
    return [bytes(value) for row in rows for value in row]


@pytest.fixture(scope="module")
def taken_back(house, team):
    opening, told, name = mark("blijft"), mark("verteld"), mark("bestand")
    words = write(house, f"{opening} en dit mag blijven.")
    number = eventually(lambda: team.case_of(VERA, opening))
    visitor, before = come_back(house, words), set(sealed_files(house))
    facts = {"day": "2026-11-20", "form": "threat", "description": f"{told} op mijn stoep."}
    incident = visitor.submit("/terug/gesprek/gebeurtenissen/nieuw/", **facts).url.path
    file = ("files", (f"{name}.txt", b"te veel gezegd\n" * 9, "text/plain"))
    page = visitor.submit(f"/terug/gesprek/bewijs/nieuw/?bij={incident.split('/')[-2]}", message="", files=[file])
    boxes, files = boxes_about(house, number), set(sealed_files(house)) - before
    visitor.submit(f"{incident}terugnemen/", with_evidence="on")
    page = visitor.get("/terug/gesprek/gebeurtenissen/")
    assert (told in page.text, name in page.text, "Teruggenomen" in page.text) == (False, False, True)
    return TakenBack(words, number, boxes, files, opening)


def test_of_what_was_taken_back_there_was_something(taken_back):
    assert (len(taken_back.boxes), len(taken_back.files)) == (8, 1)


def test_of_what_was_taken_back_no_box_and_no_file_is_left_and_the_rest_stays(house, taken_back):
    left = {
        where for where, value in cells(house) if isinstance(value, bytes) for box in taken_back.boxes if box in value
    }

    assert (left, [path for path in taken_back.files if path.exists()]) == (set(), [])
    assert taken_back.left in come_back(house, taken_back.words).get("/terug/gesprek/").text


def test_the_record_tells_that_something_was_taken_back_and_still_holds(house, taken_back):
    case_id = ask(house, f"SELECT id FROM cases_case WHERE number = '{taken_back.number}'")[0][0]
    acts = ask(house, "SELECT action, subject, role FROM audit_event WHERE action LIKE '%removed' ORDER BY sequence")

    own = [
        (action, role) for action, subject, role in acts if str(case_id).replace("-", "") in subject.replace("-", "")
    ]
    assert own == [("case.evidence_removed", "client"), ("incident.removed", "client")]
    assert house.manage("audit", "verify").returncode == 0
