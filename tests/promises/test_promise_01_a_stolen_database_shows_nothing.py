"""Promise 1: a stolen database shows no content, name, number, file name or true size."""

import base64
import gzip
import zlib

import pytest

from tests.promises.database import ask, cells, sealed_files
from tests.promises.people import eventually, write
from tests.promises.search import found_in
from tests.support.environment import POSTGRESQL, kind_of_database

FOLDS = {
    "as it is": lambda data: data,
    "zlib": zlib.compress,
    "gzip": gzip.compress,
    "hexadecimal": lambda data: data.hex().encode(),
    "base64 of zlib, as sessions are": lambda data: base64.urlsafe_b64encode(zlib.compress(data)).rstrip(b"="),
    "utf-16": lambda data: data.decode().encode("utf-16"),
}


@pytest.mark.parametrize("fold", FOLDS.values(), ids=FOLDS)
def test_the_search_finds_what_is_there(fold):
    data = b"\0rommel\xff" + fold(b"ervoor plantword123456q erachter " * 3) + b"\0\0"

    assert found_in(data, {"planted": "plantword123456q"}) == ["planted"]


def test_no_planted_word_is_in_any_byte_of_the_database(house, story):
    stolen = house.dump_database()

    assert found_in(stolen, {"plain on purpose": "vera@overleg.invalid"}) == ["plain on purpose"]
    assert found_in(stolen, story.planted) == []


def test_the_seven_words_are_nowhere(house, story):
    stolen = house.dump_database()

    assert found_in(stolen, {"words": story.words, "four of them": " ".join(story.words.split()[:4])}) == []


def test_messages_of_about_the_same_length_look_the_same(house):
    lengths = [5003, 5041, 5102]
    for length in lengths:
        write(house, "z" * length)

    size = "octet_length" if kind_of_database() == POSTGRESQL else "length"
    rows = ask(house, f"SELECT {size}(body) FROM cases_entry ORDER BY written_at DESC LIMIT 3")

    assert len({stored for (stored,) in rows}) == 1
    assert rows[0][0] - max(lengths) > 40


def test_files_of_about_the_same_size_look_the_same(house):
    def sizes_after(content):
        before = set(sealed_files(house))
        write(house, "met een bestand", files=[("files", ("a.bin", content))])
        (new,) = eventually(lambda: set(sealed_files(house)) - before)
        return new.stat().st_size

    assert sizes_after(b"a" * 100_401) == sizes_after(b"b" * 102_300)


def test_the_true_size_of_a_file_is_in_no_cell(house):
    size = 73_913
    write(house, "met een bestand", files=[("files", ("a.bin", b"a" * size))])

    told = [where for where, value in cells(house) if str(value) == str(size)]

    assert told == []
