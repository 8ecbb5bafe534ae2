"""A bad file changes nothing and says which line and column is wrong."""

import pytest

from weerbaar.foundation.audit.models import Event
from weerbaar.public.authorities import actions
from weerbaar.public.authorities.models import Authority
from weerbaar.public.authorities.register_files import reading
from weerbaar.public.authorities.register_files.problems import BadFile

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("register")]
MUNICIPALITY = (
    "code,name,province_code,province,safety_region_code,safety_region,latitude,longitude,tile_column,tile_row"
)
GOOD = "GM2001,Nieuwstad,PV20,Groningen,VR01,Groningen,53.2183,6.6210,90,90"
REORGANISATION = "date,code,name,successor_code,successor,status"
PROVINCE = "code,name,seat,latitude,longitude"

CELLS = [
    ("code", "GM20O1", "“GM20O1” is geen code die hier past."),
    ("code", "PV20", "“PV20” is geen code die hier past."),
    ("code", "GM\u0662\u0660\u0660\u0661", "“GM\u0662\u0660\u0660\u0661” is geen code die hier past."),
    ("name", "", "hier hoort een naam te staan."),
    ("name", "---", "hier hoort een naam te staan."),
    ("name", "Nieuw\x07stad", "hier hoort een naam te staan."),
    ("name", "N" * 101, "deze naam is langer dan 100 tekens."),
    ("name", "Almere", "GM0034 heet ook al Almere."),
    ("province_code", "PV99", "provincie PV99 is niet bekend."),
    ("province_code", "Groningen", "“Groningen” is geen code die hier past."),
    ("province", "Drenthe", "PV20 is Groningen, niet Drenthe."),
    ("safety_region_code", "1", "“1” is geen code die hier past."),
    ("safety_region_code", "VR03", "Groningen is VR01, niet VR03."),
    ("safety_region", "Drenthe", "VR01 is Groningen, niet Drenthe."),
    ("latitude", "6.6210", "6.6210 ligt buiten Nederland (tussen 50.6 en 53.7)."),
    ("latitude", "53,2", "hier hoort een getal in graden te staan, met een punt, zoals 52.0687."),
    ("latitude", "NaN", "hier hoort een getal in graden te staan, met een punt, zoals 52.0687."),
    ("longitude", "53.2183", "53.2183 ligt buiten Nederland (tussen 3.2 en 7.3)."),
    ("tile_column", "-1", "hier hoort een heel getal te staan."),
]


def refusal(content):
    """Take over what cannot be taken over; give the problems and make sure that nothing changed."""
    before = (list(Authority.objects.order_by("code").values()), Event.objects.count())
    with pytest.raises(BadFile) as refused:
        actions.import_file(content=content, at=None)
    assert (list(Authority.objects.order_by("code").values()), Event.objects.count()) == before
    return [(problem.line, problem.column, problem.message) for problem in refused.value.problems]


def file_of(*lines):
    return "\n".join(lines).encode()


@pytest.mark.parametrize(("column", "cell", "message"), CELLS)
def test_a_wrong_cell_is_named_with_its_line_and_column(column, cell, message):
    cells = dict(zip(MUNICIPALITY.split(","), GOOD.split(","), strict=True)) | {column: f'"{cell}"'}

    problems = refusal(
        file_of(
            MUNICIPALITY,
            GOOD.replace("2001", "2002").replace("Nieuw", "Oud").replace("90,90", "91,91"),
            ",".join(cells.values()),
        )
    )

    assert (3, column, message) in problems


@pytest.mark.parametrize(
    ("lines", "problem"),
    [
        (["naam,plaats", "x,y"], (1, "", "deze eerste regel hoort bij geen enkel bestand van het register.")),
        (["code,name,seat,latitude", "x"], (1, "longitude", "deze kolom ontbreekt (bestand met provincies).")),
        (
            ["code,name,seat,latitude,longitude,anthem", "x"],
            (1, "anthem", "deze kolom hoort niet in een bestand met provincies."),
        ),
        (["name,name", "x,y"], (1, "name", "deze kolom staat er meer dan eens (bestand met waterschappen).")),
        ([PROVINCE, "PV20,Groningen"], (2, "seat", "deze regel stopt na 2 van de 5 kolommen.")),
        ([PROVINCE, "PV20,G,G,53.0,6.5,x"], (2, "longitude", "deze regel heeft 6 kolommen; het zijn er 5.")),
        ([PROVINCE], (1, "", "het bestand heeft geen regels onder de kop.")),
        ([""], (1, "", "deze eerste regel hoort bij geen enkel bestand van het register.")),
        (["name", '"Aa en Maas'], (2, "", "de aanhalingstekens of komma's op deze regel kloppen niet.")),
        (["name", "De Vaart", "De Vaart"], (3, "name", "De Vaart staat ook al op regel 2.")),
        (["name", "Vaart " * 12], (2, "name", "van deze naam is geen code te maken: hij is te lang.")),
        ([MUNICIPALITY, GOOD, GOOD.replace("90,90", "91,91")], (3, "code", "GM2001 staat ook al op regel 2.")),
        (
            [MUNICIPALITY, GOOD, GOOD.replace("2001", "2002").replace("Nieuw", "Oud")],
            (3, "tile_column", "deze plaats op de kaart is al bezet door regel 2."),
        ),
        (["code,valid_from", "GM9999,2001-01-01"], (2, "code", "GM9999 is niet bekend.")),
        (
            ["code,valid_from", "GM0014,01-01-2001"],
            (2, "valid_from", "hier hoort een datum te staan, zoals 2027-01-01."),
        ),
        (
            ["code,valid_from", "GM0014,2001-02-30"],
            (2, "valid_from", "hier hoort een datum te staan, zoals 2027-01-01."),
        ),
        (
            ["code,valid_from", "GM0014,0001-01-01"],
            (2, "valid_from", "hier hoort een datum te staan, zoals 2027-01-01."),
        ),
        (
            ["code,valid_from", "GM1696,2027-01-01"],
            (2, "valid_from", "GM1696 eindigt op 2027-01-01, maar begint pas op 2027-01-01."),
        ),
        (
            ["code,valid_from", "GM1992,2023-01-02"],
            (2, "valid_from", "GM0501 eindigt op 2023-01-01; opvolger GM1992 begint op 2023-01-02."),
        ),
        (["code,alias", "GM9999,Nergens"], (2, "code", "GM9999 is niet bekend.")),
        (["code,alias", "GM0014,Stad", "GM0014,Stad"], (3, "alias", "zo heet GM0014 al.")),
        (
            ["code,alias", *(f"GM0014,Stad {number}" for number in range(21))],
            (22, "alias", "GM0014 heeft meer dan 20 andere namen."),
        ),
    ],
)
def test_a_file_that_cannot_be_is_refused_at_its_line(lines, problem):
    assert problem in refusal(file_of(*lines))


@pytest.mark.parametrize(
    ("lines", "problem"),
    [
        (
            ["1-1-2027,GM0014,Groningen,GM0034,Almere,done"],
            (2, "date", "hier hoort een datum te staan, zoals 2027-01-01."),
        ),
        (
            ["2027-01-01,GM0014,Groningen,GM0034,Almere,maybe"],
            (2, "status", "hier hoort planned, done of cancelled te staan."),
        ),
        (["2027-01-01,GM0014,Groningen,GM9999,Nergens,done"], (2, "successor_code", "opvolger GM9999 is niet bekend.")),
        (["2027-01-01,GM9999,Nergens,GM0034,Almere,planned"], (2, "code", "GM9999 is niet bekend.")),
        (
            ["2027-01-01,GM0014,Groningen,PV20,Groningen,done"],
            (2, "successor_code", "de opvolger is een ander soort overheid."),
        ),
        (
            ["2027-01-01,GM0014,Groningen,GM0014,Groningen,done"],
            (2, "successor_code", "GM0014 kan zichzelf niet opvolgen."),
        ),
        (["2027-01-01,GM0014,Almere,GM0037,Stadskanaal,done"], (2, "code", "GM0014 is Groningen; Almere is GM0034.")),
        (
            ["2027-01-01,GM0037,Stadskanaal,GM0014,Almere,done"],
            (2, "successor_code", "GM0014 is Groningen; Almere is GM0034."),
        ),
        (
            ["2023-01-01,GM0501,Brielle,GM1992,Voorne aan Zee,cancelled"],
            (2, "status", "GM0501 is al opgegaan in GM1992."),
        ),
        (
            ["2027-01-01,GM0014,Groningen,GM0034,Almere,done", "2028-01-01,GM0014,Groningen,GM0037,Stadskanaal,done"],
            (3, "code", "GM0014 staat ook al op regel 2."),
        ),
        (
            ["2027-01-01,GM0014,Groningen,GM0034,Almere,done", "2027-01-01,GM0034,Almere,GM0014,Groningen,done"],
            (2, "successor_code", "zo volgt GM0014 via een omweg zichzelf op."),
        ),
        (
            ["2027-01-01,GM9001,Ooit,GM9002,Toen,done", "2027-01-01,GM9002,Toen,GM9001,Ooit,done"],
            (3, "successor_code", "zo volgt GM9002 via een omweg zichzelf op."),
        ),
        (
            ["2028-01-01,GM0014,Groningen,GM1696,Wijdemeren,done"],
            (2, "date", "GM0014 eindigt op 2028-01-01; opvolger GM1696 is er dan niet meer."),
        ),
        (
            ["2022-12-31,GM1992,Voorne aan Zee,GM0014,Groningen,done"],
            (2, "date", "GM0501 eindigt op 2023-01-01; opvolger GM1992 is er dan niet meer."),
        ),
        (
            ["2022-01-01,GM0014,Groningen,GM1992,Voorne aan Zee,done"],
            (2, "date", "GM0014 eindigt op 2022-01-01; opvolger GM1992 begint op 2023-01-01."),
        ),
    ],
)
def test_a_reorganisation_that_cannot_be_is_refused_at_its_line(lines, problem):
    assert problem in refusal(file_of(REORGANISATION, *lines))


@pytest.mark.parametrize(
    ("content", "problem"),
    [
        (
            "name\nAa\nFryslân\n".encode("latin-1"),
            (3, "", "deze regel is geen UTF-8. Bewaar het bestand als “CSV UTF-8”."),
        ),
        ("name\nAa\n".encode("utf-16"), (1, "", "deze regel is geen UTF-8. Bewaar het bestand als “CSV UTF-8”.")),
        (b"name\nA\0a\n", (2, "", "hier staat een leeg teken (NUL). Bewaar het bestand als “CSV UTF-8”.")),
        (b"", (1, "", "deze eerste regel hoort bij geen enkel bestand van het register.")),
        (b"name\n" + b"x" * 200_000, (2, "", "de aanhalingstekens of komma's op deze regel kloppen niet.")),
        (b"name\n" + b"\n" * 100_000, (100_001, "", "het bestand heeft meer dan 100000 regels.")),
        (b"x" * 20_000_001, (1, "", "het bestand is groter dan 20 MB.")),
        (b"\x89PNG\r\n\x1a\n", (1, "", "deze regel is geen UTF-8. Bewaar het bestand als “CSV UTF-8”.")),
    ],
    ids=["latin-1", "utf-16", "nul", "empty", "long cell", "many lines", "large", "picture"],
)
def test_bytes_that_are_no_text_are_refused_at_their_line(content, problem):
    assert refusal(content) == [problem]


def test_the_first_twenty_problems_are_told():
    with pytest.raises(BadFile) as refused:
        reading.read(file_of("code,alias", *["x,y"] * 100))

    assert [problem.line for problem in refused.value.problems] == list(range(2, 22))
    assert str(refused.value).splitlines()[0] == "regel 2, kolom code: “x” is geen code die hier past."


def test_a_line_inside_quotes_counts_as_lines_of_the_file():
    with pytest.raises(BadFile) as refused:
        reading.read(file_of("name", '"Aa', 'en Maas"', "---"))

    assert [problem.line for problem in refused.value.problems] == [2, 4]
