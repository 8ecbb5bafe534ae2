"""A paper is for everyone: also for who has it read aloud, and for who must trust that no word in it did anything."""

import io
import re

import pikepdf
import pytest
from pdfua import validate
from PIL import Image

from tests.support.pdf import bookmarks_of, fonts_not_embedded, roles_of, traces_of, unmarked_in, words_of
from weerbaar.foundation.papers import blocks, press
from weerbaar.foundation.papers.blocks import Paper
from weerbaar.foundation.papers.legible import legible
from weerbaar.foundation.papers.press import CannotBeSet, TooMuch, pressed


@pytest.fixture(scope="module")
def pdf(picture_for_paper):
    return pressed(paper_with_everything(picture_for_paper))


@pytest.fixture(scope="module")
def picture_for_paper():
    out = io.BytesIO()
    Image.new("RGB", (40, 30), (15, 82, 87)).save(out, "JPEG")
    return out.getvalue()


def paper_with_everything(picture):
    return Paper(
        title="Dossier over een voorval",
        foot="Zaak 2026-0001",
        pictures=(picture,),
        blocks=(
            blocks.Cover(
                title="Dossier", under="Zaak 2026-0001", facts=(("Gemaakt op", "22 november"),), notice=("Let op",)
            ),
            blocks.Contents(title="Inhoud"),
            blocks.Heading(text="Wat er gebeurde", new_page=True),
            blocks.Moment(when="1 november", title="Een brief", text="In de bus.", facts=(("Waar", "thuis"),)),
            blocks.Heading(text="Bewijs"),
            blocks.Heading(text="Lijst", level=2),
            blocks.Table(head=("Nr", "Controlegetal"), rows=(("1", "ab" * 32),), widths=(1, 9), exact=(1,)),
            blocks.Quote(above="Van een onbekende", text="Wij weten u te vinden."),
            blocks.Picture(number=0, alt="Een foto van een brief", under="Bijlage 1"),
            blocks.Bullets(items=("een", "twee")),
            blocks.Facts(rows=(("Wie", "onbekend"),)),
            blocks.Notice(title="Let op", text="Noem de code."),
            blocks.Step(title="Bewaar alles", text="Ook wat klein lijkt.", done="Gedaan"),
            blocks.Letter(sender="Het team", to="De politie", date="22 november", subject="Machtiging"),
            blocks.Prose(text="Eerste alinea.\n\nTweede alinea."),
            blocks.Signatures(lines=("Naam",)),
            blocks.Exact(text="weerbaar certificate 1\nkey: " + "0f" * 64),
        ),
    )


def prose(text):
    return Paper(title="Proef", foot="", blocks=(blocks.Heading(text="Proef"), blocks.Prose(text=text)))


def test_no_rule_of_pdf_ua_that_a_package_can_check_is_broken(pdf, tmp_path):
    file = tmp_path / "paper.pdf"
    file.write_bytes(pdf)

    report = validate(str(file))

    # UA-14-001 (nesting of headings) stumbles over its own reading; the press itself refuses a level that is skipped.
    assert ([*report.findings], [one.rule_id for one in report.skipped]) == ([], ["UA-14-001"])


def test_nothing_on_a_page_is_outside_the_structure(pdf):
    assert unmarked_in(pdf) == []


def test_a_level_of_headings_is_never_skipped():
    skipping = Paper(title="x", foot="", blocks=(blocks.Heading(text="a"), blocks.Heading(text="b", level=3)))

    with pytest.raises(CannotBeSet):
        pressed(skipping)


def test_a_paper_says_what_it_is_called_and_in_which_language(pdf):
    with pikepdf.open(io.BytesIO(pdf)) as opened:
        assert opened.Root.Lang == "nl"
        assert opened.Root.MarkInfo.Marked is True
        assert opened.Root.ViewerPreferences.DisplayDocTitle is True
        with opened.open_metadata() as metadata:
            assert metadata["dc:title"] == "Dossier over een voorval"
            assert metadata["pdfuaid:part"] == "1"


def test_every_font_goes_along(pdf):
    assert fonts_not_embedded(pdf) == []


def test_headings_are_bookmarks(pdf):
    assert bookmarks_of(pdf) == ["Inhoud", "Wat er gebeurde", "Bewijs", "Machtiging"]


def test_it_is_read_in_the_order_in_which_it_stands(pdf):
    told = [role for role in roles_of(pdf) if role in {"H1", "Table", "BlockQuote", "Figure", "L"}]

    assert told == ["L", "H1", "H1", "L", "H1", "Table", "BlockQuote", "Figure", "L", "L", "L", "H1"]


def test_a_picture_tells_what_it_is_to_who_cannot_see_it(pdf):
    with pikepdf.open(io.BytesIO(pdf)) as opened:
        texts = [
            str(item["/Alt"]) for item in opened.objects if isinstance(item, pikepdf.Dictionary) and "/Alt" in item
        ]

    assert texts == ["Een foto van een brief"]


@pytest.mark.parametrize(
    "text",
    [
        '#panic("x")',
        '#read("/etc/passwd")',
        "$ x^2 $ *vet* _schuin_ = kop",
        '#import "@preview/x:1.0.0"',
        '"; #sys.inputs "',
        "<label> @verwijzing // commentaar /* */ \\ #{",
        "{{ 7*7 }} ${x} %(x)s",
        "`code` ~ -- --- ... 'a'",
    ],
)
def test_words_are_never_taken_for_commands(text):
    assert words_of(pressed(prose(text))).count(text) == 1


def test_no_file_of_the_machine_can_be_asked_for():
    secret = Paper(
        title="x", foot="", blocks=(blocks.Picture(number=0, alt="x", under="x"),), pictures=(b"/etc/passwd",)
    )

    with pytest.raises(CannotBeSet):
        pressed(secret)


def test_what_the_press_complains_about_stays_inside():
    broken = Paper(title="x", foot="", blocks=(blocks.Picture(number=7, alt="geheim", under="geheim"),))

    with pytest.raises(CannotBeSet) as refusal:
        pressed(broken)

    assert (str(refusal.value), refusal.value.__cause__, refusal.value.__suppress_context__) == ("", None, True)


def test_more_than_a_paper_holds_is_refused_before_the_press():
    with pytest.raises(TooMuch):
        pressed(prose("x" * press.MOST_SIGNS))


def test_a_sign_that_cannot_be_set_is_named():
    assert (
        legible("Ik kom 😡👍🏽 naar مرحبا")
        == "Ik kom [teken: pouting face][teken: thumbs up sign] naar [5 tekens in ander schrift]"
    )


def test_invisible_signs_are_not_set():
    assert legible("a\u200bb\u202ec\x00\ufe0fd\r\ne") == "abcd\ne"


@pytest.mark.parametrize("sign", [chr(code) for code in (0xFFFD, 0x1F600, 0x0627, 0x4E00, 0xE000, 0x2028, 0x0)])
def test_any_sign_can_be_brought(sign):
    assert pressed(prose(f"voor{sign}na"))[:5] == b"%PDF-"


def test_a_change_of_words_reaches_every_text(picture_for_paper):
    paper = paper_with_everything(picture_for_paper)

    changed = paper.with_words(lambda text: "Q" * len(text))

    assert set(re.findall(r"[A-Za-z]", words_of(pressed(changed)))) == set("Q" + "pagina van Datum") - {" "}
    assert traces_of(pressed(changed), "Dossier over een voorval") == []
