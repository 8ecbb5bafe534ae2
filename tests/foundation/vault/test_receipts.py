"""Seven words, however they are typed, lead to one place; seven other words lead elsewhere or nowhere."""

import math
import string

import pytest
from hypothesis import given
from hypothesis import strategies as st

from weerbaar.foundation.vault.errors import NotAReceipt
from weerbaar.foundation.vault.receipts import WORDS, Receipt
from weerbaar.foundation.vault.words import word_list

words = st.lists(st.sampled_from(word_list()), min_size=WORDS, max_size=WORDS)
separators = st.text(" -\n\r\t.,;_·—", min_size=1, max_size=4)


def typed_as(chosen, between, flip):
    letters = "".join(word + gap for word, gap in zip(chosen, [*between, ""], strict=True))
    return "".join(letter.upper() if up else letter for letter, up in zip(letters, flip, strict=False))


@given(
    chosen=words,
    between=st.lists(separators, min_size=WORDS - 1, max_size=WORDS - 1),
    around=st.tuples(separators, separators),
    flip=st.lists(st.booleans(), min_size=120, max_size=120),
)
def test_case_spaces_hyphens_and_line_breaks_do_not_matter(chosen, between, around, flip):
    typed = around[0] + typed_as(chosen, between, flip) + around[1]

    assert Receipt.read(typed) == Receipt(" ".join(chosen))


@given(chosen=words, at=st.integers(0, 200), letter=st.sampled_from(string.ascii_lowercase))
def test_one_letter_off_is_refused(chosen, at, letter):
    right = " ".join(chosen)
    at %= len(right)
    wrong = right[:at] + letter + right[at + 1 :]

    if right[at] in {letter, " "}:
        return
    with pytest.raises(NotAReceipt):
        Receipt.read(wrong)


@given(one=words, other=words)
def test_other_words_lead_elsewhere_and_open_something_else(one, other):
    first, second = Receipt(" ".join(one)), Receipt(" ".join(other))

    assert (first.locator == second.locator) == (one == other)
    assert (first.secret == second.secret) == (one == other)


@pytest.mark.parametrize(
    "typed", ["", "   ", "een", "aaibaar " * 6, "aaibaar " * 8, "aaibaar " * 6 + "bestaatniet", "a\x00b" * 7, "😀" * 7]
)
def test_what_is_not_seven_of_our_words_is_no_receipt(typed):
    with pytest.raises(NotAReceipt):
        Receipt.read(typed)


def test_a_new_receipt_is_seven_words_of_ours_and_never_the_same():
    some = {Receipt.new().words for _ in range(200)}

    assert len(some) == 200
    assert {len(receipt.split()) for receipt in some} == {7}
    assert [receipt for receipt in some if Receipt.read(receipt).words != receipt] == []


def test_a_receipt_holds_at_least_84_bits():
    assert math.log2(len(word_list())) * WORDS >= 84


def test_the_locator_tells_nothing_of_the_secret():
    receipt = Receipt.new()

    assert receipt.locator not in {receipt.secret.raw, receipt.secret.public}


def test_a_receipt_does_not_show_its_words():
    assert f"{Receipt('aaibaar zwoegen')!r} {Receipt('aaibaar zwoegen')}" == "Receipt() Receipt()"
