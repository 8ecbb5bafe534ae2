from io import StringIO
from pathlib import Path

import pytest
from django.core.management import CommandError, call_command

from weerbaar.public.authorities.models import Authority, LoadedRegister

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("register")]
REORGANISATION = "date,code,name,successor_code,successor,status\n"


def said(*arguments):
    out = StringIO()
    call_command("authorities", *arguments, stdout=out)
    return out.getvalue().splitlines()


def test_loading_says_what_came_in_and_then_keeps_silent():
    LoadedRegister.objects.all().delete()
    Authority.objects.filter(code="GM0014").update(name="Grunn")

    assert said("load") == ["het ingebouwde register: 0 nieuw, 1 gewijzigd."]
    assert said("load") == []


def test_importing_says_what_changed_and_what_is_missing(tmp_path):
    file = tmp_path / "provincies.csv"
    file.write_text(
        "code,name,seat,latitude,longitude\n"
        + "".join(
            f"{body.code},{body.name},{body.seat},{body.latitude},{body.longitude}\n"
            for body in Authority.objects.filter(kind="province").exclude(code="PV20")
        ).replace("Leeuwarden", "Ljouwert"),
        encoding="utf-8",
    )

    assert said("import", file) == [
        "niet in het bestand, blijft staan: PV20 Groningen",
        "provincies: 0 nieuw, 1 gewijzigd.",
    ]
    assert Authority.objects.get(code="PV21").seat == "Ljouwert"


def test_a_dry_run_prints_each_change_and_makes_none(tmp_path):
    file = tmp_path / "namen.csv"
    file.write_text("code,alias\nGM0014,Grunn\n", encoding="utf-8")

    assert said("import", file, "--dry-run") == [
        "gewijzigd  GM0014 Groningen: aliases leeg → Grunn",
        "Zou veranderen, andere namen: 0 nieuw, 1 gewijzigd.",
    ]
    assert Authority.objects.get(code="GM0014").aliases == []


def test_a_dry_run_names_new_bodies(tmp_path):
    file = tmp_path / "herindelingen.csv"
    file.write_text(REORGANISATION + "2019-01-01,GM9001,Ooit,GM0014,Groningen,done\n", encoding="utf-8")

    assert said("import", file, "--dry-run")[0] == "nieuw      GM9001 Ooit"


@pytest.mark.parametrize("options", [[], ["--dry-run"]])
def test_a_bad_file_ends_in_an_error_that_names_line_and_column(tmp_path, options):
    file = tmp_path / "herindelingen.csv"
    file.write_text(REORGANISATION + "morgen,GM1696,Wijdemeren,GM0402,Hilversum,done\n", encoding="utf-8")

    with pytest.raises(CommandError) as refused:
        said("import", file, *options)

    assert refused.value.returncode == 1
    assert str(refused.value).splitlines() == [
        "herindelingen.csv is niet overgenomen, er is niets veranderd.",
        "regel 2, kolom date: hier hoort een datum te staan, zoals 2027-01-01.",
    ]


@pytest.mark.parametrize(("path", "why"), [("/nergens.csv", "No such file or directory"), ("/", "Is a directory")])
def test_a_file_that_cannot_be_opened_is_named(path, why):
    with pytest.raises(CommandError, match=f"{Path(path)} is niet te lezen: {why}."):
        said("import", path)
