"""Promise 4: who the client keeps out cannot read, gets no mail, and sees no sign that the case exists."""

import pytest

from tests.promises.database import ask, change
from tests.promises.people import BAS, CORA, VERA, WIL, Team, eventually, mark, post, write
from tests.promises.search import found_in


@pytest.fixture(scope="module")
def kept_out(house, team):
    """Three cases, each keeping Wil out in another way; Vera is in the same association as Wil and may read."""
    team[WIL].submit("/mijn-banden/", party="VVD")
    team[WIL].submit("/mijn-banden/", authority="gemeente Utrecht")
    wishes = {
        "association": {"not_association": ["wethouders"]},
        "party": {"not_party": "VVD"},
        "body": {"not_authority": "gemeente Utrecht"},
    }
    found = {}
    for kind, wish in wishes.items():
        secret = mark(kind)
        write(house, f"{secret} mag Wil niet lezen.", **wish)
        found[secret] = eventually(lambda secret=secret: team.case_of(VERA, secret))
    return found


def test_the_desk_of_who_is_kept_out_shows_nothing(team, kept_out):
    assert {secret: team.case_of(WIL, secret) for secret in kept_out} == dict.fromkeys(kept_out)
    desk = team[WIL].get("/dienst/")
    assert found_in(desk.content, {secret: secret for secret in kept_out}) == []
    assert [number for number in kept_out.values() if number in desk.text] == []


def test_the_case_is_as_absent_as_one_that_never_was(team, kept_out):
    never = team[WIL].get("/zaken/2026-AAAAAA/")
    for number in kept_out.values():
        there = team[WIL].get(f"/zaken/{number}/")
        assert (there.status_code, len(there.content)) == (404, len(never.content))
        assert post(team[WIL], f"/zaken/{number}/oppakken/", ticket="geraden").status_code == 404


def test_no_grant_was_made_to_who_is_kept_out_or_to_a_circle_they_sit_in(house, kept_out):
    numbers = ", ".join(f"'{number}'" for number in kept_out.values())
    readers = (
        "SELECT DISTINCT a.email, h.kind FROM vault_grant g JOIN vault_holder h ON h.id = g.holder_id "
        "LEFT JOIN accounts_account a ON a.holder_id = h.id "
        "JOIN vault_compartment p ON p.id = g.compartment_id JOIN cases_case c ON c.id = p.scope "
        f"WHERE c.number IN ({numbers})"
    )

    assert set(map(tuple, ask(house, readers))) == {(None, "receipt"), (None, "recovery"), (VERA, "person")}


def test_a_case_is_not_handed_over_to_who_is_kept_out(team, kept_out):
    number = next(iter(kept_out.values()))
    team.claim(VERA, number)

    page = team[VERA].get(f"/zaken/{number}/overdragen/").text

    assert "Bas Bedacht" in page
    assert "Wil Wethouder-Verzonnen" not in page


def test_nobody_else_in_the_house_sees_how_much_there_is(team, kept_out):
    assert kept_out
    for email in (BAS, CORA):
        assert [number for number in kept_out.values() if number in team[email].get("/dienst/").text] == []


def test_only_who_may_read_is_mailed(build_house):
    house = build_house(MAIL_GATEWAY="fake", JOBS_POLL_SECONDS="0.1")
    team = Team(house)
    eventually(lambda: list((house.var / "postvak").glob("*.eml")))
    change(house, "DELETE FROM cases_dutynotice")
    before = set((house.var / "postvak").glob("*.eml"))
    secret = mark()

    write(house, f"{secret} niet voor Wil.", not_association=["wethouders"])

    new = eventually(lambda: set((house.var / "postvak").glob("*.eml")) - before)
    waiting = "SELECT count(*) FROM django_tasks_database_dbtaskresult WHERE status <> 'SUCCESSFUL' AND run_after < CURRENT_TIMESTAMP"
    eventually(lambda: ask(house, waiting)[0][0] == 0)
    new = set((house.var / "postvak").glob("*.eml")) - before
    assert {line for mail in new for line in mail.read_text().splitlines() if line.startswith("To:")} == {f"To: {VERA}"}
    assert team.case_of(WIL, secret) is None


def test_what_happened_and_its_evidence_are_as_absent_as_the_case(team, story):
    case, never = f"/zaken/{story.number}/", "/zaken/2026-AAAAAA/"
    paths = [
        "gebeurtenissen/",
        "gebeurtenissen/nieuw/",
        f"gebeurtenissen/{story.incident}/",
        "bewijs/nieuw/",
        f"bewijs/{story.original}/",
        f"bewijs/{story.original}/origineel/",
        f"bewijs/{story.archive}/berichten/",
    ]

    for email in (WIL, BAS):
        answers = [team[email].get(case + path) for path in paths]
        assert {answer.status_code for answer in answers} == {404}
        assert [len(answer.content) for answer in answers] == [
            len(team[email].get(never + path).content) for path in paths
        ]
        read = post(team[email], f"{case}bewijs/{story.archive}/lezen/")
        assert (read.status_code, found_in(read.content, story.planted)) == (404, [])


def test_what_happened_was_granted_to_who_helps_and_the_client_and_nobody_else(house, story):
    readers = (
        "SELECT DISTINCT a.email, h.kind FROM vault_grant g JOIN vault_holder h ON h.id = g.holder_id "
        "LEFT JOIN accounts_account a ON a.holder_id = h.id "
        "JOIN vault_compartment p ON p.id = g.compartment_id JOIN cases_case c ON c.id = p.scope "
        f"WHERE c.number = '{story.number}' AND p.kind = 'evidence'"
    )

    assert set(map(tuple, ask(house, readers))) == {(None, "receipt"), (None, "recovery"), (VERA, "person")}
