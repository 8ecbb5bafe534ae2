"""What leaves the house: no formula, no confidential answer, no count that points at a handful."""

import csv
import io
from datetime import date, timedelta

import pytest
from django.utils import timezone
from hypothesis import given
from hypothesis import strategies as st
from openpyxl import load_workbook

from tests.factories.surveys import NONE, USED, answered, open_uitvraag
from tests.factories.tour import LEUDAL
from tests.support.staff import make_colleague
from weerbaar.foundation.accounts.roles import Role
from weerbaar.outreach.surveys import figures
from weerbaar.outreach.surveys.sheets import CSV, XLSX, inert, written

MUNICIPALITIES = ("GM0363", "GM0344", "GM0599", "GM0518", "GM0772", "GM0855")


@pytest.fixture
def survey(tour_round):
    return open_uitvraag(tour_round)


def rows_of(content):
    return list(csv.reader(io.StringIO(content.decode("utf-8-sig")), delimiter=";"))


@pytest.mark.parametrize(
    "text", ["=1+1", "+1", "-1", "@SUM(A1)", "\t=1", " =1", "\r=1", "|cmd", "%0A", "\uff1d1+1", "\uff201"]
)
def test_no_text_is_a_formula(text):
    assert rows_of(written([[text]], CSV, title="x"))[0][0].startswith("'")
    cell = load_workbook(io.BytesIO(written([[text]], XLSX, title="x"))).active["A1"]
    assert (cell.data_type, str(cell.value)[0]) == ("s", "'")


def test_numbers_stay_numbers():
    assert inert(-5) == -5
    assert load_workbook(io.BytesIO(written([[-5]], XLSX, title="a/b"))).active["A1"].value == -5


def test_a_sheet_keeps_days_as_days_and_has_a_head_that_stays():
    rows = [["wie", "wanneer"], ["x" * 40, date(2026, 5, 5)]]

    book = load_workbook(io.BytesIO(written(rows, XLSX, title="een", more={"twee": [["=1"]]})))

    sheet = book["een"]
    assert sheet["B2"].is_date
    assert (sheet.freeze_panes, sheet["A1"].font.bold, sheet["A2"].font.bold) == ("A2", True, False)
    assert sheet.column_dimensions["A"].width > 40 > sheet.column_dimensions["B"].width
    assert book["twee"]["A1"].data_type == "s"
    assert rows_of(written(rows, CSV, title="een"))[1][1] == "2026-05-05"


@given(st.text())
def test_any_text_can_be_written_in_both_kinds(text):
    for kind in (CSV, XLSX):
        assert written([[text]], kind, title=text)


def test_the_rows_for_the_team_hold_no_confidential_answer(survey, visitor):
    answered(survey, LEUDAL, NONE | {"remarks": "=Onder ons"})

    sent = visitor.get(f"/tour/uitvraag/{survey.pk}/regels.csv")

    rows = rows_of(sent.content)
    assert sent.headers["Content-Disposition"] == 'attachment; filename="regels-uitvraag-2026.csv"'
    assert len(rows) == 355
    leudal = dict(zip(rows[0], next(row for row in rows if row[0] == LEUDAL), strict=True))
    assert leudal["protocol"] == "is er niet"
    assert leudal["Is er een gedragscode voor politieke ambtsdragers?"] == "Nee, die is er niet"
    assert "Onder ons" not in sent.content.decode()
    assert visitor.get(f"/tour/uitvraag/{survey.pk}/regels.xlsx").status_code == 200
    assert visitor.get(f"/tour/uitvraag/{survey.pk}/regels.pdf").status_code == 404


def test_small_figures_are_withheld_and_so_is_what_would_betray_them(survey):
    for code in MUNICIPALITIES:
        answered(survey, code, USED)
    answered(survey, LEUDAL, NONE)

    whole, tables = figures.figures_of(survey)

    protocol = next(one for one in whole if one.question.key == "protocol")
    shown = {count.key: count.number for count in protocol.counts}
    assert shown["none"] is None
    assert protocol.total is None or shown["used"] is None
    assert [
        number for _name, numbers in tables[0].rows for number in numbers if number is not None and 0 < number < 5
    ] == []


def shared(survey):
    whole, tables = figures.figures_of(survey)
    return {one.question.key: one for one in whole}, {one.question.key for one in tables}


def test_what_is_asked_of_all_but_a_handful_does_not_give_that_handful_back(survey):
    for code in MUNICIPALITIES:
        answered(survey, code, USED)
    answered(survey, LEUDAL, NONE)

    whole, tables = shared(survey)

    for key in ("for_whom", "exercised"):
        assert whole[key].total is None
        assert {count.number for count in whole[key].counts} == {None}
    assert not {"for_whom", "exercised"} & tables


def test_where_a_handful_of_one_province_is_not_asked_only_the_whole_country_is_told(survey):
    for code in MUNICIPALITIES:
        answered(survey, code, USED)
    for code in ("GM0307", "GM0310", "GM0312", "GM0313", "GM0317", LEUDAL):
        answered(survey, code, NONE)

    whole, tables = shared(survey)

    assert whole["exercised"].total == len(MUNICIPALITIES)
    assert "exercised" not in tables
    assert "protocol" in tables


def test_large_figures_are_shown(survey):
    for code in MUNICIPALITIES:
        answered(survey, code, USED)

    whole, tables = figures.figures_of(survey)

    for_whom = next(one for one in whole if one.question.key == "for_whom")
    assert {count.key: count.number for count in for_whom.counts}["council"] == 6
    assert next(one for one in whole if one.question.key == "protocol").total == 6
    assert {one.question.key for one in whole} == {"protocol", "for_whom", "exercised", "code_of_conduct", "wishes"}
    assert all(by.rows[-1][0] == "Alle" for by in tables)


def test_an_analyst_sees_figures_and_no_organisation(survey, client):
    answered(survey, LEUDAL, NONE)
    make_colleague(Role.ANALYST, name="Ot Optelsom").sign_in(client)

    page = client.get(f"/tour/uitvraag/{survey.pk}/cijfers/").content.decode()
    sent = client.get(f"/tour/uitvraag/{survey.pk}/cijfers.csv")

    assert "Leudal" not in page + sent.content.decode()
    assert "afgeschermd" in page
    assert "afgeschermd" in sent.content.decode()
    assert client.get(f"/tour/uitvraag/{survey.pk}/").status_code == 404


def test_after_the_code_the_page_with_the_button_says_to_press_once_more(survey, toon, client, time_machine):
    answered(survey, LEUDAL, NONE)
    toon.sign_in(client)
    time_machine.move_to(timezone.now() + timedelta(minutes=6))
    page, file = f"/tour/uitvraag/{survey.pk}/", f"/tour/uitvraag/{survey.pk}/regels.csv"

    asked = client.get(file, headers={"Referer": f"http://testserver{page}"})
    before = client.get(page).content.decode()
    back = client.post(asked["Location"], {"code": toon.next_code()})
    first, second = (client.get(page).content.decode() for _ in range(2))

    assert back["Location"] == page
    assert ["Het is nog niet gebeurd" in shown for shown in (before, first, second)] == [False, True, False]
    assert client.get(file).headers["Content-Type"].startswith("text/csv")
