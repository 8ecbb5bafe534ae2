"""The file for the police: what was chosen is in it, what was masked is nowhere in it, and that it left is written down."""

import hashlib
import io
import json
import zipfile
from datetime import time, timedelta

import pikepdf
import pytest

from tests.factories.cases import make_case
from tests.factories.incidents import MORNING, add_incident, keep
from tests.foundation.vault import pictures
from tests.support.pdf import fonts_not_embedded, roles_of, traces_of, unmarked_in, words_of
from weerbaar.confidential.cases import actions as cases
from weerbaar.confidential.incidents.actions import police_files
from weerbaar.confidential.incidents.actions.police_files import TooLarge, make_file
from weerbaar.confidential.incidents.masking import MASK, Masked
from weerbaar.confidential.incidents.queries.originals import all_evidence, custody_of
from weerbaar.confidential.incidents.queries.police_files import files_of
from weerbaar.confidential.incidents.verify.weerbaar_verify import main as verify
from weerbaar.confidential.incidents.wishes import Wish
from weerbaar.foundation.audit.models import Event
from weerbaar.foundation.papers.press import TooMuch
from weerbaar.foundation.vault.errors import NotGranted

MINUTE = timedelta(minutes=1)
SECRETS = ("Emile Voorbeeld", "Zonnebloemstraat", "06 99887766", "emile@raad.example", "de blauwe schuur")
MAIL = (
    b"From: Onbekend <kwaad@post.example>\r\nTo: Emile Voorbeeld <emile@raad.example>\r\nSubject: Emile let op\r\n"
    b"Date: Fri, 20 Nov 2026 21:00:00 +0100\r\nContent-Type: text/plain; charset=utf-8\r\n\r\n"
    b'Emile Voorbeeld, ik kom naar Zonnebloemstraat 4. #panic("x") $ Ik bel 06 99887766 bij de blauwe schuur.\r\n'
)


@pytest.fixture
def arrived(raadsleden, vera):
    found = make_case(name="Emile Voorbeeld", reach="06 99887766")
    cases.claim(case=found.case, by=vera.account, keyring=vera.keyring, at=MORNING)
    return found


@pytest.fixture
def told(arrived, vera):
    """A case with two incidents, a mail, a photo and a text whose name tells a secret."""
    first = add_incident(
        arrived,
        vera,
        description="Emile Voorbeeld werd thuis opgewacht bij de blauwe schuur.",
        clock=time(22, 15),
        behaviours=("threat", "insult"),
        channel="face_to_face",
        place="Zonnebloemstraat 4",
        severity="serious",
        targets=("self",),
        effect="Emile slaapt slecht.",
        witnesses="De buren.",
        offender="known",
        about_offender="Een man met een rode jas.",
    )
    second = add_incident(arrived, vera, description="Daarna kwam er een mail.", form="online")
    pieces = [
        keep(arrived, vera, MAIL, "dreigmail Emile Voorbeeld.eml"),
        keep(arrived, vera, pictures.phone_photo(), "foto.jpg", at=MORNING + MINUTE),
        keep(arrived, vera, b"niet in het dossier: kanarie", "andere.txt", at=MORNING + 2 * MINUTE),
    ]
    return [first, second], pieces


def wish(told, **facts):
    incidents, pieces = told
    chosen = {"for_whom": "Politie Voorbeeldstad", "why": "Aangifte", "office": "wethouder"}
    return Wish(**chosen | {"incidents": frozenset(incidents), "evidence": frozenset(pieces[:2])} | facts)


def made(arrived, by, told, **facts):
    return make_file(case=arrived.case, by=by.account, keyring=by.keyring, wish=wish(told, **facts), at=MORNING)


EVERYTHING_MASKED = {
    "masked": frozenset({Masked.CLIENT, Masked.OTHERS, Masked.ADDRESSES}),
    "own_words": ("de blauwe schuur",),
}


def test_what_was_chosen_is_in_it_and_nothing_else(arrived, vera, told):
    words = words_of(made(arrived, vera, told).content)

    assert [
        part for part in (*SECRETS, "rode jas", "20 november 2026", "VPT-code", "285", "Aangifte") if part not in words
    ] == []
    assert "kanarie" not in words


def test_an_incident_that_was_not_chosen_stays_in_the_house(arrived, vera, told):
    words = words_of(made(arrived, vera, told, incidents=frozenset(told[0][:1])).content)

    assert "Daarna kwam er een mail" not in words


def test_every_piece_stands_in_it_with_its_digest(arrived, vera, told):
    words = words_of(made(arrived, vera, told).content).replace(" ", "")

    assert hashlib.sha256(MAIL).hexdigest() in words
    assert hashlib.sha256(pictures.phone_photo()).hexdigest() in words


def test_what_was_masked_is_in_no_byte_of_the_file(arrived, vera, told):
    pdf = made(arrived, vera, told, **EVERYTHING_MASKED).content

    assert {secret: traces_of(pdf, secret) for secret in SECRETS} == {secret: [] for secret in SECRETS}
    assert MASK in words_of(pdf)


def test_the_search_for_traces_finds_what_was_not_masked(arrived, vera, told):
    pdf = made(arrived, vera, told).content

    assert [secret for secret in SECRETS if traces_of(pdf, secret) == []] == []


def test_a_mask_goes_over_the_purpose_and_the_names_of_files_too(arrived, vera, told):
    pdf = made(arrived, vera, told, why="Aangifte door Emile Voorbeeld", **EVERYTHING_MASKED).content

    assert traces_of(pdf, "Emile") == []


def test_hostile_words_do_nothing(arrived, vera, told):
    assert '#panic("x") $' in words_of(made(arrived, vera, told).content)


def test_it_is_a_paper_that_can_be_read_aloud(arrived, vera, told):
    pdf = made(arrived, vera, told).content

    with pikepdf.open(io.BytesIO(pdf)) as opened:
        assert (opened.Root.Lang, opened.Root.MarkInfo.Marked) == ("nl", True)
    assert (fonts_not_embedded(pdf), unmarked_in(pdf)) == ([], [])


def test_a_picture_goes_in_without_its_metadata(arrived, vera, told):
    assert traces_of(made(arrived, vera, told).content, "Geheim") == []


def test_a_picture_that_was_not_chosen_is_left_out(arrived, vera, told):
    with pikepdf.open(io.BytesIO(made(arrived, vera, told, evidence=frozenset()).content)) as opened:
        assert [
            item for item in opened.objects if isinstance(item, pikepdf.Stream) and item.get("/Subtype") == "/Image"
        ] == []


@pytest.fixture
def package(arrived, vera, told, tmp_path):
    ready = made(arrived, vera, told, originals=frozenset(told[1][:1]), as_package=True)
    file = tmp_path / ready.name
    file.write_bytes(ready.content)
    return file


def test_a_package_holds_the_paper_the_chosen_originals_and_what_checks_them(package):
    with zipfile.ZipFile(package) as opened:
        assert sorted(opened.namelist()) == [
            "LEESMIJ.txt",
            "bewijs/01.eml",
            "dossier.pdf",
            "manifest.json",
            "weerbaar_verify.py",
        ]
        assert opened.read("bewijs/01.eml") == MAIL


def test_a_package_is_found_in_order_by_the_program_that_goes_along(package, capsys):
    assert verify([str(package)]) == 0
    assert "In orde" in capsys.readouterr().out


@pytest.mark.parametrize("name", ["dossier.pdf", "bewijs/01.eml", "manifest.json", "weerbaar_verify.py"])
def test_one_byte_changed_in_a_package_is_found(package, tmp_path, name, capsys):
    spoiled = tmp_path / "veranderd.zip"
    with zipfile.ZipFile(package) as before, zipfile.ZipFile(spoiled, "w") as after:
        for entry in before.namelist():
            content = bytearray(before.read(entry))
            content[len(content) // 2] ^= 1 if entry == name else 0
            after.writestr(entry, bytes(content))

    assert verify([str(spoiled)]) == 1
    assert name in capsys.readouterr().out


def test_the_names_in_a_package_say_nothing(package):
    with zipfile.ZipFile(package) as opened:
        assert [part for part in (b"Emile", b"dreigmail") if part in opened.read("manifest.json")] == []


def test_originals_that_are_too_large_together_are_refused_by_name(arrived, vera, told, monkeypatch):
    monkeypatch.setattr(police_files, "MOST_BYTES", 100)

    with pytest.raises(TooLarge):
        made(arrived, vera, told, originals=frozenset(told[1][:1]), as_package=True)

    assert files_of(vera.keyring, arrived.case) == []


def test_for_whom_and_why_is_kept_for_helper_and_client(arrived, vera, told):
    ready = made(arrived, vera, told, **EVERYTHING_MASKED)

    for reader in (vera, arrived):
        (log,) = files_of(reader.keyring, arrived.case)
        assert (log.made_at, log.made_by, log.facts.for_whom, log.facts.why) == (
            MORNING,
            vera.account,
            "Politie Voorbeeldstad",
            "Aangifte",
        )
        assert log.facts.masked == ("addresses", "client", "others")
        assert (log.facts.own_words, log.facts.digest) == (1, hashlib.sha256(ready.content).hexdigest())
        assert set(log.facts.incidents) == {str(one) for one in told[0]}


def test_that_it_left_is_in_the_trail_of_the_case_and_of_each_piece(arrived, vera, told):
    made(arrived, vera, told)

    event = Event.objects.get(action="case.file_made")
    touches = [[touch.act for touch in custody_of(one)] for one in all_evidence(vera.keyring, arrived.case)]

    assert (event.subject, event.detail["pieces"], event.detail["package"]) == (arrived.case.subject, 2, False)
    assert [touch[-1] for touch in touches] == ["evidence.exported", "evidence.exported", "evidence.received"]
    assert "Voorbeeld" not in json.dumps(event.detail)


def test_a_file_that_could_not_be_made_is_not_in_the_log(arrived, vera, told, monkeypatch):
    monkeypatch.setattr("weerbaar.foundation.papers.press.MOST_SIGNS", 10)

    with pytest.raises(TooMuch):
        made(arrived, vera, told)

    assert (files_of(vera.keyring, arrived.case), Event.objects.filter(action="case.file_made").count()) == ([], 0)


def test_who_holds_no_key_makes_no_file(arrived, joris, told):
    with pytest.raises(NotGranted):
        made(arrived, joris, told)


def test_nothing_of_a_file_stays_on_the_disk(arrived, vera, told, files_dir, tmp_path):
    before = sorted(path for path in tmp_path.rglob("*") if path.is_file())
    made(arrived, vera, told, originals=frozenset(told[1]), as_package=True)

    assert sorted(path for path in tmp_path.rglob("*") if path.is_file()) == before
    assert files_dir.exists()


def test_a_file_without_anything_chosen_is_still_a_paper(arrived, vera, told):
    pdf = made(arrived, vera, told, incidents=frozenset(), evidence=frozenset()).content

    assert "geen gebeurtenis" in words_of(pdf)


def test_two_files_stand_in_the_log_newest_first(arrived, vera, told):
    made(arrived, vera, told)
    later = MORNING + timedelta(days=1)
    make_file(case=arrived.case, by=vera.account, keyring=vera.keyring, wish=wish(told, why="Nazending"), at=later)

    assert [log.facts.why for log in files_of(vera.keyring, arrived.case)] == ["Nazending", "Aangifte"]


def test_a_hundred_pages_with_fifty_pictures_are_one_file(arrived, vera):
    incidents = [
        add_incident(arrived, vera, description="Weer een brief op de mat, en weer geen afzender. " * 90)
        for _ in range(50)
    ]
    pieces = [keep(arrived, vera, pictures.picture("PNG", (600, 900)), f"foto-{number}.png") for number in range(50)]
    ready = made(arrived, vera, (incidents, []), evidence=frozenset(pieces))

    with pikepdf.open(io.BytesIO(ready.content)) as opened:
        assert len(opened.pages) >= 100
    assert roles_of(ready.content).count("Figure") == 50
