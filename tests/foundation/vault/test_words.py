import re
from collections import defaultdict
from collections.abc import Iterator
from importlib.resources import files

import pytest

WORDS = (files("weerbaar.foundation.vault") / "words.txt").read_text(encoding="ascii").splitlines()
STEMS = """
    angst beul bitch bloed bom dood drei fascis galg geil geweld graf haat hoer homo islam jood kanker kogel kut lijdt
    lul mes mongo moord moslim naakt nazi neger neuk oorlog penis pijn pistool porno seks slacht slaan stalk sterf steek straf
    terror terreur tering tyf verkracht vijand vlucht vuur wapen wond wraak wurg ziek zwart zelfm
"""
HARMLESS = {"drei": "dreig", "bom": "^bom(?!e)", "mes": "^mes", "steek": "^steek", "graf": "^graf", "lul": "^lul"}


def marks(word: str) -> Iterator[str]:
    """Yield marks that words one insertion, deletion or substitution apart have in common."""
    for at in range(len(word) + 1):
        yield f"{word[:at]}*{word[at:]}"
        if at < len(word):
            yield f"{word[:at]}*{word[at + 1 :]}"


def test_there_are_twelve_bits_in_a_word():
    assert len(WORDS) == 2**12
    assert len(set(WORDS)) == 2**12


def test_the_words_are_sorted_so_that_their_places_are_stable():
    assert sorted(WORDS) == WORDS


def test_every_word_is_short_and_plain():
    assert [word for word in WORDS if not re.fullmatch("[a-z]{4,7}", word)] == []


def test_one_wrong_letter_never_makes_another_word():
    owners = defaultdict(set)
    for word in WORDS:
        for mark in marks(word):
            owners[mark].add(word)
    assert [near for near in owners.values() if len(near) > 1] == []


def test_two_letters_changed_places_never_make_another_word():
    known = set(WORDS)
    swapped = {
        (word, word[:at] + word[at + 1] + word[at] + word[at + 2 :])
        for word in WORDS
        for at in range(len(word) - 1)
        if word[at] != word[at + 1]
    }
    assert {(word, other) for word, other in swapped if other in known} == set()


@pytest.mark.parametrize("stem", STEMS.split())
def test_nothing_is_read_aloud_that_frightens(stem):
    assert [word for word in WORDS if re.search(HARMLESS.get(stem, stem), word)] == []
