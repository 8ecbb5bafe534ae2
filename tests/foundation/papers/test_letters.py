"""A letter reads well aloud, stands behind its window, and takes no word for a command."""

import io
import re

import pikepdf
import pypdfium2
import pytest
import typst
from hypothesis import given, settings
from hypothesis import strategies as st
from pdfua import validate

from tests.support.pdf import bookmarks_of, fonts_not_embedded, roles_of, unmarked_in, words_of
from weerbaar.foundation.papers import typeset_letters
from weerbaar.foundation.papers.blocks import Bullets, Prose
from weerbaar.foundation.papers.letter_press import AddressDoesNotFit, LetterPress, pressed_letter
from weerbaar.foundation.papers.letters import ALWAYS_SEEN, EVER_SEEN, PLACES, Opening, Sheet, picture_of
from weerbaar.foundation.papers.press import CannotBeSet, TooMuch

POINTS_PER_MM = 72 / 25.4
LINK = "https://overleg.example/a/0123456789abcdefghjkmnpqrs"
ADDRESS = (
    "Gemeente Voorbeelddam",
    "T.a.v. de burgemeester",
    "mevrouw V. Voorbeeld",
    "Postbus 1",
    "1234 AB  Voorbeelddam",
)


def a_sheet(**facts):
    usual = {
        "title": "Brief aan Voorbeelddam", "sender": "Ondersteuningsteam", "mark_alt": "Beeldmerk: een huis",
        "contact": ("Postbus 2", "2500 AA Elders"), "address": ADDRESS, "facts": ("Elders, 29 mei 2026",),
        "subject": "Een gesprek", "foot": "Ondersteuningsteam",
        "blocks": (
            Prose(text="Geachte mevrouw Voorbeeld,"),
            Prose(text="Wij komen graag langs."),
            Bullets(items=("wat er speelt", "wat er al is")),
            Opening(
                title="Kies een moment", says="Ga naar", shown="overleg.example/a", link=LINK,
                code_says="Uw code:", code="7F3-ABC-9KX", picture=picture_of(LINK), alt="QR-code naar uw pagina",
            ),
            Prose(text="Met vriendelijke groet"),
        ),
    }  # fmt: skip
    return Sheet(**(usual | facts))


@pytest.fixture(scope="module")
def pdf():
    return pressed_letter(a_sheet())


def letters_on(pdf, page=0):
    """Every sign of a page with its box in millimetres from the left and the top."""
    document = pypdfium2.PdfDocument(pdf)
    sheet, height = document[page], document[page].get_height()
    text = sheet.get_textpage()
    for place in range(text.count_chars()):
        sign = text.get_text_range(place, 1)
        if sign.strip():
            left, bottom, right, top = text.get_charbox(place)
            yield sign, tuple(value / POINTS_PER_MM for value in (left, height - top, right, height - bottom))


def within(box, frame):
    return box[0] >= frame[0] and box[1] >= frame[1] and box[2] <= frame[2] and box[3] <= frame[3]


def apart(box, frame):
    return box[2] <= frame[0] or box[0] >= frame[2] or box[3] <= frame[1] or box[1] >= frame[3]


def read_through(frame, pdf, is_seen):
    return "".join(sign for sign, box in letters_on(pdf) if is_seen(box, frame))


def test_no_rule_of_pdf_ua_that_a_package_can_check_is_broken(pdf, tmp_path):
    file = tmp_path / "letter.pdf"
    file.write_bytes(pdf)

    report = validate(str(file))

    assert [*report.findings] == []
    assert {one.rule_id for one in report.skipped} <= {"UA-14-001"}


def test_a_letter_says_what_it_is_called_and_in_which_language(pdf):
    with pikepdf.open(io.BytesIO(pdf)) as opened:
        assert opened.Root.Lang == "nl"
        assert opened.Root.MarkInfo.Marked is True
        assert opened.Root.ViewerPreferences.DisplayDocTitle is True
        with opened.open_metadata() as metadata:
            assert metadata["dc:title"] == "Brief aan Voorbeelddam"
            assert metadata["pdfuaid:part"] == "1"


def test_nothing_is_outside_the_structure_and_every_font_goes_along(pdf):
    assert unmarked_in(pdf) == []
    assert fonts_not_embedded(pdf) == []


def test_its_subject_is_the_one_heading_and_the_list_is_a_list(pdf):
    roles = roles_of(pdf)

    assert [role for role in roles if re.fullmatch(r"H\d", role)] == ["H1"]
    assert bookmarks_of(pdf) == ["Een gesprek"]
    assert (roles.count("L"), roles.count("LI"), roles.count("Link"), roles.count("Figure")) == (1, 2, 1, 2)


def test_every_picture_tells_what_it_is_to_who_cannot_see_it(pdf):
    with pikepdf.open(io.BytesIO(pdf)) as opened:
        figures = [
            item for item in opened.objects if isinstance(item, pikepdf.Dictionary) and item.get("/S") == "/Figure"
        ]
        texts = {str(item["/Alt"]) for item in figures}

    assert (len(figures), texts) == (2, {"Beeldmerk: een huis", "QR-code naar uw pagina"})


def test_it_is_read_in_the_order_in_which_it_stands(pdf):
    assert words_of(pdf).strip() == (
        "Ondersteuningsteam Gemeente Voorbeelddam T.a.v. de burgemeester mevrouw V. Voorbeeld Postbus 1 1234 AB "
        "Voorbeelddam Postbus 2 2500 AA Elders Elders, 29 mei 2026 Een gesprek Geachte mevrouw Voorbeeld, Wij komen "
        "graag langs. • wat er speelt • wat er al is Kies een moment Ga naar overleg.example/a Uw code: 7F3-ABC-9KX "
        "Met vriendelijke groet Ondersteuningsteam pagina 1 van 1"
    )


def test_the_address_stands_behind_the_window_however_the_sheet_slips(pdf):
    address = "".join("".join(ADDRESS).split())

    assert read_through(ALWAYS_SEEN, pdf, within) == address


def test_nothing_but_the_address_can_ever_be_seen_through_the_window(pdf):
    address = "".join("".join(ADDRESS).split())

    assert read_through(EVER_SEEN, pdf, lambda box, frame: not apart(box, frame)) == address


def test_a_long_name_wraps_in_the_window_and_is_not_made_smaller():
    long = "mevrouw A.B.C. van der Voorbeeld-van Langenaamstra tot Voorbeelddam"
    address = (ADDRESS[0], long, *ADDRESS[3:])
    pdf = pressed_letter(a_sheet(address=address))

    heights = {sign: round(box[3] - box[1], 2) for sign, box in letters_on(pdf) if within(box, ALWAYS_SEEN)}
    plain = {
        sign: round(box[3] - box[1], 2)
        for sign, box in letters_on(pressed_letter(a_sheet()))
        if within(box, ALWAYS_SEEN)
    }
    assert read_through(ALWAYS_SEEN, pdf, within) == "".join("".join(address).split())
    assert {sign: heights[sign] for sign in heights.keys() & plain.keys()} == {
        sign: plain[sign] for sign in heights.keys() & plain.keys()
    }


def test_an_address_that_is_too_long_for_the_window_is_refused_by_name():
    with pytest.raises(AddressDoesNotFit):
        pressed_letter(a_sheet(address=tuple(f"regel {number}" for number in range(8))))


def test_letters_behind_each_other_each_count_their_own_pages():
    long = a_sheet(blocks=tuple(Prose(text="Wij komen graag langs. " * 40) for _ in range(6)))
    with LetterPress() as press:
        pdf = press.together([a_sheet(), long, a_sheet(subject="Nog een gesprek")], title="Limburg")

    document = pypdfium2.PdfDocument(pdf)
    feet = [page.get_textpage().get_text_bounded().strip().splitlines()[-1] for page in document]
    assert [foot.removeprefix("Ondersteuningsteam ") for foot in feet] == [
        "pagina 1 van 1", "pagina 1 van 2", "pagina 2 van 2", "pagina 1 van 1",
    ]  # fmt: skip
    assert bookmarks_of(pdf) == ["Een gesprek", "Een gesprek", "Nog een gesprek"]
    assert unmarked_in(pdf) == []


def test_many_letters_come_out_in_their_order_and_one_refused_stops_no_other():
    sheets = [a_sheet(subject=f"Gesprek {number}") for number in range(7)]
    sheets[3] = a_sheet(address=("x",) * 20)
    sheets[5] = a_sheet(subject="")

    with LetterPress() as press:
        outcomes = list(press.each(sheets))

    assert [type(one.problem) for one in outcomes] == [
        type(None), type(None), type(None), AddressDoesNotFit, type(None), CannotBeSet, type(None),
    ]  # fmt: skip
    assert [f"Gesprek {number}" in words_of(outcomes[number].pdf) for number in (0, 1, 2, 4, 6)] == [True] * 5


def test_a_letter_that_is_too_much_is_refused_and_stops_no_other():
    with LetterPress() as press:
        outcomes = list(press.each([a_sheet(blocks=(Prose(text="x " * 40_000),)), a_sheet()]))

    assert [bool(one.pdf) for one in outcomes] == [False, True]


def test_nothing_to_print_is_refused():
    with LetterPress() as press, pytest.raises(TooMuch):
        press.together([], title="Leeg")


def test_a_press_that_dies_is_started_anew():
    with LetterPress(children=1) as press:
        press.together([a_sheet()], title="x")
        press._children[0]._process.kill()
        press._children[0]._process.wait()

        with pytest.raises(CannotBeSet):
            press.together([a_sheet()], title="x")
        assert press.together([a_sheet()], title="x")[:5] == b"%PDF-"


def test_the_same_letter_is_the_same_file():
    assert pressed_letter(a_sheet()) == pressed_letter(a_sheet())


def test_an_unknown_font_is_an_error_and_not_a_letter_in_another(tmp_path):
    source = tmp_path / "letter.typ"
    source.write_text('#set document(title: "x")\n#set text(font: "Nergens")\n= x')
    compiler = typst.Compiler(str(source), root=str(tmp_path))

    assert typeset_letters._set(compiler, {}) == ("refused", b"")


@pytest.mark.parametrize(
    "words", ['#panic("x")', '#read("/etc/passwd")', "= kop", "*vet* _schuin_", "$x^2$", "<label> @label", "\\ // /* "]
)
def test_words_are_never_commands(words):
    sheet = a_sheet(blocks=(Prose(text=words),), subject=words, address=(words,), facts=(words,), foot=words)

    assert words_of(pressed_letter(sheet)).count(" ".join(words.split())) >= 5


@settings(max_examples=20)
@given(st.text(max_size=200))
def test_whatever_is_written_comes_out_as_a_letter(words):
    sheet = a_sheet(blocks=(Prose(text=words), Bullets(items=(words,))), facts=(words[:40],))

    assert pressed_letter(sheet)[:5] == b"%PDF-"


def test_the_places_are_those_that_the_window_leaves():
    assert PLACES["left"] >= ALWAYS_SEEN[0]
    assert PLACES["top"] >= ALWAYS_SEEN[1]
    assert PLACES["left"] + PLACES["width"] <= ALWAYS_SEEN[2]
    assert PLACES["top"] + PLACES["height"] <= ALWAYS_SEEN[3]
    assert PLACES["beside"] >= EVER_SEEN[2]
    assert PLACES["below"] >= EVER_SEEN[3]
