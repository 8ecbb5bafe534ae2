from itertools import chain, repeat

import pytest
from django.db import connection, transaction
from django.test import Client
from django.test.utils import CaptureQueriesContext

from tests.support.staff import make_colleague
from weerbaar.foundation.accounts.models import Session
from weerbaar.foundation.accounts.roles import Role
from weerbaar.foundation.accounts.session_store import SessionStore

pytestmark = pytest.mark.django_db


def started(**facts) -> SessionStore:
    """A session with these facts, as a later request finds it."""
    store = SessionStore()
    store.update(facts)
    store.save()
    return SessionStore(store.session_key)


def keys() -> set[str]:
    return set(Session.objects.values_list("session_key", flat=True))


def test_what_was_written_already_is_not_written_again(django_assert_num_queries):
    store = started(one=1)
    store["two"] = 2
    store.save()

    with django_assert_num_queries(0):
        store.save()


def test_what_changed_after_writing_is_written_as_well():
    store = started(list=[1])
    store["two"] = 2
    store.save()
    store["list"].append(2)
    store.save()

    assert dict(SessionStore(store.session_key).items()) == {"list": [1, 2], "two": 2}


def test_another_key_keeps_what_was_in_the_session_and_ends_the_old_one():
    store = started(one=1)
    before = store.session_key
    store.cycle_key()
    store.save()

    assert store.session_key != before
    assert keys() == {store.session_key}
    assert SessionStore(store.session_key)["one"] == 1
    assert "one" not in SessionStore(before)


def test_the_old_key_works_until_the_new_one_is_written():
    store = started(one=1)
    before = store.session_key
    store.cycle_key()
    unwritten = keys()

    @transaction.atomic
    def write_and_fail() -> None:
        store.save()
        raise ZeroDivisionError

    with pytest.raises(ZeroDivisionError):
        write_and_fail()
    assert unwritten == {before}
    assert keys() == {before}


def test_who_leaves_right_after_changing_keys_leaves_no_session():
    store = started(one=1)
    store.cycle_key()
    store.flush()

    assert keys() == set()


def test_two_changes_of_key_end_the_first_one():
    store = started(one=1)
    store.cycle_key()
    store.cycle_key()
    store.save()

    assert keys() == {store.session_key}


def test_a_key_that_is_taken_is_not_shared():
    taken = started(secret="of another").session_key
    drawn = chain([taken], repeat("f" * 32))

    class Unlucky(SessionStore):
        def _get_new_session_key(self) -> str:
            return next(drawn)

    store = Unlucky()
    store["mine"] = 1
    store.save()

    assert store.session_key == "f" * 32
    assert dict(SessionStore(taken).items()) == {"secret": "of another"}
    assert dict(Unlucky(store.session_key).items()) == {"mine": 1}


@pytest.mark.django_db(transaction=True)
def test_each_step_of_signing_in_waits_twice_for_the_disk():
    vera = make_colleague(Role.ADVISER)
    client = Client()
    steps = [
        lambda: client.post("/inloggen/", {"email": vera.account.email, "passphrase": vera.passphrase}),
        lambda: client.get("/inloggen/tweede-stap/"),
        lambda: client.post("/inloggen/tweede-stap/", {"code": vera.next_code()}),
    ]

    commits = []
    for step in steps:
        with CaptureQueriesContext(connection) as asked:
            step()
        commits.append(writing_commits([query["sql"] for query in asked.captured_queries]))

    # Counting the attempt, which is kept whatever comes of it; and all the rest.
    assert commits == [2, 0, 2]
    assert client.get("/account/").status_code == 200


def writing_commits(statements: list[str]) -> int:
    """How many transactions there were, counting a write that stands outside one as its own."""
    inside, commits = False, 0
    for statement in statements:
        word = statement.split()[0]
        inside = word == "BEGIN" or (inside and word != "COMMIT")
        commits += word == "COMMIT" or (word in {"INSERT", "UPDATE", "DELETE"} and not inside)
    return commits
