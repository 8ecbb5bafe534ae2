from datetime import date

import pytest

from weerbaar.public.authorities.models import Kind
from weerbaar.public.authorities.queries import search
from weerbaar.public.authorities.spelling import plain, water_board_code

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("register")]


def names(text, **narrowed):
    return [body.name for body in search(text, **narrowed)]


@pytest.mark.parametrize(
    ("typed", "found"),
    [
        ("sudwest", "Súdwest-Fryslân"),
        ("SÚDWEST FRYSLÂN", "Súdwest-Fryslân"),
        ("Zuidwest Friesland", "Súdwest-Fryslân"),
        ("'s-Gravenhage", "Den Haag"),
        ("s gravenhage", "Den Haag"),
        ("den haag", "Den Haag"),
        ("Hertogenbosch", "Den Bosch"),
        ("hhnk", "Hollands Noorderkwartier"),
        ("gerwen nuenen", "Nuenen, Gerwen en Nederwetten"),
    ],
)
def test_a_body_is_found_however_it_is_typed(typed, found):
    assert names(typed)[0] == found


def test_what_begins_with_the_text_comes_first():
    assert names("bergen") == [
        "Bergen (L.)",
        "Bergen (NH.)",
        "Bergen op Zoom",
        "Haaksbergen",
        "Steenbergen",
        "Tubbergen",
    ]


@pytest.mark.parametrize("text", ["", "   ", "'-.,", "%", "_", "中文"])
def test_text_without_letters_finds_nothing(text):
    assert names(text) == []


@pytest.mark.parametrize("text", ["x" * 100_000, "groningen\0zzz", "'; drop table", "a b c d e f g h"])
def test_strange_text_finds_nothing_and_harms_nothing(text):
    assert names(text) == []


def test_a_search_can_be_narrowed_to_a_day_and_a_kind():
    assert names("brielle") == ["Brielle"]
    assert names("brielle", on=date(2026, 11, 22)) == []
    assert names("groningen") == ["Groningen", "Groningen", "Midden-Groningen"]
    assert names("groningen", kind=Kind.PROVINCE) == ["Groningen"]


def test_plain_letters_have_no_accents_hyphens_or_ligatures():
    assert plain("'s-Hertogenbosch, Súdwest & IJsselstein ") == "s hertogenbosch sudwest ijsselstein"
    assert plain("ĲSSELSTEIN") == "ijsselstein"


def test_the_code_of_a_water_board_comes_from_its_name():
    assert water_board_code("Hunze en Aa's") == "WS-hunze-en-aa-s"
