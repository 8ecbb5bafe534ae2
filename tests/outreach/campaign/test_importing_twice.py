"""Lists that are damaged, that lie about their size, that come in twice, or that name somebody twice."""

import io
import zipfile
from datetime import date

import pytest

from tests.factories.tour import make_contact
from tests.outreach.campaign.test_importing import HEAD, bring, workbook
from weerbaar.outreach.campaign.contact_lists.sheets import CannotRead, Refused, read_sheet
from weerbaar.outreach.campaign.models import Contact, Office
from weerbaar.outreach.campaign.queries.importing import Verdict


def rewritten(book, name, change):
    """The same workbook, with one of its parts changed by hand."""
    out = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(book)) as old, zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as new:
        for part in old.namelist():
            new.writestr(part, change(old.read(part)) if part == name else old.read(part))
    return out.getvalue()


SHEET = "xl/worksheets/sheet1.xml"
BOOK = workbook(["gemeente", "achternaam"], ["Leudal", "Verzonnen"])


def test_a_row_that_says_it_is_the_thirty_millionth_is_not_counted_to():
    far = rewritten(BOOK, SHEET, lambda xml: xml.replace(b'<row r="2"', b'<row r="30000000"'))

    with pytest.raises(CannotRead) as refused:
        read_sheet(far)

    assert refused.value.reason == Refused.TOO_MANY_ROWS


def test_a_sheet_that_says_it_is_smaller_than_it_is_loses_no_row():
    small = rewritten(BOOK, SHEET, lambda xml: xml.replace(b'"A1:B2"', b'"A1:B1"'))

    assert [line.cells for line in read_sheet(small).lines] == [("Leudal", "Verzonnen")]


@pytest.mark.parametrize(
    ("part", "old", "new"),
    [
        ("xl/workbook.xml", b"<workbookView ", b'<workbookView oops="1" '),
        (SHEET, b"<row ", b"<row"),
        (SHEET, b"</sheetData>", b"</oops>"),
    ],
)
def test_a_damaged_workbook_is_refused_and_breaks_nothing(part, old, new):
    with pytest.raises(CannotRead) as refused:
        read_sheet(rewritten(BOOK, part, lambda xml: xml.replace(old, new, 1)))

    assert refused.value.reason == Refused.NOT_A_LIST


def test_a_workbook_whose_bytes_were_changed_on_the_way_is_refused():
    begin = BOOK.index(b"xl/worksheets/sheet1.xml") + len(SHEET)
    broken = BOOK[:begin] + bytes(20) + BOOK[begin + 20 :]

    with pytest.raises(CannotRead):
        read_sheet(broken)


GONE = HEAD.replace("sinds", "sinds;vertrokken") + "Leudal;griffier;;G.;;Verzonnen;;;01-02-2019;01-03-2024\n"
TO_COME = HEAD + "Leudal;griffier;;G.;;Verzonnen;;;01-01-2029\n"


@pytest.mark.django_db
@pytest.mark.parametrize("text", [GONE, TO_COME])
def test_who_left_or_is_to_come_is_not_there_twice_when_the_list_comes_in_twice(tour_round, text):
    assert bring(text).counts["new"] == 1

    assert (bring(text).counts["same"], Contact.objects.count()) == (1, 1)


@pytest.mark.django_db
def test_a_day_that_does_not_fit_with_what_is_known_is_refused_and_the_rest_comes_in(tour_round):
    make_contact(surname="Verzonnen", from_on=date(2024, 5, 1))
    rows = HEAD.replace("sinds", "tot") + (
        "Leudal;griffier;;G.;;Verzonnen;;;01-03-2019\nHilversum;griffier;;H.;;Ander;;;\n"
    )

    found = bring(rows)

    assert [row.verdict for row in found.rows] == [Verdict.REFUSED, Verdict.NEW]
    assert Contact.objects.get(surname="Verzonnen").until_on is None


@pytest.mark.django_db
def test_two_rows_for_one_contact_do_not_overwrite_each_other(tour_round):
    make_contact(surname="Verzonnen", initials="D.")
    rows = HEAD + "Leudal;griffier;;D.;;Verzonnen;;;\nLeudal;secretaris;;D.;;Verzonnen;;;\n"

    found = [bring(rows) for _twice in range(2)]

    assert [[row.verdict for row in one.rows] for one in found] == [[Verdict.SAME, Verdict.DOUBLE]] * 2
    assert Contact.objects.get().office == Office.CLERK


@pytest.mark.django_db
@pytest.mark.parametrize(
    ("one", "other", "verdict"),
    [
        ("D.;;", ";Daan;", Verdict.DOUBLE),
        ("D.;;", ";;", Verdict.DOUBLE),
        (";Daan;", ";Dirk;", Verdict.NEW),
        ("D.H.;;", "D.K.;;", Verdict.NEW),
    ],
)
def test_within_a_list_two_spellings_are_one_and_two_people_are_two(tour_round, one, other, verdict):
    head = "gemeente;functie;voorletters;voornaam;tussenvoegsel;achternaam\n"

    found = bring(head + "".join(f"Leudal;griffier;{name};Verzonnen\n" for name in (one, other)))

    assert [row.verdict for row in found.rows] == [Verdict.NEW, verdict]


def test_one_cell_that_is_far_too_long_is_one_row_that_is_refused():
    sheet = read_sheet(("gemeente;achternaam\nLeudal;" + "x" * 200_000 + "\nLeudal;Verzonnen\n").encode())

    assert [line.is_unreadable for line in sheet.lines] == [True, False]


def test_the_line_in_which_a_spreadsheet_says_what_parts_the_cells_is_no_heading():
    sheet = read_sheet(b"sep=,\r\ngemeente,achternaam\r\nLeudal,Verzonnen\r\n")

    assert (sheet.head, [(line.number, line.cells) for line in sheet.lines]) == (
        ("gemeente", "achternaam"), [(3, ("Leudal", "Verzonnen"))],
    )  # fmt: skip
