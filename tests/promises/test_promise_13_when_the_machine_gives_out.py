"""Promise 13, the machine's side: disk full, database locked, mail down, half requests, sessions that ended meanwhile."""

import socket
import sqlite3
import threading
from contextlib import ExitStack, closing

import pytest

from tests.foundation.gateways.post_office import PostOffice
from tests.promises.database import ask, change, connect, stored
from tests.promises.people import FACTS, VERA, Team, come_back, eventually, mark, words_on, write
from tests.promises.search import found_in
from tests.support.environment import POSTGRESQL, kind_of_database
from tests.support.house import SQLITE_FILE, House, _free_port

LIMIT = "import resource, runpy, sys; sys.argv = sys.argv[1:]; resource.setrlimit(resource.RLIMIT_FSIZE, ({most}, {most})); runpy.run_module('gunicorn', run_name='__main__')"
TEXT = "Dit schreef ik en dat blijft staan."


class CrampedHouse(House):
    """A house whose web server cannot make any file larger than 64 kB grow: a disk that is full."""

    def _launch(self, name, *arguments, pass_fds=None):
        if name == "web":
            arguments = ("-c", LIMIT.format(most=self.most), *arguments[1:])
        super()._launch(name, *arguments, pass_fds=pass_fds)


@pytest.fixture
def cramped(tmp_path):
    """A house that runs out of room."""
    house = CrampedHouse(tmp_path / "cramped", worker=False)
    house.furnish()
    house.most = 65_536
    house.start()
    yield house
    house.remove()


def test_without_room_for_a_file_the_text_stays_and_nothing_is_half_stored(cramped):
    before = stored(cramped)

    page = cramped.client().submit(
        "/schrijven/", files=[("files", ("a.bin", b"x" * 300_000))], **FACTS | {"message": TEXT}
    )

    assert page.status_code == 503
    assert "nu niet bewaren" in page.text
    assert TEXT in page.text
    assert words_on(page) == ""
    assert stored(cramped) == before


@pytest.mark.skipif(kind_of_database() == POSTGRESQL, reason="PostgreSQL writes its own files, without this limit")
def test_without_room_in_the_database_the_text_stays_and_nothing_is_half_stored(cramped):
    before = stored(cramped)
    # The write-ahead log grows until it meets the limit.
    answers = [cramped.client().submit("/schrijven/", **FACTS | {"message": f"{TEXT} {mark()}"}) for _ in range(12)]

    refused = [page for page in answers if page.status_code != 200]

    assert refused
    assert {page.status_code for page in refused} == {503}
    assert all(TEXT in page.text and words_on(page) == "" for page in refused)
    taken = len(answers) - len(refused)
    assert stored(cramped)["cases_case"] == before["cases_case"] + taken
    assert stored(cramped)["helpline_receipt"] == before["helpline_receipt"] + taken


@pytest.fixture(scope="module")
def troubled(tmp_path_factory):
    """A house of its own for troubles that pass."""
    from tests.support import house as house_support  # noqa: PLC0415 - the fixture of one test module

    running = house_support.build_house(tmp_path_factory.mktemp("house") / "troubled", MAIL_GATEWAY="fake")
    yield running
    running.remove()


def lock(house):
    """Will hold what every write needs; to be closed."""
    if kind_of_database() == POSTGRESQL:
        connection = connect(house)
        connection.autocommit = False
        connection.execute("LOCK TABLE cases_case, vault_holder IN ACCESS EXCLUSIVE MODE")
    else:
        connection = sqlite3.connect(house.var / SQLITE_FILE, isolation_level=None)
        connection.execute("BEGIN IMMEDIATE")
    return closing(connection)


def test_with_a_locked_database_the_text_stays_and_the_next_try_works(troubled):
    before = stored(troubled)
    visitor, reader = troubled.client(), troubled.client()
    form = visitor.get("/schrijven/")

    with lock(troubled):
        page = visitor.send_form(form, **FACTS | {"message": TEXT})
        readable = reader.get("/nu-bellen/")

    assert readable.status_code == 200
    assert page.status_code == 503
    assert "nu niet bewaren" in page.text
    assert TEXT in page.text
    assert stored(troubled) == before
    again = visitor.send_form(page, **FACTS | {"message": TEXT})
    assert len(words_on(again).split()) == 7


HALVES = {
    "nothing": b"",
    "half a line": b"GET /schri",
    "half a head": b"POST /schrijven/ HTTP/1.1\r\nHost: 127.0.0.1\r\n",
    "half a body": b"POST /schrijven/ HTTP/1.1\r\nHost: 127.0.0.1\r\nContent-Length: 900\r\n"
    b"Content-Type: application/x-www-form-urlencoded\r\n\r\nmessage=een+half",
    "half a file": b"POST /schrijven/ HTTP/1.1\r\nHost: 127.0.0.1\r\nContent-Length: 9000\r\n"
    b"Content-Type: multipart/form-data; boundary=b\r\n\r\n--b\r\nContent-Disposition: form-data; name=files; "
    b"filename=a.txt\r\n\r\nhalf",
}


def test_half_requests_do_not_keep_others_out_for_long_and_leave_nothing(troubled):
    before = stored(troubled)
    with ExitStack() as lines:
        for kind in HALVES.values():
            for _ in range(3):
                line = lines.enter_context(socket.create_connection(("127.0.0.1", troubled.port)))
                line.sendall(kind)
        # Fifteen silent lines, twice as many as there are threads: all of them are given up within seconds.
        answer = troubled.client().get("/", timeout=60)
    assert answer.status_code == 200
    eventually(lambda: stored(troubled) == before)


EXPIRE = "UPDATE accounts_session SET expire_date = '2020-01-01 00:00:00'"


def test_a_session_that_ended_while_typing_keeps_the_text_of_the_client(troubled):
    secret = mark()
    words = write(troubled, f"{secret} eerste bericht")
    client = come_back(troubled, words)
    page = client.get("/terug/gesprek/")
    change(troubled, EXPIRE)
    before = stored(troubled)

    ended = client.send_form(page, message=f"{TEXT} {secret}")

    assert ended.status_code == 400
    assert "Uw tekst is bewaard" in ended.text
    assert stored(troubled) == before
    assert found_in(troubled.dump_database(), {"draft": secret}) == []
    back = client.submit("/terug/", receipt=words)
    assert back.url.path == "/terug/gesprek/"
    assert f"{TEXT} {secret}" in back.text
    sent = client.send_form(back, message=f"{TEXT} {secret}")
    assert sent.status_code == 200
    assert sent.text.count(f"{TEXT} {secret}") == 1


def test_a_session_that_ended_while_typing_keeps_the_text_of_the_adviser(troubled):
    team, secret = Team(troubled), mark()
    write(troubled, f"{secret} eerste bericht")
    number = eventually(lambda: team.case_of(VERA, secret))
    page = team.claim(VERA, number)
    change(troubled, EXPIRE)
    answer = f"{TEXT} {mark()}"

    ended = team[VERA].send_form(page, action=f"/zaken/{number}/antwoord/", **{"antwoord-message": answer})

    assert ended.status_code == 400
    assert "Uw tekst is bewaard" in ended.text
    again = troubled.show_both_factors(VERA, team[VERA])
    assert answer in again.get(f"/zaken/{number}/").text


def test_of_a_session_that_is_gone_the_text_is_given_back_to_copy(troubled):
    words = write(troubled, f"{mark()} eerste bericht")
    client = come_back(troubled, words)
    page = client.get("/terug/gesprek/")
    change(troubled, "DELETE FROM accounts_session")

    ended = client.send_form(page, message=TEXT)

    assert ended.status_code == 400
    assert TEXT in ended.text


def test_mail_that_cannot_go_waits_is_tried_again_and_then_reported(build_house):
    office = PostOffice(_free_port())
    house = build_house(
        MAIL_GATEWAY="smtp", EMAIL_URL=f"smtp://127.0.0.1:{office.port}", JOBS_POLL_SECONDS="0.1",
        MAIL_RETRY_SECONDS="1,1", MAIL_GIVE_UP_HOURS="0.002",
    )  # fmt: skip
    words = write(house, "de post is dicht")
    assert come_back(house, words).get("/terug/gesprek/").status_code == 200
    attempts = "SELECT count(*) FROM django_tasks_database_dbtaskresult WHERE task_path LIKE '%send_mail' AND worker_ids <> '[]'"
    eventually(lambda: ask(house, attempts.replace("worker_ids", "CAST(worker_ids AS text)"))[0][0])
    reported = eventually(lambda: house.client().get("/gezond").status_code == 503 and house.client().get("/gezond"))

    assert reported.json()["checks"]["mail"]["ok"] is False
    assert "failed" in reported.json()["checks"]["mail"]["detail"]
    office.open()
    try:
        assert house.manage("jobs", "retry").returncode == 0
        # The Tour of the invented team has mail waiting too, in whatever order.
        eventually(lambda: "Er wacht iets" in [mail["Subject"] for mail in office.received])
        eventually(lambda: house.client().get("/gezond").status_code == 200)
    finally:
        office.close()


def test_a_hundred_at_once_are_all_answered(troubled):
    outcomes = []

    def knock():
        page = troubled.client().submit("/schrijven/", **FACTS | {"message": mark()})
        outcomes.append((page.status_code, len(words_on(page).split())))

    before = stored(troubled)["cases_case"]
    crowd = [threading.Thread(target=knock) for _ in range(40)]
    for one in crowd:
        one.start()
    for one in crowd:
        one.join()

    assert set(outcomes) == {(200, 7)}
    assert stored(troubled)["cases_case"] == before + 40
