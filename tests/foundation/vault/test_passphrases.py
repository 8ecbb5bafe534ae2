"""From a passphrase to a key: slow, never more at once than the machine bears, and never while a transaction waits."""

import pytest
from django.db import transaction

from tests.support.at_once import at_once
from weerbaar.foundation.vault import passphrases
from weerbaar.foundation.vault.errors import TooBusy

SALT = bytes(16)


def stretch(typed="lantaarn"):
    return passphrases.stretch(typed, salt=SALT, passes=1, mebibytes=8)


@pytest.mark.django_db(transaction=True)
def test_a_derivation_never_runs_inside_a_transaction():
    with transaction.atomic(), pytest.raises(RuntimeError, match="never runs inside a transaction"):
        stretch()


@pytest.mark.django_db(transaction=True)
def test_a_derivation_runs_outside_a_transaction():
    assert len(stretch()) == 32


@pytest.mark.django_db
def test_a_transaction_inside_that_of_a_test_counts_too():
    with transaction.atomic(), pytest.raises(RuntimeError, match="never runs inside a transaction"):
        stretch()


@pytest.mark.django_db
def test_the_same_letters_written_otherwise_are_the_same_passphrase():
    assert stretch("caf\u00e9 \ufb01ets") == stretch("cafe\u0301 fiets")


@pytest.mark.django_db
def test_another_salt_gives_another_key():
    other = passphrases.stretch("lantaarn", salt=passphrases.new_salt(), passes=1, mebibytes=8)

    assert other != stretch()


@pytest.mark.django_db
def test_who_waits_too_long_is_told_so(monkeypatch):
    monkeypatch.setattr(passphrases, "_PATIENCE_SECONDS", 0.05)

    with passphrases._one_at_a_time(), pytest.raises(TooBusy):
        stretch()
    assert len(stretch()) == 32


def test_derivations_wait_for_each_other():
    inside, most = [], []

    def derive():
        with passphrases._one_at_a_time():
            inside.append(1)
            most.append(len(inside))
            passphrases.pwhash.argon2id.kdf(32, b"x", SALT, opslimit=1, memlimit=8 * 1024 * 1024)
            inside.pop()

    at_once(*[derive] * 3)

    assert most == [1] * 3


def test_two_wait_in_line_and_the_next_is_told_at_once():
    with passphrases._one_at_a_time(), passphrases._IN_LINE, passphrases._IN_LINE, pytest.raises(TooBusy):
        passphrases._wait_in_line()


def test_a_new_wrap_is_as_strong_as_the_settings_say(settings):
    settings.VAULT_KDF_PASSES, settings.VAULT_KDF_MEBIBYTES = 4, 128

    assert passphrases.settings_in_force() == (4, 128)
