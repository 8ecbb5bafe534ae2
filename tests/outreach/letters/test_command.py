"""`manage.py letters`: every one of the 354 by its code, and a file to print per province."""

import io
import re
from datetime import date

import pikepdf
import pytest
from django.core.management import CommandError, call_command

from tests.factories.letters import BODY, LIMBURG, give_addresses, make_version
from tests.factories.tour import LEUDAL
from tests.support.pdf import unmarked_in, words_of
from weerbaar.outreach.campaign.models import Participation, PersonalLink, Round
from weerbaar.public.authorities.models import Authority

pytestmark = pytest.mark.django_db


def run(folder, **options):
    out = io.StringIO()
    call_command("letters", "--round", "2026", "--out", str(folder), *sum(options.items(), ()), stdout=out, stderr=out)
    return out.getvalue()


def heads(pdf):
    """The first line of the address of every letter in a file, and its postcode, in order."""
    return re.findall(r"(?:Gemeente|Provincie) ([^\n]+?) T\.a\.v\..*?(\d{4} [A-Z]{2})", words_of(pdf))


def test_every_one_of_the_354_is_found_by_name_in_its_own_letter(tour_round, tmp_path):
    give_addresses()

    said = run(tmp_path)

    assert "354 letters, 12 files to print, 0 left out" in said
    for participation in Participation.objects.select_related("organisation__authority"):
        body = participation.organisation.authority
        words = words_of((tmp_path / f"{body.pk}.pdf").read_bytes())
        assert f"{body.full_name[0].upper()}{body.full_name[1:]} T.a.v." in words, body.name
    files = sorted(tmp_path.glob("afdruk-*.pdf"))
    provinces = Authority.objects.filter(kind="province").order_by("pk").values_list("pk", flat=True)
    assert [file.name for file in files] == [f"afdruk-{code}.pdf" for code in provinces]
    printed = [heads(file.read_bytes()) for file in files]
    assert sum(len(one) for one in printed) == 354
    assert [[postcode for _name, postcode in one] for one in printed] == [
        sorted(postcode for _name, postcode in one) for one in printed
    ]


def test_the_file_to_print_is_tagged_and_each_letter_begins_a_page(tour_round, tmp_path):
    give_addresses()

    run(tmp_path, **{"--province": LIMBURG})

    pdf = (tmp_path / f"afdruk-{LIMBURG}.pdf").read_bytes()
    with pikepdf.open(io.BytesIO(pdf)) as opened:
        assert (len(opened.pages), str(opened.Root.Lang), bool(opened.Root.MarkInfo.Marked)) == (32, "nl", True)
        with opened.open_metadata() as metadata:
            assert metadata["pdfuaid:part"] == "1"
    assert unmarked_in(pdf) == []
    assert len(list(tmp_path.glob("*.pdf"))) == 33


def test_a_letter_has_the_same_link_however_often_it_is_made(tour_round, tmp_path):
    give_addresses()

    run(tmp_path, **{"--province": LIMBURG})
    first = (tmp_path / f"{LEUDAL}.pdf").read_bytes()
    run(tmp_path, **{"--province": LIMBURG})

    assert (tmp_path / f"{LEUDAL}.pdf").read_bytes() == first
    assert PersonalLink.objects.count() == 32


def test_whoever_has_no_address_gets_a_letter_and_is_named(tour_round, tmp_path):
    said = run(tmp_path, **{"--province": LIMBURG})

    assert "32 letters without a whole postal address" in said
    assert (tmp_path / f"{LEUDAL}.pdf").exists()


def test_whom_we_do_not_write_now_gets_no_letter(tour_round, tmp_path):
    Participation.objects.filter(organisation=LEUDAL).update(paused_until="2099-01-01")

    said = run(tmp_path, **{"--province": LIMBURG})

    assert f"left out {LEUDAL}: even niet" in said
    assert not (tmp_path / f"{LEUDAL}.pdf").exists()


@pytest.mark.parametrize("wrong", [{"--round": "1999"}, {"--province": "PV99"}, {"--template": "Geen"}])
def test_what_is_not_there_is_said(tour_round, tmp_path, wrong):
    with pytest.raises(CommandError, match=r"There is no|Nobody takes part"):
        run(tmp_path, **wrong)

    assert list(tmp_path.iterdir()) == []


def test_a_letter_that_says_what_it_should_not_and_a_round_that_is_over_are_told(tour_round, tmp_path):
    make_version(body=BODY + "\nBel Jan op 06-12345678.")
    Round.objects.update(ends_on=date(2026, 5, 1))

    said = run(tmp_path, **{"--province": LIMBURG})

    assert "should not be in a letter that may become public: '06-12345678'" in said
    assert "2026 ended on 2026-05-01: the links in these letters open nothing" in said


def test_a_folder_that_cannot_be_written_is_said(tour_round, tmp_path):
    (tmp_path / "file").write_text("")

    with pytest.raises(CommandError, match="Cannot write in"):
        run(tmp_path / "file" / "folder", **{"--province": LIMBURG})
