"""What must not be read is found however it is written, and rather too much is covered than too little."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from weerbaar.confidential.incidents.masking import MASK, mask_for

NAME = mask_for(names=["Émile van der Voorbeeld"])


@pytest.mark.parametrize(
    "text",
    [
        "Émile van der Voorbeeld",
        "EMILE VAN DER VOORBEELD",
        "emilevandervoorbeeld",
        "emile.van-der_voorbeeld",
        "Émile\nvan der\u00a0Voorbeeld",
        "E\u0301mile van der Voorbeeld",
        "Voorbeeld",
        "emile",
        "É\u200bmile",
        "\uff25\uff2d\uff29\uff2c\uff25",
    ],
)
def test_a_name_is_found_however_it_is_written(text):
    assert NAME(f"« {text} »") == f"« {MASK} »"


@pytest.mark.parametrize("text", ["van der", "het voorbeeldige dossier", "familie", "van den berg"])
def test_what_merely_looks_like_a_part_of_a_name_stays(text):
    assert NAME(text) == text


def test_a_name_in_an_address_of_mail_is_covered():
    assert NAME("mail emile@raad.example") == f"mail {MASK}@raad.example"


@pytest.mark.parametrize(
    "address",
    [
        "j.jansen@gemeente.example",
        "06 12345678",
        "+31 6 1234 5678",
        "0031612345678",
        "070-1234567",
        "1234 AB 12",
        "1234AB",
        "Lange Dorpsstraat 12a",
        "Dorpsplein 3",
        "NL02ABNA0123456789",
        "@boze_burger",
    ],
)
def test_addresses_are_known_by_their_shape(address):
    covered = mask_for(addresses=True)(f"het is {address}, zei hij")

    assert (address in covered, covered.endswith(", zei hij")) == (False, True)


def test_days_times_and_amounts_are_no_addresses():
    text = "Op 20 november 2026 om 22.15 uur riep hij 3 keer iets over 1.500 euro en artikel 285."

    assert mask_for(addresses=True)(text) == text


def test_a_phrase_is_covered_as_a_whole():
    assert mask_for(phrases=["de blauwe schuur"])("Bij de  Blauwe\nschuur, niet bij de blauwe auto.") == (
        f"Bij {MASK}, niet bij de blauwe auto."
    )


def test_a_short_word_is_covered_only_where_it_stands_alone():
    assert mask_for(phrases=["Bo"])("Bo woont in Bokhoven.") == f"{MASK} woont in Bokhoven."


def test_how_many_words_were_covered_cannot_be_counted():
    assert mask_for(names=["Anna", "Annabel Anna"])("Annabel Anna") == f"{MASK} {MASK}" or (
        mask_for(names=["Anna", "Annabel Anna"])("Annabel Anna") == MASK
    )


def test_without_anything_to_cover_a_text_stays_as_it_is():
    assert mask_for()("Jan, 06 12345678") == "Jan, 06 12345678"
    assert mask_for(names=["", "  ", "-"], phrases=["..."])("Jan - ...") == "Jan - ..."


@given(
    name=st.text(st.characters(codec="utf-8", categories=["L"]), min_size=4, max_size=20),
    before=st.text(max_size=20),
    after=st.text(max_size=20),
)
def test_a_covered_name_is_never_left_over(name, before, after):
    covered = mask_for(names=[name])(f"{before} {name} {after}")

    assert name not in covered.replace(MASK, "")
