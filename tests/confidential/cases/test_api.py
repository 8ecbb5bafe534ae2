"""The API of a case: the doors, the keys, the table and the trail are those of the pages."""

import json

import pytest
from django.test import Client
from django.utils import timezone

from tests.factories.cases import MESSAGE, make_case
from tests.factories.team import NIGHT, make_adviser, make_association
from tests.support.json_schema import faults
from tests.support.staff import make_colleague
from weerbaar.confidential.cases import actions
from weerbaar.confidential.cases.api import problems
from weerbaar.confidential.cases.api.description import described
from weerbaar.confidential.cases.models import Case, DangerCheck
from weerbaar.confidential.cases.rules import MOVES, STEPS, State
from weerbaar.foundation.accounts.roles import Role
from weerbaar.foundation.audit.models import Event

CASEWORK = {Role.ADVISER, Role.HELPER}


@pytest.fixture
def vera(db):
    return make_adviser(app=True)


@pytest.fixture
def wil(db):
    return make_adviser("Wil Waarnemer", app=True)


@pytest.fixture
def joris(db):
    return make_adviser("Joris Elders", app=True)


@pytest.fixture
def taken_up(raadsleden, vera):
    arrived = make_case()
    actions.claim(case=arrived.case, by=vera.account, keyring=vera.keyring, at=NIGHT)
    return arrived


@pytest.fixture
def program(vera):
    return signed_in(vera)


def signed_in(colleague, **options):
    visitor = Client(**options)
    colleague.sign_in(visitor)
    return visitor


def url(arrived, rest=""):
    return f"/api/v1/zaken/{arrived.case.number}{rest}"


def ask(visitor, arrived, body, **headers):
    body = body if isinstance(body, str | bytes) else json.dumps(body)
    return visitor.post(url(arrived, "/zetten"), body, content_type="application/json", headers=headers)


def move(visitor, arrived, act, **headers):
    return ask(visitor, arrived, {"act": act}, **headers)


def is_problem(answer, problem, instance):
    """Whether this is that problem, whole: the type of content, the words, its place, the version, kept nowhere."""
    body = answer.json()
    schema = {"$ref": "#/components/schemas/Problem"}
    assert faults(body, schema, described()) == []
    assert (answer.headers["Content-Type"], answer.headers["API-Version"]) == ("application/problem+json", "1.0.0")
    assert answer.headers["Cache-Control"] == "no-store"
    assert (body["type"], body["title"]) == (
        f"/api/v1/openapi.json#/components/examples/{problem.name}",
        problem.title,
    )
    return (answer.status_code, body["status"], body["instance"]) == (problem.status, problem.status, instance)


def row():
    return Case.objects.values().get()


# --- reading ---


def test_a_case_says_its_number_its_state_and_the_moves_and_nothing_sealed(program, taken_up):
    answer = program.get(url(taken_up))

    told = answer.json()
    assert (answer.status_code, answer.headers["API-Version"], answer.headers["Cache-Control"]) == (
        200,
        "1.0.0",
        "no-store",
    )
    assert faults(told, {"$ref": "#/components/schemas/Case"}, described()) == []
    assert (told["number"], told["state"]) == (taken_up.case.number, "open")
    assert (told["opened_at"], told["closed_at"]) == ("2026-11-22T02:10:00Z", None)
    assert {"act": "case.waits_for_client", "label": "Wacht op de cliënt", "target": "client", "page": None} in told[
        "moves"
    ]
    assert MESSAGE[:20] not in answer.content.decode()


def test_the_moves_are_those_of_the_table_for_this_role_and_state(program, taken_up):
    told = [one["act"] for one in program.get(url(taken_up)).json()["moves"]]

    assert told == [act for act, one in MOVES.items() if one.permission and State.OPEN in one.sources]


def test_a_helper_who_hands_nothing_over_is_offered_no_handing_over(db):
    helper = make_colleague(Role.HELPER, name="Hans Helper")
    make_association("raadsleden", helper)
    arrived = make_case()
    actions.claim(case=arrived.case, by=helper.account, keyring=helper.keyring, at=NIGHT)

    told = [one["act"] for one in signed_in(helper).get(url(arrived)).json()["moves"]]

    assert told == ["case.waits_for_client", "case.waits_for_others", "case.in_aftercare", "case.closed"]


def test_a_move_that_is_more_than_a_button_names_its_page(program, taken_up):
    pages = {one["act"]: one["page"] for one in program.get(url(taken_up)).json()["moves"]}

    assert {act for act, page in pages.items() if page is None} == set(STEPS) - {"case.resumed"}
    assert all(program.get(page).status_code in {200, 302} for page in pages.values() if page)


def test_what_nobody_took_up_offers_taking_up_on_its_page(program, vera, raadsleden):
    arrived = make_case()

    moves = program.get(url(arrived)).json()["moves"]

    assert [(one["act"], one["page"]) for one in moves] == [("case.claimed", f"/zaken/{arrived.case.number}/")]


def test_reading_is_no_look_and_changes_nothing(program, taken_up):
    before = (row(), Event.objects.count())

    program.get(url(taken_up))
    program.head(url(taken_up))

    assert (row(), Event.objects.count()) == before


def test_the_number_of_a_case_that_was_merged_leads_on(program, taken_up, vera):
    other = make_case()
    actions.claim(case=other.case, by=vera.account, keyring=vera.keyring, at=NIGHT)
    hand = {"by": vera.account, "keyring": vera.keyring, "at": timezone.now()}
    actions.merge(case=taken_up.case, gone=other.case, facts=actions.Facts(), **hand)

    answer = program.get(url(other))

    assert (answer.status_code, answer.headers["Location"]) == (302, url(taken_up))
    assert is_problem(move(program, other, STEPS[0]), problems.NOT_THERE, url(other, "/zetten"))


# --- moving ---


@pytest.mark.parametrize("act", STEPS)
def test_a_step_is_made_and_the_answer_says_how_the_case_stands(program, taken_up, act):
    before = next(iter(MOVES[act].sources - {State.CLIENT}))
    Case.objects.update(state=before)

    answer = move(program, taken_up, act)

    assert (answer.status_code, answer.json()["state"], Case.objects.get().state) == (200, *[MOVES[act].target] * 2)
    assert answer.json() == program.get(url(taken_up)).json()


def test_the_trail_tells_a_move_as_the_page_tells_it(program, taken_up):
    move(program, taken_up, "case.waits_for_others")
    move(program, taken_up, "case.resumed")
    program.post(f"/zaken/{taken_up.case.number}/toestand/", {"act": "case.waits_for_others"})

    lines = Event.objects.filter(action="case.waits_for_others")
    by_api, by_page = lines.order_by("sequence").values("bearer", "role", "action", "subject", "detail")
    assert by_api == by_page
    assert Event.objects.order_by("sequence").last().action == "case.waits_for_others"


def placed_in(state, vera):
    closed = {"closed_at": NIGHT, "closed_by": vera.account, "outcome": "talked"} if state == State.CLOSED else {}
    taken = {"claimed_at": NIGHT, "claimed_by": vera.account} if state != State.NEW else {}
    nothing = {"closed_at": None, "closed_by": None, "outcome": "", "claimed_at": None, "claimed_by": None}
    Case.objects.update(state=state, **(nothing | closed | taken))


@pytest.mark.parametrize("state", [one for one in State if one not in {State.MERGED, State.ERASED}])
def test_from_each_state_the_api_makes_the_steps_of_the_table_and_no_other_move(program, taken_up, vera, state):
    made = {}
    for act in MOVES:
        placed_in(state, vera)
        status = move(program, taken_up, act).status_code
        made[act] = (status, Case.objects.get().state)

    not_a_step = {act: (422, state) for act in MOVES if act not in STEPS}
    refusal = 403 if state == State.NEW else 409
    steps = {act: (200, MOVES[act].target) if state in MOVES[act].sources else (refusal, state) for act in STEPS}
    assert made == not_a_step | steps


@pytest.mark.parametrize("act", [act for act in MOVES if act not in STEPS])
def test_a_move_that_is_more_than_a_button_is_sent_to_its_page(program, taken_up, act):
    before = row()

    answer = move(program, taken_up, act)

    assert is_problem(answer, problems.ON_A_PAGE, url(taken_up, "/zetten"))
    where = f"/zaken/{taken_up.case.number}/" if act != "case.erased" else "Geen helper doet deze zet"
    assert where in answer.json()["detail"]
    assert row() == before


def test_an_illegal_move_is_a_conflict_and_changes_nothing(program, taken_up):
    before = row()

    assert is_problem(move(program, taken_up, "case.resumed"), problems.ILLEGAL_MOVE, url(taken_up, "/zetten"))
    assert row() == before


def test_while_there_may_be_danger_someone_looks_again_first(program, taken_up):
    Case.objects.update(danger=True)
    DangerCheck.objects.update(answer="yes", look_again_at=NIGHT)
    before = row()

    answer = move(program, taken_up, "case.in_aftercare")

    assert is_problem(answer, problems.DANGER_FIRST, url(taken_up, "/zetten"))
    assert row() == before


def test_who_can_read_a_case_and_did_not_take_it_up_moves_nothing(program, raadsleden, vera, wil, taken_up):
    Case.objects.update(claimed_by=wil.account)
    before = row()

    assert is_problem(move(program, taken_up, STEPS[0]), problems.NOT_YOURS, url(taken_up, "/zetten"))
    assert program.get(url(taken_up)).json()["moves"] == []
    assert row() == before


# --- doors, walls, token ---


def test_without_a_key_there_is_no_case_as_if_the_number_never_was(taken_up, joris, wil):
    make_association("wethouders", joris)
    before = row()

    for stranger in (joris, wil):
        visitor = signed_in(stranger)
        read, made = visitor.get(url(taken_up)), move(visitor, taken_up, STEPS[0])
        never = visitor.get("/api/v1/zaken/2026-AAAAAA")
        assert is_problem(read, problems.NOT_THERE, url(taken_up))
        assert is_problem(made, problems.NOT_THERE, url(taken_up, "/zetten"))
        assert read.json() | {"instance": ""} == never.json() | {"instance": ""}
    assert row() == before


@pytest.mark.parametrize("role", [role for role in Role if role not in CASEWORK])
def test_who_opens_no_cases_finds_no_api(taken_up, role):
    visitor = signed_in(make_colleague(role, name="Noor Niemand"))

    assert [visitor.get(url(taken_up)).status_code, move(visitor, taken_up, STEPS[0]).status_code] == [404, 404]
    assert Case.objects.get().state == "open"


def test_who_is_not_signed_in_gets_what_a_page_would_give(client, taken_up):
    read, made = client.get(url(taken_up)), move(client, taken_up, STEPS[0])

    assert (read.status_code, read.headers["Location"].partition("?")[0], made.status_code) == (302, "/inloggen/", 400)
    assert Case.objects.get().state == "open"


def test_a_move_without_the_token_of_our_pages_is_refused(taken_up, vera):
    visitor = signed_in(vera)
    visitor.get(f"/zaken/{taken_up.case.number}/")
    visitor.handler.enforce_csrf_checks = True

    for token in ({}, {"X-CSRFToken": "a" * 64}):
        answer = move(visitor, taken_up, STEPS[0], **token)
        assert is_problem(answer, problems.NOT_FROM_HERE, url(taken_up, "/zetten"))
    assert Case.objects.get().state == "open"

    page = visitor.get(f"/zaken/{taken_up.case.number}/").content.decode()
    token = page.split('name="csrfmiddlewaretoken" value="')[1].split('"')[0]
    assert move(visitor, taken_up, STEPS[0], **{"X-CSRFToken": token}).status_code == 200


# --- what cannot be read ---


@pytest.mark.parametrize(
    "body",
    [
        " ",
        "{",
        "null",
        "[]",
        '"case.resumed"',
        "{}",
        '{"act": "case.waits_for_client", "note": "x"}',
        '{"act": "case.resumed", "act": "case.waits_for_client"}',
        b'{"act": "case.waits_for_client\xff"}',
        "[" * 500,
    ],
)
def test_what_is_no_move_in_json_is_named_and_changes_nothing(program, taken_up, body):
    before = row()

    assert is_problem(ask(program, taken_up, body), problems.UNREADABLE, url(taken_up, "/zetten"))
    assert row() == before


@pytest.mark.parametrize("act", ["", "case.handed_over", "case.waits_for_client ", None, 1, True, ["case.resumed"], {}])
def test_an_act_that_is_not_in_the_table_is_unknown(program, taken_up, act):
    assert is_problem(move(program, taken_up, act), problems.UNKNOWN_ACT, url(taken_up, "/zetten"))


@pytest.mark.parametrize("size", [501, 1_000_001])
def test_a_body_larger_than_a_move_is_too_large(program, taken_up, size):
    body = '{"act": "case.waits_for_client"}'.ljust(size)

    assert is_problem(ask(program, taken_up, body), problems.TOO_LARGE, url(taken_up, "/zetten"))
    assert ask(program, taken_up, body[:500]).status_code == 200


@pytest.mark.parametrize("kind", ["text/plain", "application/x-www-form-urlencoded", "multipart/form-data; boundary=x"])
def test_only_json_is_read(program, taken_up, kind):
    body = b'--x\r\nContent-Disposition: form-data; name="act"\r\n\r\ncase.waits_for_client\r\n--x--\r\n'
    answer = program.post(url(taken_up, "/zetten"), body, content_type=kind)

    assert is_problem(answer, problems.WRONG_TYPE, url(taken_up, "/zetten"))
    assert Case.objects.get().state == "open"


def test_another_method_is_told_which_there_are(program, taken_up):
    answers = [program.delete(url(taken_up)), program.get(url(taken_up, "/zetten"))]

    assert [answer.headers["Allow"] for answer in answers] == ["GET, HEAD", "POST"]
    assert is_problem(answers[0], problems.NOT_THIS_METHOD, url(taken_up))
    assert is_problem(answers[1], problems.NOT_THIS_METHOD, url(taken_up, "/zetten"))


def test_an_address_with_a_slash_behind_it_is_not_there(program, taken_up):
    assert program.get(url(taken_up, "/")).status_code == 404


def test_it_speaks_dutch_whatever_language_was_chosen(program, taken_up):
    program.cookies["taal"] = "en"
    answer = program.get(url(taken_up))

    assert program.get("/terug/").headers["Content-Language"] == "en"
    assert answer.headers["Content-Language"] == "nl"
    assert "Wacht op de cliënt" in [one["label"] for one in answer.json()["moves"]]
    assert move(program, taken_up, "x").json()["title"] == problems.UNKNOWN_ACT.title
