"""Promise 8: every look at sealed text is recorded, and the record cannot be silently changed."""

import re

import pytest

from tests.promises.database import ask, change
from tests.promises.people import VERA, Team, come_back, eventually, mark, write
from tests.support.environment import POSTGRESQL, kind_of_database


def events_of(house, number):
    """Will return what was recorded of a case: in which role, and what, oldest first."""
    (case,) = (row[0] for row in ask(house, f"SELECT id FROM cases_case WHERE number = '{number}'"))
    plain = str(case).replace("-", "")
    subject = f"scope:{plain[:8]}-{plain[8:12]}-{plain[12:16]}-{plain[16:20]}-{plain[20:]}"
    found = ask(house, f"SELECT role, action FROM audit_event WHERE subject = '{subject}' ORDER BY sequence")
    return list(map(tuple, found))


def last_sequence(house):
    return ask(house, "SELECT max(sequence) FROM audit_event")[0][0]


def actions_after(house, sequence):
    return [
        action
        for (action,) in ask(house, f"SELECT action FROM audit_event WHERE sequence > {sequence} ORDER BY sequence")
    ]


def test_opening_a_case_and_its_files_is_recorded_each_time(house, team, story):
    before = last_sequence(house)
    case = f"/zaken/{story.number}/"

    team[VERA].get(case)
    team[VERA].get(f"{case}bestand/{story.file_ids[0]}/")
    team[VERA].get(f"{case}bestand/{story.file_ids[1]}/bekijken/")
    team[VERA].get(case)

    assert actions_after(house, before) == ["looked.case", "looked.file", "looked.file", "looked.case"]


def test_the_work_of_today_and_someone_around_the_client_are_looks_too(house, team, story):
    case = f"/zaken/{story.number}/"
    (person,) = re.findall(r"/mensen/([0-9a-f-]{36})/", team[VERA].get(case).text)
    before = last_sequence(house)

    team[VERA].get("/mijn-werk/")
    team[VERA].get(f"{case}mensen/{person}/")
    team[VERA].get(f"{case}gevaar/")

    assert actions_after(house, before) == ["looked.work", "looked.people", "looked.case"]


def test_a_list_of_first_words_is_a_look_too(house, team, story):
    assert story
    vera = team[VERA]  # who may have to show a second factor again, in a run that takes long
    before = last_sequence(house)

    vera.get("/dienst/")

    assert set(actions_after(house, before)) == {"looked.list"}


def test_every_touch_of_an_original_is_recorded_and_shown(house, team, story):
    before = last_sequence(house)
    path = f"/zaken/{story.number}/bewijs/{story.original}/"

    team[VERA].get(path)
    team[VERA].get(f"{path}origineel/")
    shown = re.findall(r"<td>([^<]*)</td><td>([^<]*)</td></tr>", team[VERA].get(path).text)

    looked = ["looked.evidence", "evidence.looked"]
    downloaded = ["looked.evidence", "evidence.downloaded"]
    assert [act for act in actions_after(house, before) if "evidence" in act] == [*looked, *downloaded, *looked]
    assert shown[0] == ("binnengekomen en verzegeld", "de cliënt")
    assert shown[-3:] == [(what, "vertrouwenspersoon") for what in ("bekeken", "origineel gedownload", "bekeken")]


def test_a_file_that_left_the_house_is_in_the_record_and_shown_to_the_client(house, story):
    own = come_back(house, story.words).get("/terug/gesprek/plan/").text

    assert events_of(house, story.number).count(("adviser", "case.file_made")) == 1
    assert [story.planted[kind] in own for kind in ("whom", "why", "reason")] == [True, True, True]


def test_the_story_of_a_case_stands_in_the_record(house, story):
    told = events_of(house, story.number)

    assert told[0] == ("client", "case.opened")
    happened = [("adviser", "case.claimed"), ("adviser", "looked.case"), ("adviser", "case.noted"), ("adviser", "case.answered"),
                ("client", "looked.client"), ("client", "case.client_wrote")]  # fmt: skip
    assert [event for event in happened if event not in told] == []


def test_a_look_that_cannot_be_recorded_does_not_happen(build_house):
    house = build_house(worker=False)
    team, secret = Team(house), mark()
    words = write(house, f"{secret} staat hier.")
    number = eventually(lambda: team.case_of(VERA, secret))
    client = come_back(house, words)
    change(house, "ALTER TABLE audit_event RENAME TO weggehaald")

    for visitor, path in ((team[VERA], f"/zaken/{number}/"), (team[VERA], "/dienst/"), (client, "/terug/gesprek/")):
        page = visitor.get(path)
        assert page.status_code >= 500
        assert secret not in page.text


@pytest.fixture(scope="module")
def tampered(tmp_path_factory):
    """A house of its own with a record of some length, to tamper with."""
    from tests.support import house as house_support  # noqa: PLC0415 - the fixture of one test module

    running = house_support.build_house(tmp_path_factory.mktemp("house") / "tampered")
    team, secret = Team(running), mark()
    write(running, f"{secret} staat hier.")
    number = eventually(lambda: team.case_of(VERA, secret))
    team.claim(VERA, number)
    eventually(lambda: running.client().get("/gezond").status_code == 200)
    yield running
    running.remove()


COLUMNS = "sequence, at, bearer, role, action, subject, detail, digest"
SET_ASIDE = ("DROP TABLE IF EXISTS event_aside", "DROP TABLE IF EXISTS head_aside",
             "CREATE TABLE event_aside AS SELECT * FROM audit_event", "CREATE TABLE head_aside AS SELECT * FROM audit_head")  # fmt: skip
PUT_BACK = ("DELETE FROM audit_event", "DELETE FROM audit_head",
            f"INSERT INTO audit_event ({COLUMNS}) SELECT {COLUMNS} FROM event_aside",
            "INSERT INTO audit_head SELECT * FROM head_aside")  # fmt: skip
ZEROS = "'\\x00'::bytea" if kind_of_database() == POSTGRESQL else "x'00'"
BEFORE_LAST = "(SELECT max(sequence) - 1 FROM event_aside)"
TAMPERING = {
    "who did it": (["UPDATE audit_event SET bearer = 'system' WHERE sequence = 5"], "event 5 was changed"),
    "when it was": (["UPDATE audit_event SET at = (SELECT at FROM event_aside WHERE sequence = 1) WHERE sequence = 9"],
                    "event 9 was changed"),
    "what it was": (["UPDATE audit_event SET action = 'looked.list' WHERE sequence = 7"], "event 7 was changed"),
    "one is gone": (["DELETE FROM audit_event WHERE sequence = 6"], "event 6 is missing"),
    "one is gone and the rest moved up": (
        ["DELETE FROM audit_event WHERE sequence = 6",
         *(f"UPDATE audit_event SET sequence = {n - 1} WHERE sequence = {n}" for n in range(7, 40))], "event 6 was changed"),
    "two changed places": (
        ["UPDATE audit_event SET sequence = 99990 WHERE sequence = 3", "UPDATE audit_event SET sequence = 3 WHERE sequence = 4",
         "UPDATE audit_event SET sequence = 4 WHERE sequence = 99990"], "event 3 was changed"),
    "the last ones are gone": ([f"DELETE FROM audit_event WHERE sequence > {BEFORE_LAST}"], "is missing: the signed head stands at"),
    "all is gone but the head": (["DELETE FROM audit_event"], "event 1 is missing"),
    "the tail is gone and the head points before it": (
        [f"DELETE FROM audit_event WHERE sequence > {BEFORE_LAST}",
         f"UPDATE audit_head SET sequence = {BEFORE_LAST}, digest = (SELECT digest FROM event_aside WHERE sequence = {BEFORE_LAST})"],
        "was not signed by this installation"),
    "another signature": ([f"UPDATE audit_head SET signature = {ZEROS}"], "was not signed by this installation"),
    "no head at all": (["DELETE FROM audit_head"], "has no signed head behind it"),
}  # fmt: skip
ENDS = ("the last ones are gone", "all is gone but the head", "the tail is gone and the head points before it",
        "another signature", "no head at all")  # fmt: skip


def test_an_untouched_record_verifies(tampered):
    verdict = tampered.manage("audit", "verify")

    assert verdict.returncode == 0, verdict.stderr
    assert "events hold, the head is signed" in verdict.stdout


@pytest.mark.parametrize("what", TAMPERING)
def test_tampering_is_found_and_the_first_bad_event_is_named(tampered, what):
    statements, told = TAMPERING[what]
    change(tampered, *SET_ASIDE, *statements)
    try:
        verdict = tampered.manage("audit", "verify")
        health = tampered.client().get("/gezond")
    finally:
        change(tampered, *PUT_BACK)

    assert verdict.returncode == 1
    assert told in verdict.stderr
    if what in ENDS:
        assert (health.status_code, health.json()["checks"]["audit"]["ok"]) == (503, False)


def test_a_record_that_was_cut_back_to_an_older_signed_head_is_found(tampered):
    change(tampered, *SET_ASIDE)
    words = write(tampered, "Er kwam nog iets bij.")
    come_back(tampered, words)
    now = last_sequence(tampered)
    change(tampered, *PUT_BACK)

    verdict = tampered.manage("audit", "verify")
    health = tampered.client().get("/gezond")
    (tampered.var / "keys" / "audit.mark").unlink()

    assert verdict.returncode == 1
    assert f"on this machine the trail was at event {now} before" in verdict.stderr
    assert (health.status_code, health.json()["checks"]["audit"]["ok"]) == (503, False)


def test_a_renewed_key_does_not_cover_up_what_was_changed(tampered):
    change(tampered, *SET_ASIDE, "UPDATE audit_event SET role = 'client' WHERE sequence = 4")
    try:
        assert tampered.manage("vault", "rotate").returncode != 0
        assert tampered.manage("audit", "verify").returncode == 1
    finally:
        change(tampered, *PUT_BACK)
    assert tampered.manage("audit", "verify").returncode == 0
