import contextlib

import pytest
from hypothesis import given
from hypothesis import strategies as st

from weerbaar.foundation.vault import tokens

SIGNS = "0123456789ABCDEFGHJKMNPQRSTVWXYZ"


def test_a_code_is_read_however_it_is_typed():
    code = tokens.new_code()

    assert [len(part) for part in code.split("-")] == [3, 3, 3]
    for typed in (
        code,
        code.lower(),
        code.replace("-", ""),
        f"  {code.replace('-', ' ')} ",
        code.replace("0", "o").replace("1", "l"),
    ):
        assert tokens.read_code(typed) == code


@given(place=st.integers(0, 8), sign=st.sampled_from(SIGNS))
def test_one_slip_is_never_another_code(place, sign):
    signs = tokens.new_code().replace("-", "")
    slipped = signs[:place] + sign + signs[place + 1 :]

    if slipped != signs:
        with pytest.raises(tokens.NotACode):
            tokens.read_code(slipped)


@given(st.text(max_size=40))
def test_what_is_no_code_is_refused_and_nothing_else_happens(text):
    with contextlib.suppress(tokens.NotACode):
        assert tokens.read_code(text).replace("-", "").isalnum()


def test_tokens_are_long_and_their_digest_does_not_mind_capitals():
    token = tokens.new_token()

    assert (len(token), token) == (26, token.lower())
    assert tokens.digest_of_token(token.upper()) == tokens.digest_of_token(token)
    assert tokens.new_token() != token


def test_the_digest_of_a_code_takes_the_key_of_the_application(settings):
    code = tokens.new_code()
    before = tokens.digest_of_code(code)

    settings.SECRET_KEY = "another-secret-key-which-guards-nothing-either-in-a-test"

    assert tokens.digest_of_code(code) != before
