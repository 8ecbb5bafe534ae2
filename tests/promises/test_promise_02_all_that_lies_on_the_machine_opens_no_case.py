"""Promise 2: database + disk + application secrets still open no case."""

import pytest

from tests.promises.attacker import attack, key_like, session_contents
from tests.promises.database import ask, sealed_files
from tests.promises.search import found_in
from weerbaar.foundation.vault.receipts import Receipt


@pytest.fixture(scope="session")
def keys(house, story):
    """Everything like a key that the thief finds."""
    assert story
    return key_like(house)


def test_no_file_on_the_disk_holds_a_planted_word(house, story):
    readable = {path: found_in(path.read_bytes(), story.planted) for path in house.every_file()}

    assert {path: kinds for path, kinds in readable.items() if kinds} == {}


def test_no_key_that_was_found_opens_a_grant_a_box_or_a_file(house, story, keys):
    assert len(keys) > 500
    assert len(sealed_files(house)) >= 3

    loot = attack(house, keys, number=story.number)

    assert (loot.keys, loot.texts, loot.files) == (0, [], 0)


def test_the_same_attack_with_the_seven_words_opens_their_case(house, story):
    loot = attack(house, [Receipt.read(story.words).secret.raw], number=story.number)

    assert loot.keys >= 2
    assert [
        kind for kind in ("message", "name", "answer") if not any(story.planted[kind] in text for text in loot.texts)
    ] == []
    assert not any(story.planted["note"] in text for text in loot.texts)
    # Those that were sent with messages, and those that were kept as evidence; other tests may have added some.
    case = f"(SELECT id FROM cases_case WHERE number = '{story.number}')"
    sent = (
        f"SELECT count(*) FROM cases_attachment WHERE entry_id IN (SELECT id FROM cases_entry WHERE case_id = {case})"
    )
    kept = ask(house, f"SELECT count(*) FROM incidents_evidence WHERE case_id = {case}")[0][0]
    assert (loot.files, loot.files >= 6) == (ask(house, sent)[0][0] + kept, True)


def test_the_sessions_hold_half_a_key_and_no_word(house, story):
    contents = session_contents(house)

    assert any("keyring" in content for content in contents)
    assert found_in(repr(contents).encode(), story.planted) == []
