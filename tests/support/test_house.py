"""The running house is real: it answers, dies, comes back, and every byte of it can be searched."""

import httpx
import pytest

from tests.support.environment import POSTGRESQL, kind_of_database


def test_the_house_answers_without_debugging(house):
    with house.client() as visitor:
        answer = visitor.get("/")

    assert answer.status_code == 200
    assert house.environment["DEBUG"] == "0"


def test_a_house_that_was_killed_comes_back_at_the_same_address(build_house):
    house = build_house()
    house.kill()
    # Refused, or broken off by what was dying just then: nobody answers.
    with pytest.raises(httpx.NetworkError), house.client() as visitor:
        visitor.get("/")

    house.start()

    with house.client() as visitor:
        assert visitor.get("/").status_code == 200


def test_every_byte_of_the_database_can_be_searched(build_house):
    house = build_house(worker=False)
    planted = "planted-in-the-database"
    made = house.manage(
        "shell",
        "-v0",
        "-c",
        f"from django.db import connection as c; c.cursor().execute('CREATE TABLE x AS SELECT %s AS y', ['{planted}'])",
    )

    assert made.returncode == 0, made.stderr
    assert planted.encode() in house.dump_database()
    assert any(planted.encode() in path.read_bytes() for path in house.every_file())


def test_houses_do_not_share_a_database(build_house):
    one, other = build_house(worker=False), build_house(worker=False)

    assert one.environment["DATABASE_URL"] != other.environment["DATABASE_URL"]
    assert (kind_of_database() == POSTGRESQL) == one.environment["DATABASE_URL"].startswith("postgresql:")


def test_an_invented_adviser_signs_in_as_often_as_tests_ask(house):
    for _ in range(5):
        vera = house.sign_in("vera@overleg.invalid")
        assert vera.get("/dienst/").url.path == "/dienst/"


def test_who_shows_the_second_factor_again_has_one_cookie_of_a_name(build_house):
    # Of its own: it needs two codes of one moment, and the stories in the shared house may have shown them.
    house = build_house(worker=False)
    house.sign_in("wil@overleg.invalid")
    house._shown_at["wil@overleg.invalid"] = float("-inf")

    visitor = house.sign_in("wil@overleg.invalid")

    names = [cookie.name for cookie in visitor.cookies.jar]
    assert sorted(names) == sorted(set(names))
    assert visitor.get("/dienst/").url.path == "/dienst/"


def test_whoever_showed_every_code_of_this_moment_goes_on_in_the_last_session(build_house):
    house = build_house(worker=False)
    house.sign_in("wil@overleg.invalid")
    while house.unused_code("wil@overleg.invalid"):
        pass

    again = house.sign_in("wil@overleg.invalid")

    assert again.get("/dienst/").url.path == "/dienst/"
