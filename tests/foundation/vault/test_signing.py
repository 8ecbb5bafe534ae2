"""A signature that only this installation can make, with a key that is made once and lies outside the database."""

import stat

import pytest

from tests.support.at_once import at_once
from weerbaar.foundation.vault.signing import Signer


@pytest.fixture
def signer(tmp_path):
    return Signer(tmp_path / "keys" / "audit")


def test_what_was_signed_verifies_and_nothing_else_does(signer):
    signature = signer.sign(b"het hoofd")

    assert signer.made(signature, b"het hoofd") is True
    assert signer.made(signature, b"een ander hoofd") is False
    assert signer.made(bytes(64), b"het hoofd") is False
    assert signer.made(b"te kort", b"het hoofd") is False


def test_another_key_made_no_signature_of_ours(signer, tmp_path):
    assert signer.made(Signer(tmp_path / "other").sign(b"het hoofd"), b"het hoofd") is False


def test_the_key_is_made_once_and_for_the_owner_only(signer):
    signer.sign(b"een")
    made = signer.path.read_bytes()
    signer.sign(b"twee")

    assert signer.path.read_bytes() == made
    assert stat.S_IMODE(signer.path.stat().st_mode) == 0o600
    assert list(signer.path.parent.iterdir()) == [signer.path]


def test_after_a_renewal_the_old_signature_verifies_no_more(signer):
    signature = signer.sign(b"het hoofd")

    signer.successor()
    signer.succeed()

    assert signer.made(signature, b"het hoofd") is False
    assert signer.made(signer.sign(b"het hoofd"), b"het hoofd") is True
    assert list(signer.path.parent.iterdir()) == [signer.path]


def test_while_a_key_takes_over_both_count(signer):
    before = signer.sign(b"het hoofd")

    after = signer.successor().sign(b"het hoofd")

    assert signer.made(before, b"het hoofd") is True
    assert signer.made(after, b"het hoofd") is True
    assert signer.made(after, b"een ander hoofd") is False


def test_processes_that_start_together_use_one_key(signer):
    signatures = at_once(*[lambda: signer.sign(b"het hoofd")] * 12)

    assert [signer.made(signature, b"het hoofd") for signature in signatures] == [True] * 12
    assert list(signer.path.parent.iterdir()) == [signer.path]
