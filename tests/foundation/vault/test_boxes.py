"""A box opens where it belongs, as it was, and nowhere else; and it does not tell how much is in it."""

from uuid import UUID

import pytest
from hypothesis import assume, given
from hypothesis import strategies as st

from tests.foundation.vault import vectors
from weerbaar.foundation.vault import application_box, session
from weerbaar.foundation.vault.boxes import Box, Place, open_box, seal
from weerbaar.foundation.vault.errors import BrokenBox
from weerbaar.foundation.vault.keys import DataKey, SecretKey, derive, open_sealed, seal_to
from weerbaar.foundation.vault.padding import pad, padded_length, unpad

KEY = vectors.KEY
PLACE = vectors.PLACE
names = st.text(max_size=20)
places = st.builds(Place, names, names, names, st.none() | st.uuids())


@given(content=st.binary(max_size=3000), place=places)
def test_what_was_sealed_opens(content, place):
    assert open_box(KEY, seal(KEY, content, place), place) == content


@given(one=places, other=places)
def test_a_box_opens_in_its_own_place_only(one, other):
    assume(one != other)
    box = seal(KEY, b"geheim", one)

    with pytest.raises(BrokenBox):
        open_box(KEY, box, other)


@pytest.mark.parametrize(
    "elsewhere",
    [
        Place("cases_note", "body", "row-1", UUID(int=7)),
        Place("cases_entry", "name", "row-1", UUID(int=7)),
        Place("cases_entry", "body", "row-2", UUID(int=7)),
        Place("cases_entry", "body", "row-1", UUID(int=8)),
        Place("cases_entry", "body", "row-1"),
        Place("cases_entr", "ybody", "row-1", UUID(int=7)),
    ],
    ids=["table", "column", "row", "compartment", "no compartment", "a letter moved over"],
)
def test_a_box_that_was_moved_does_not_open(elsewhere):
    with pytest.raises(BrokenBox):
        open_box(KEY, Box(vectors.BOX), elsewhere)


@given(at=st.integers(0, len(vectors.BOX) * 8 - 1))
def test_one_changed_bit_breaks_a_box(at):
    changed = bytearray(vectors.BOX)
    changed[at // 8] ^= 1 << at % 8

    with pytest.raises(BrokenBox):
        open_box(KEY, bytes(changed), PLACE)


@given(length=st.integers(0, len(vectors.BOX) - 1))
def test_a_box_that_was_cut_off_does_not_open(length):
    with pytest.raises(BrokenBox):
        open_box(KEY, vectors.BOX[:length], PLACE)


@given(more=st.binary(min_size=1, max_size=40))
def test_a_box_with_something_behind_it_does_not_open(more):
    with pytest.raises(BrokenBox):
        open_box(KEY, vectors.BOX + more, PLACE)


@given(other=st.binary(min_size=32, max_size=32))
def test_another_key_opens_nothing(other):
    assume(other != KEY)
    with pytest.raises(BrokenBox):
        open_box(other, vectors.BOX, PLACE)


def test_the_same_words_never_look_the_same_twice():
    assert seal(KEY, b"geheim", PLACE) != seal(KEY, b"geheim", PLACE)


@given(one=st.integers(0, 255), other=st.integers(0, 255))
def test_short_texts_all_look_equally_long(one, other):
    assert len(seal(KEY, bytes(one), PLACE)) == len(seal(KEY, bytes(other), PLACE))


@given(length=st.integers(0, 2**40))
def test_padding_costs_at_most_an_eighth_and_never_shrinks(length):
    padded = padded_length(length)

    assert padded >= length
    assert padded <= max(256, length + length // 8)
    assert padded_length(padded) == padded


@given(length=st.integers(0, 2**30))
def test_a_longer_text_is_never_padded_to_less(length):
    assert padded_length(length) <= padded_length(length + 1)


@given(content=st.binary(max_size=2000))
def test_padding_comes_off_again(content):
    assert unpad(pad(content)) == content


@pytest.mark.parametrize("padded", [b"", b"\x00" * 256, b"tekst zonder merk", b"tekst\x80\x00\x01"])
def test_what_was_never_padded_is_refused(padded):
    with pytest.raises(BrokenBox):
        unpad(padded)


@given(content=st.binary(max_size=100))
def test_only_the_secret_half_opens_what_was_sealed_to_the_public_half(content):
    mine, other = SecretKey.new(), SecretKey.new()
    sealed = seal_to(mine.public, content)

    assert open_sealed(mine, sealed) == content
    with pytest.raises(BrokenBox):
        open_sealed(other, sealed)


@pytest.mark.parametrize("sealed", [b"", b"te kort", bytes(80)])
def test_what_was_sealed_to_nobody_opens_for_nobody(sealed):
    with pytest.raises(BrokenBox):
        open_sealed(SecretKey(KEY), sealed)


@given(one=names, other=names)
def test_two_purposes_never_share_a_key(one, other):
    assume(one != other)
    assert derive(KEY, one) != derive(KEY, other)


def test_keys_do_not_show_themselves():
    shown = f"{SecretKey(KEY)!r} {SecretKey(KEY)} {DataKey(UUID(int=1), KEY)!r}"

    assert shown == f"SecretKey() SecretKey() DataKey(compartment_id={UUID(int=1)!r})"


@given(text=st.text(max_size=500))
def test_the_application_reads_back_what_it_sealed(text):
    assert application_box.open(application_box.seal(text, context="proef"), context="proef") == text


@pytest.mark.parametrize("box", ["", "geen base64!", "é", "AAAA", application_box.__name__])
def test_the_application_opens_nothing_that_is_no_box(box):
    with pytest.raises(BrokenBox):
        application_box.open(box, context="proef")


def test_the_application_opens_nothing_of_another_context():
    box = application_box.seal("zaad", context="mfa:1")

    with pytest.raises(BrokenBox):
        application_box.open(box, context="mfa:2")


def test_the_application_opens_nothing_under_another_secret_key(settings):
    box = application_box.seal("zaad", context="mfa:1")
    settings.SECRET_KEY = "another secret key of at least fifty characters, or nearly so"

    with pytest.raises(BrokenBox):
        application_box.open(box, context="mfa:1")


def test_a_keyed_hash_depends_on_text_purpose_and_key(settings):
    first = application_box.keyed_hash("woord", purpose="a")

    assert application_box.keyed_hash("woord", purpose="a") == first
    assert application_box.keyed_hash("woord", purpose="b") != first
    assert application_box.keyed_hash("woorden", purpose="a") != first
    settings.SECRET_KEY = "another secret key of at least fifty characters, or nearly so"
    assert application_box.keyed_hash("woord", purpose="a") != first


@given(secret=st.binary(min_size=1, max_size=300))
def test_both_halves_of_a_session_together_open_it(secret):
    cookie_key, box = session.seal_secret(secret)

    assert session.open_secret(cookie_key, box) == secret


def test_half_a_session_opens_nothing():
    cookie_key, box = session.seal_secret(b"geheim")
    other_key, other_box = session.seal_secret(b"geheim")

    for halves in [(other_key, box), (cookie_key, other_box), ("", box), (cookie_key, ""), ("é", box), ("A", "A")]:
        with pytest.raises(BrokenBox):
            session.open_secret(*halves)
