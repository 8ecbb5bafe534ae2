"""Splitting a secret: enough parts give it back, fewer fit every secret equally, and others come to the same bytes."""

from itertools import combinations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from weerbaar.foundation.vault.shamir import Part, combine, split, times

SECRETS = st.binary(min_size=1, max_size=4)

# Worked out with the reference implementation of SLIP-0039 (the field and the interpolation are the same): the polynomial
# through this secret at 0, `AT_255` and, for three, `AT_254`.
SECRET = bytes(range(32))
AT_255 = bytes((37 * i + 11) % 256 for i in range(32))
AT_254 = bytes((7 * i + 3) % 256 for i in range(32))
KNOWN = {
    2: {
        1: "c46bccc899dadcfbba8f69d80b7f61859554b2f765090faa85f15689d8ac9dba",
        2: "93d5858e25a0a9e4771eccb602e9d000019b49c0f62d247639d282248f64034e",
        3: "57bf4b45b87f7318c598af65059bbf8a84dee92487313dcba43aceb64bd580eb",
    },
    3: {
        1: "083b466184e7c23d00133ef99cbf7a5538eb36517497b2ed30036e29ccefaa45",
        2: "022ab76057b461c41070c34f42a6cd7ca529804a5a66b34a3aed43c1f612a630",
        3: "0a10f302d756a5fe186af7bdd214b9268dd3a4083ae417b012f737f326e0126a",
        4: "4c30876f99df357018d431595f3d3fd8d81068f88658b2538fc75a7a8cee741b",
        5: "440ac30d193df14a10ce05abcf8f4b82f0ea4cbae6da16a9a7dd2e485c1cc041",
    },
}


@st.composite
def splits(draw):
    shares = draw(st.integers(2, 5))
    return draw(SECRETS), draw(st.integers(2, shares)), shares


def test_multiplying_is_that_of_the_standard():
    # FIPS 197 (2023), section 4.2: {57} times {83} is {c1}, and {57} times {13} is {fe}.
    assert (times(0x57, 0x83), times(0x57, 0x13)) == (0xC1, 0xFE)


@pytest.mark.parametrize("needed", KNOWN)
def test_parts_that_others_made_give_the_secret(needed):
    parts = [Part(x, bytes.fromhex(values)) for x, values in KNOWN[needed].items()]

    assert {combine(chosen) for chosen in combinations(parts, needed)} == {SECRET}
    assert {combine(chosen) for chosen in combinations([Part(255, AT_255), *parts], needed)} == {SECRET}


@given(splits())
def test_any_few_that_are_enough_give_the_secret_in_any_order(made):
    secret, needed, shares = made
    parts = split(secret, needed=needed, shares=shares)

    assert {combine(chosen[::-1]) for chosen in combinations(parts, needed)} == {secret}
    assert combine(parts) == secret


@settings(max_examples=15)
@given(splits())
def test_one_part_too_few_fits_every_secret_equally(made):
    secret, needed, shares = made
    parts = split(secret, needed=needed, shares=shares)[: needed - 1]

    # Whatever each byte of the secret is said to be: one value of the part that is missing leads to it, and only one.
    led_to = [combine([Part(shares + 1, bytes([value]) * len(secret)), *parts]) for value in range(256)]

    assert [len(set(column)) for column in zip(*led_to, strict=True)] == [256] * len(secret)


def test_the_same_secret_is_split_differently_every_time():
    once, again = (split(SECRET, needed=2, shares=3) for _ in range(2))

    assert [part.values for part in once] != [part.values for part in again]
    assert SECRET not in [part.values for part in [*once, *again]]


@pytest.mark.parametrize(("needed", "shares"), [(1, 3), (0, 3), (4, 3), (2, 256)])
def test_a_split_that_protects_nothing_or_cannot_be_is_refused(needed, shares):
    with pytest.raises(ValueError, match="at least two"):
        split(SECRET, needed=needed, shares=shares)


@pytest.mark.parametrize("parts", [[], [Part(1, b"a"), Part(1, b"b")], [Part(1, b"a"), Part(2, b"bc")]])
def test_what_are_not_parts_of_one_secret_is_refused(parts):
    with pytest.raises(ValueError, match="one secret"):
        combine(parts)


def test_a_part_shows_nothing_when_printed():
    assert repr(split(SECRET, needed=2, shares=3)[0]) == "Part(x=1)"
