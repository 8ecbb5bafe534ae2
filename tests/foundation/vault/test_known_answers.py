"""Known answers, ours and those of the standards. A library or a line that changes one of them locks people out."""

import pytest
from nacl import pwhash

from tests.foundation.vault import vectors
from weerbaar.foundation.vault import passphrases
from weerbaar.foundation.vault.boxes import Box, open_box
from weerbaar.foundation.vault.files import read_file
from weerbaar.foundation.vault.keys import SecretKey, derive, open_sealed
from weerbaar.foundation.vault.padding import padded_length
from weerbaar.foundation.vault.receipts import Receipt


def test_a_box_of_long_ago_still_opens():
    assert open_box(vectors.KEY, Box(vectors.BOX), vectors.PLACE).decode() == vectors.TEXT


def test_a_place_is_written_with_the_length_of_each_part():
    assert vectors.PLACE.encoded() == vectors.PLACE_ENCODED


def test_a_sealed_file_of_long_ago_still_opens(tmp_path):
    path = tmp_path / "sealed"
    path.write_bytes(vectors.SEALED_FILE)

    chunks = read_file(path, file_id=vectors.FILE_ID, key=vectors.FILE_KEY, size=len(vectors.TEXT))

    assert b"".join(chunks).decode() == vectors.TEXT


def test_seven_words_lead_where_they_led_and_open_what_they_opened():
    receipt = Receipt.read(vectors.WORDS)

    assert receipt.locator == vectors.LOCATOR
    assert receipt.secret.raw == vectors.RECEIPT_SECRET
    assert receipt.secret.public == vectors.RECEIPT_PUBLIC


def test_keys_are_derived_as_before():
    short, long = derive(vectors.KEY, "known answer"), derive(vectors.KEY * 3, "known answer", 64)

    assert short.hex() == "04e2a7200a41f9b6714f13a70fd56f11cd91eb35f49bc576ca4a536737b5d904"
    assert long.hex() == (
        "14fa8a93630ccc1f253731250a6486a3a407c7897541b43bef19781354c26b16"
        "2bddba9d7994ad5a9ffebc412ffcdda7e48b5a9fbe398ac4e4ddb9a28ec2aac4"
    )


def test_a_key_that_was_sealed_to_someone_long_ago_still_opens():
    sealed = bytes.fromhex(
        "9eef817f4e22b0ff95ecbdd758c5cebcd1ad0eb8953bc2a295e24b2c67dde84e88ef64cb93fa318bcad6ef59d6dc9b20adecd4cb3d0b6a2aef8a02"
    )

    assert open_sealed(SecretKey(vectors.KEY), sealed) == b"een sleutel"


def test_the_public_half_is_that_of_rfc_7748():
    alice = SecretKey(bytes.fromhex("77076d0a7318a57d3c16c17251b26645df4c2f87ebc0992ab177fba51db92c2a"))
    assert alice.public.hex() == "8520f0098930a754748b7ddcb43ef75a0dbf3a0d26381af4eba4a98eaa9b4e6a"


@pytest.mark.parametrize(
    "official",
    [
        # The reference implementation of Argon2 (test.c) and libsodium's own tests.
        b"$argon2id$v=19$m=65536,t=2,p=1$c29tZXNhbHQ$CTFhFdXPJO1aFaMaO6Mm5c8y7cJHAph8ArZWb2GRPPc",
        b"$argon2id$v=19$m=256,t=3,p=1$MDEyMzQ1Njc$G5ajKFCoUzaXRLdz7UJb5wGkb2Xt+X5/GQjUYtS2+TE",
    ],
)
def test_argon2id_is_the_one_of_the_reference_implementation(official):
    assert pwhash.verify(official, b"password") is True


def test_a_passphrase_gives_the_key_it_gave_before():
    key = passphrases.stretch("lantaarn kano bezem dinsdag", salt=bytes(range(16)), passes=3, mebibytes=64)
    assert key.hex() == "3a88efa11caa535f8eb7deb589ebdd23c111d7af5bb5cc83c02b24bd8822336e"


@pytest.mark.parametrize(
    ("length", "padded"),
    [
        (0, 256),
        (1, 256),
        (256, 256),
        # Padmé (PURBs, section 4.3) keeps as many significant bits as the exponent has bits.
        (257, 272),
        (300, 304),
        (1000, 1024),
        (1025, 1088),
        (20_000, 20_480),
        (65_537, 67_584),
        (1_000_000, 1_015_808),
        (26_214_400, 26_214_400),
    ],
)
def test_lengths_are_padded_as_padme_says(length, padded):
    assert padded_length(length) == padded
