"""A list of contacts comes in: every row says what becomes of it, and nothing is half-stored."""

import io
import zipfile
from datetime import date

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.core.management import CommandError, call_command
from openpyxl import Workbook

from tests.factories.tour import HILVERSUM, LEUDAL, MORNING, make_contact, participation_of
from weerbaar.foundation.audit.models import Event
from weerbaar.outreach.campaign.actions.importing import import_contacts
from weerbaar.outreach.campaign.contact_lists import columns, sheets
from weerbaar.outreach.campaign.contact_lists.people import office_of
from weerbaar.outreach.campaign.contact_lists.sheets import CannotRead, Refused, read_sheet
from weerbaar.outreach.campaign.models import Contact, ContactFile, FormOfAddress, HolderChange, Moment, Office
from weerbaar.outreach.campaign.queries.importing import Verdict, preview

HEAD = "gemeente;functie;aanhef;voorletters;tussenvoegsel;achternaam;e-mail;telefoon;sinds\n"
LIST = HEAD + (
    "Leudal;griffier;mevr.;d h;de;Voorbeelde;GRIFFIE@leudal.invalid;0475 000 000;01-05-2024\n"
    "GM0402;burgemeester;dhr;IJ;'t;Hart;;;\n"
    "provincie Limburg;commissaris van de Koning;;E.;;Verzonnen;cdk@limburg.invalid;+31 43 000 00 00;\n"
)


def table(text=LIST, encoding="utf-8"):
    sheet = read_sheet(text.encode(encoding) if isinstance(text, str) else text)
    return sheet, columns.guess(sheet.head)


def bring(text=LIST, encoding="utf-8"):
    sheet, mapping = table(text, encoding)
    return import_contacts(sheet=sheet, mapping=mapping, source="lijst.csv", at=MORNING, by=None)


def verdicts(found):
    return [(row.verdict, str(row.why)) for row in found.rows]


def workbook(*rows):
    book, content = Workbook(), io.BytesIO()
    for row in rows:
        book.active.append(row)
    book.save(content)
    return content.getvalue()


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "cp1252", "utf-16"])
def test_encodings_of_spreadsheets_are_read(encoding):
    sheet, _ = table("gemeente;achternaam\nSúdwest-Fryslân;Désirée\n", encoding)

    assert (sheet.lines[0].cells, sheet.is_mixed) == (("Súdwest-Fryslân", "Désirée"), False)


def test_two_encodings_in_one_file_are_read_line_by_line_and_said():
    sheet, _ = table(b"gemeente;achternaam\n" + "Leudal;Désirée\n".encode() + "Leudal;Zoë\n".encode("cp1252"))

    assert ([line.cells[1] for line in sheet.lines], sheet.is_mixed) == (["Désirée", "Zoë"], True)


@pytest.mark.parametrize(
    ("content", "reason"),
    [
        (b"", Refused.EMPTY),
        (b" \n \n", Refused.EMPTY),
        (b"%PDF-1.7\x00\x01", Refused.NOT_A_LIST),
        (b"PK\x03\x04 no book", Refused.NOT_A_LIST),
        (b"a;b\n" + b"x;y\n" * 100_000, Refused.TOO_MANY_ROWS),
        (b";".join(b"k%d" % n for n in range(61)) + b"\n1\n", Refused.TOO_MANY_COLUMNS),
        (b"x" * (sheets.MOST_BYTES + 1), Refused.TOO_LARGE),
    ],
)
def test_what_is_no_list_is_refused_as_a_whole(content, reason):
    with pytest.raises(CannotRead) as refused:
        read_sheet(content)

    assert refused.value.reason == reason


def test_a_workbook_that_grows_out_of_proportion_is_not_unpacked():
    content = io.BytesIO()
    with zipfile.ZipFile(content, "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr("xl/sharedStrings.xml", b"0" * (sheets.MOST_UNPACKED + 1))

    with pytest.raises(CannotRead) as refused:
        read_sheet(content.getvalue())
    assert refused.value.reason == Refused.TOO_LARGE


def test_a_workbook_gives_dates_and_numbers_as_text_and_formulas_apart():
    sheet = read_sheet(
        workbook(
            ["gemeente", "achternaam", "sinds"], ["Leudal", "Voorbeeld", date(2024, 5, 1)], ["Leudal", "=1+1", 12.0]
        )
    )

    assert sheet.lines[0].cells == ("Leudal", "Voorbeeld", "2024-05-01")
    assert (sheet.lines[1].formulas, sheet.lines[1].cells[2]) == (frozenset({1}), "12")


@pytest.mark.parametrize(
    ("head", "missing"),
    [
        (["Organisatie", "Naam"], []),
        (["Gemeentenaam", "Achternaam", "E-mailadres"], []),
        (["kleur", "gewicht"], ["organisatie", "achternaam"]),
        (["Gemeente"], ["achternaam"]),
    ],
)
def test_columns_are_guessed_by_their_names(head, missing):
    assert columns.missing(columns.guess(head)) == missing


@pytest.mark.parametrize(
    ("function", "office"),
    [
        ("Griffier", Office.CLERK), ("plv. griffier", Office.OTHER), ("Raadsgriffier", Office.CLERK), ("Gemeentesecretaris", Office.SECRETARY),
        ("waarnemend burgemeester", Office.MAYOR), ("bestuurssecretaresse", Office.ASSISTANT), ("griffiemedewerker", Office.ASSISTANT),
        ("Adviseur openbare orde en veiligheid", Office.SAFETY_OFFICER), ("CdK", Office.KINGS_COMMISSIONER), ("wethouder", Office.OTHER),
    ],
)  # fmt: skip
def test_a_function_says_which_office_it_is(function, office):
    assert office_of(function)[0] == office


@pytest.mark.django_db
def test_a_list_comes_in_written_in_one_way(tour_round):
    found = bring()

    assert found.counts == {"new": 3, "changed": 0, "same": 0, "double": 0, "refused": 0}
    clerk, mayor = Contact.objects.get(organisation=LEUDAL), Contact.objects.get(organisation=HILVERSUM)
    assert (clerk.initials, clerk.infix, clerk.surname, clerk.form_of_address, clerk.office, clerk.email, clerk.from_on) == (
        "D.H.", "de", "Voorbeelde", FormOfAddress.MS, Office.CLERK, "griffie@leudal.invalid", date(2024, 5, 1),
    )  # fmt: skip
    assert (mayor.initials, mayor.infix, mayor.surname) == ("IJ.", "’t", "Hart")
    assert Moment.objects.filter(participation=participation_of(LEUDAL)).get().text == "Contactpersonen ingelezen: 1."
    assert Event.objects.filter(action="contacts.imported").get().detail["new"] == 3


@pytest.mark.django_db
def test_a_second_time_changes_nothing(tour_round):
    bring()

    assert bring().counts == {"new": 0, "changed": 0, "same": 3, "double": 0, "refused": 0}
    assert Contact.objects.count() == 3


@pytest.mark.django_db
def test_what_is_new_about_somebody_is_taken_over_and_what_is_empty_wipes_nothing(tour_round):
    bring()

    found = bring(HEAD + "Leudal;griffier;;D.H.;;DE VOORBEELDE;;0475 111 111;\n")

    (row,) = found.rows
    clerk = Contact.objects.get(organisation=LEUDAL)
    assert (row.verdict, row.changed) == (Verdict.CHANGED, ("phone",))
    assert (clerk.phone, clerk.email, clerk.surname) == ("0475 111 111", "griffie@leudal.invalid", "Voorbeelde")


@pytest.mark.django_db
@pytest.mark.parametrize(
    ("line", "why"),
    [
        (";griffier;;;;Voorbeeld;;;", "er staat geen organisatie bij"),
        ("Nergenshuizen;griffier;;;;Voorbeeld;;;", "deze organisatie kennen we niet, of er zijn er meer met die naam"),
        ("Utrecht;griffier;;;;Voorbeeld;;;", "deze organisatie kennen we niet, of er zijn er meer met die naam"),
        ("Leudal;griffier;;;;;;;", "er staat geen achternaam bij"),
        ("Leudal;griffier;;;;Voorbeeld;geen adres;;", "het mailadres klopt niet"),
        ("Leudal;griffier;;;;Voorbeeld;;bel me;", "dit is geen telefoonnummer"),
        ("Leudal;griffier;;;;=HYPERLINK(1);;;", "er staat een formule in; plak waarden"),
        ("Leudal;griffier;;;;@SUM(1);;;", "er staat een formule in; plak waarden"),
        ("Leudal;griffier;;;;Voorbeeld;;;31-02-2024", "een datum is onleesbaar; schrijf 27-11-2026"),
        ("Leudal;griffier;;;;" + "x" * 150 + ";;;", "een van de velden is te lang"),
        ("Leudal;griffier;;;;Voor\x07beeld;;;", "een cel is onleesbaar of veel te lang"),
    ],
)
def test_a_row_that_is_refused_says_why(tour_round, line, why):
    found = bring(HEAD + line + "\n")

    assert verdicts(found) == [(Verdict.REFUSED, why)]
    assert Contact.objects.count() == 0


@pytest.mark.django_db
def test_doubles_in_a_list_and_of_two_we_know_are_left_out(tour_round):
    make_contact(LEUDAL, initials="", surname="Dubbel"), make_contact(LEUDAL, initials="", surname="dubbel")
    twice = "Hilversum;griffier;;A.;de;Vries;;;\nGM0402;griffier;;A.;;de Vries;;;\n"

    found = bring(HEAD + twice + "Leudal;griffier;;;;Dubbel;;;\n")

    assert [verdict for verdict, _ in verdicts(found)] == [Verdict.NEW, Verdict.DOUBLE, Verdict.DOUBLE]
    assert "staat ook in rij 2" in verdicts(found)[1][1]
    assert found.rows[2].known.surname.casefold() == "dubbel"


@pytest.mark.django_db
def test_another_holder_in_a_list_waits_for_a_look(tour_round):
    former = make_contact(HILVERSUM, Office.MAYOR, surname="Eerder")

    bring()

    change = HolderChange.objects.get()
    assert (change.former, change.successor.surname, change.checked_at) == (former, "Hart", None)


@pytest.mark.django_db
def test_a_whole_name_in_one_cell_is_parted(tour_round):
    bring("code;naam\nGM1640;mevr. drs. D.H. de Voorbeelde\nGM0402;Daan Jansen\nGM0363;van der Berg\n")

    names = set(Contact.objects.values_list("initials", "first_name", "infix", "surname"))
    assert names == {("D.H.", "", "de", "Voorbeelde"), ("", "Daan", "", "Jansen"), ("", "", "van der", "Berg")}


@pytest.mark.django_db
def test_each_row_names_its_organisation_and_not_a_code(tour_round):
    sheet, mapping = table("code;naam\nGM1640;D. Voorbeelde\nnergens;P. Onbekend\n")

    rows = preview(sheet, mapping, on=MORNING.date()).rows

    assert [row.organisation_name for row in rows] == ["Leudal", ""]


@pytest.mark.django_db
def test_what_breaks_half_way_stores_nothing(tour_round, monkeypatch):
    def broken(**_facts):
        raise RuntimeError

    monkeypatch.setattr("weerbaar.outreach.campaign.actions.importing.record", broken)

    with pytest.raises(RuntimeError):
        bring()
    assert (Contact.objects.count(), Moment.objects.count()) == (0, 0)


@pytest.mark.django_db
def test_the_length_of_a_list_asks_no_more_questions(tour_round, django_assert_num_queries):
    sheet, mapping = table(
        HEAD + "".join(f"Leudal;griffier;;;;Voorbeeld{chr(97 + n % 26)}{n};;;\n" for n in range(300))
    )

    with django_assert_num_queries(3):
        found = preview(sheet, mapping, on=MORNING.date())
    assert found.counts["new"] == 300


@pytest.fixture
def visitor(visitor, tour_round):
    return visitor


def upload(visitor, content):
    return visitor.post("/tour/inlezen/", {"lijst": SimpleUploadedFile("lijst.csv", content)})


@pytest.mark.django_db
def test_the_pages_show_every_row_before_anything_changes(visitor, settings):
    address = upload(visitor, (LIST + "Nergenshuizen;griffier;;;;Voorbeeld;;;\n").encode()).url

    page = visitor.get(address).content.decode()
    assert "deze organisatie kennen we niet" in page
    assert Contact.objects.count() == 0
    assert [row.verdict for row in visitor.get(address, {"soort": "refused"}).context["rows"]] == [Verdict.REFUSED]

    done = visitor.post(f"{address}doen/", follow=True).content.decode()
    assert "3 nieuw, 0 veranderd, 0 hetzelfde" in done
    assert (Contact.objects.count(), ContactFile.objects.count()) == (3, 0)
    assert visitor.get(address).status_code == 404


@pytest.mark.django_db
def test_wrong_columns_are_put_right_by_hand(visitor):
    address = upload(visitor, b"waar;wie\nLeudal;Voorbeeld\n").url
    assert "Zonder organisatie en naam kunnen we niets inlezen" in visitor.get(address).content.decode()
    assert visitor.post(f"{address}kolommen/", {"organisatie": "0", "achternaam": "0"}).status_code == 400

    visitor.post(f"{address}kolommen/", {"organisatie": "0", "achternaam": "1"})

    assert visitor.get(address).context["preview"].counts["new"] == 1
    visitor.post(f"{address}weg/")
    assert ContactFile.objects.count() == 0


@pytest.mark.django_db
@pytest.mark.parametrize(
    ("content", "said"),
    [
        (b"\x00\x01", "geen CSV en geen XLSX"),
        (b"a;b\n" + b"x;y\n" * 100_000, "meer dan 20.000 rijen"),
        (b"  ", "staat niets"),
    ],
)
def test_a_file_that_is_refused_says_so_and_leaves_nothing(visitor, content, said):
    answer = upload(visitor, content)

    assert (answer.status_code, said in answer.content.decode()) == (400, True)
    assert ContactFile.objects.count() == 0


@pytest.mark.django_db
def test_the_command_explains_every_row_and_a_dry_run_changes_nothing(tour_round, tmp_path, capsys):
    path = tmp_path / "lijst.csv"
    path.write_text(LIST + "Nergens;griffier;;;;Voorbeeld;;;\n", encoding="utf-8")

    call_command("contacts", "import", str(path), "--dry-run")
    assert Contact.objects.count() == 0
    call_command("contacts", "import", str(path))

    said = capsys.readouterr().out
    assert "rij 5: geweigerd: deze organisatie kennen we niet" in said
    assert said.count("3 nieuw, 0 veranderd, 0 hetzelfde, 0 dubbel, 1 geweigerd") == 2
    assert Contact.objects.count() == 3


@pytest.mark.django_db
@pytest.mark.parametrize("content", [b"kleur;gewicht\nrood;3\n", b"\x00", b"a;b\n" + b"x;y\n" * 100_000])
def test_the_command_refuses_what_it_cannot_read(tour_round, tmp_path, content):
    path = tmp_path / "lijst.csv"
    path.write_bytes(content)

    with pytest.raises(CommandError, match="niets ingelezen"):
        call_command("contacts", "import", str(path))
    with pytest.raises(CommandError, match="is er niet"):
        call_command("contacts", "import", str(tmp_path / "weg.csv"))
